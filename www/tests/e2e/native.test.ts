// The WebAssembly that is shipped gives what the native build gives, on every text of the corpus and on texts
// that are made up of pieces of them in any order, with anything between.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Analysis } from "../../src/analysis";

const COMMAND = process.env.JIKEN_COMMAND;
const MADE_UP = 600;

const SEPARATORS = [
  "\n",
  "\n\n",
  "\r\n",
  "",
  "\n■",
  "\n【概要】\n",
  "\n1. ",
  "\n①",
  "\n再発防止策\n",
  "\u200b",
  "\u202e",
  "\u3099",
  "\0",
  "😀𠮷",
  "\ud842",
  " \t　",
];

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function texts(): string[] {
  const corpus = ["short", "long", "roundups"].flatMap((name) =>
    readFileSync(new URL(`../../../tests/corpus/${name}.jsonl`, import.meta.url), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { text: string }).text),
  );
  const sentences = corpus.flatMap((text) => text.split(/(?<=。)|\n/)).filter((it) => it !== "");
  const pick = numbers(1);
  const made = Array.from({ length: MADE_UP }, () =>
    Array.from({ length: 1 + pick(12) }, () => {
      const sentence = sentences[pick(sentences.length)] ?? "";
      const cut = pick(4) === 0 ? sentence.slice(pick(sentence.length)) : sentence;
      return cut + SEPARATORS[pick(SEPARATORS.length)];
    }).join(""),
  );
  return [...corpus, ...made];
}

/** Where every code point begins, in code points, by its offset in UTF-16. */
function codePoints(text: string): number[] {
  const before: number[] = [];
  let count = 0;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit++) before.push(count);
    count += 1;
  }
  return [...before, count];
}

function inCodePoints(analysis: Analysis, text: string): unknown {
  const before = codePoints(text);
  return JSON.parse(JSON.stringify(analysis), (key, value) =>
    key === "start" || key === "end" ? before[value as number] : value,
  );
}

test("WebAssembly and the native build agree on every text", {
  timeout: 600_000,
}, async (context) => {
  if (COMMAND === undefined) {
    return context.skip("JIKEN_COMMAND names no command; `cargo xtask test` sets it");
  }
  const jiken = await import("../../pkg/jiken.js");
  jiken.initSync({ module: readFileSync(new URL("../../pkg/jiken_bg.wasm", import.meta.url)) });
  jiken.loadDictionary(
    readFileSync(new URL("../../../dictionary/build/ipadic.jdic", import.meta.url)),
  );
  const all = texts();
  // A lone surrogate is U+FFFD in both: JSON has it as an escape that the command refuses.
  const lines = all.map((text, id) => JSON.stringify({ id, text: Buffer.from(text).toString() }));
  const printed = execFileSync(COMMAND, ["classify", "--input", "jsonl"], {
    input: `${lines.join("\n")}\n`,
    maxBuffer: 2 ** 30,
  });
  const native = printed.toString().trimEnd().split("\n");
  expect(native.length).toBe(all.length);
  let incidents = 0;
  all.forEach((text, id) => {
    const { id: answered, ...expected } = JSON.parse(native[id] ?? "") as Analysis & { id: number };
    expect(answered).toBe(id);
    expect(inCodePoints(jiken.classify(text), text)).toEqual(expected);
    incidents += expected.incidents.length;
  });
  expect(incidents).toBeGreaterThan(all.length / 2);
});
