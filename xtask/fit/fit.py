#!/usr/bin/env python3
"""Fits the learnt tables: lexicon.toml, weights.toml and the weights of detection.toml.

usage: fit.py JIKEN TABLES DOCUMENTS... [--statements FILE...]

JIKEN is the command, TABLES the folder whose learnt files are written anew. DOCUMENTS are labelled files as
tests/corpus/README.md describes them; documents of the part `test` are left out. A statement has a cause
(null where it tells none) or data types, and no organisation or status.

1. The lexicon: pieces of one to four characters, chosen by chi-squared and weighed by multinomial
   (causes, statuses) and binomial (incident or not, third party or not) logistic regression with penalties; rare pieces may weigh more. The same for the
   pieces right before and after a data type (exposed or not, said not to be concerned or not) and a name (the
   organisation concerned or not).
2. The models over named measures, by logistic regression with an L2 penalty. What a document measures is
   taken from a run of the command with a lexicon that was learnt without that document (four folds), so
   that the models do not trust the lexicon more than they may. The causes' and the organisations' models
   are conditional: one weight for a measure whichever label it is measured of, one label of them is right.

Everything is deterministic; weights are rounded so that they can be read.
"""
import collections, json, os, re, shutil, subprocess, sys, tempfile, unicodedata

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import diags
from scipy.sparse.linalg import svds
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression

FOLDS = 4
# How many pieces are weighed, and how many weights are kept: the heaviest.
PIECES = {"cause": 20000, "incident": 4000, "beside": 3000, "status": 3000, "third_party": 2000}
ENTRIES = {"cause": 19000, "incident": 2000, "exposed": 2200, "excluded": 1800, "concerned": 1400, "status": 2000, "third_party": 800}
LEAST_DOCUMENTS = 3
# How rare a piece is that counts as it stands, as a logarithm.
RARE = 3.0
# How many characters before and after a phrase are read.
BESIDE = (25, 60)
# The penalties on the causes' weights, the steps in which these are found, and the strength of the others.
LASSO, RIDGE, STEPS = 0.4, 8.0, 150
STRENGTH = {"incident": 0.2, "beside": 0.1, "status": 0.1, "third_party": 0.1}
# The share of the passages that tell no cause, on which the bounds of segmentation rest.
NONE_SHARE = 0.2
SEPARATOR = "\n"
# What a long document counts for beside a short one.
LONG = 3.0
# The logit from which an answer is among the surest.
SURE = 4.0
# The step in which the lexicon's weights are rounded: finer ones cost bytes and tell no more.
STEP = 0.01
# What no answer's probability exceeds, however right the surest ones were.
MOST_SURE = 0.99
# How many characters a labelled case's start may be from the sentence that opens it: a mark before it.
NEAR = 12
# What a missed incident weighs beside a false one: it loses every answer about it.
MISSED = 1.5


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def labels(document):
    """The labelled incidents of a document with their sections' bounds."""
    text = document["text"]
    if "incidents" in document:
        items = sorted(document["incidents"], key=lambda item: item.get("start", 0))
    else:
        items = [{**document, "start": 0}] if document.get("incident") else []
    ends = [item["start"] for item in items[1:]] + [max(len(text), 1)]
    return [(0 if k == 0 else item["start"], end, item) for k, (item, end) in enumerate(zip(items, ends))]


def normalised(text):
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[0-9\s〜~、。「」『』()・,.:;!?〇○●■◆【】<>\-‐‑‒–—―−─━﹣…\"'/]+", SEPARATOR, text)


def classify(jiken, tables, documents, explain=True):
    lines = "".join(json.dumps({"id": n, "text": d["text"]}, ensure_ascii=False) + "\n" for n, d in enumerate(documents))
    command = [jiken, "classify", "--input", "jsonl", "--tables", tables] + (["--explain"] if explain else [])
    run = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def overlap(a, b, c, d):
    return min(b, d) - max(a, c)


def best_part(start, end, parts):
    """The part of the answer that overlaps a labelled section most, the first of equals."""
    return max(parts, key=lambda part: (overlap(start, end, *part), -part[0])) if parts else None


def parts_of(answer):
    return sorted({(d["start"], d["end"]) for d in answer["decisions"] if d["question"] != "opening"})


def passage_texts(document, answer, part, telling):
    """The passages of a part: those that tell what happened, or all of them."""
    chosen = [
        p for p in answer["passages"]
        if p["part"] == part[0] and (not telling or p["lead"] or p["role"] in ("cause", "outline", "title"))
    ]
    return SEPARATOR.join(document["text"][p["start"]:p["end"]] for p in chosen)


def opening_samples(documents, answers):
    """Which sentences open one of several cases. In a text of one incident none does; that its first
    sentence opens the only one says nothing."""
    samples = []
    for document, answer in zip(documents, answers):
        sentences = sorted((d for d in answer["decisions"] if d["question"] == "opening"), key=lambda d: d["start"])
        starts = [item.get("start", 0) for *_, item in labels(document)]
        if not sentences:
            continue
        opens = set()
        if len(starts) > 1:
            for start in starts:
                nearest = min(range(len(sentences)), key=lambda k: abs(sentences[k]["start"] - start))
                if abs(sentences[nearest]["start"] - start) <= NEAR:
                    opens.add(nearest)
        for k, sentence in enumerate(sentences):
            if len(starts) > 1 or "first" not in sentence["measures"]:
                samples.append((None, sentence["measures"], k in opens, 1.0))
    return samples


# 1. The lexicon.

def vectorise(texts, targets, most):
    """Which pieces stand in which texts, each weighed by how rare it is, as in inverse document frequency."""
    vectoriser = CountVectorizer(analyzer="char", ngram_range=(1, 4), binary=True, min_df=LEAST_DOCUMENTS)
    matrix = vectoriser.fit_transform(texts).astype(float)
    names = vectoriser.get_feature_names_out()
    whole = np.array([SEPARATOR not in name for name in names])
    matrix, names = matrix[:, whole], names[whole]
    chosen = SelectKBest(chi2, k=min(most, matrix.shape[1])).fit(matrix, targets)
    matrix, names = chosen.transform(matrix), names[chosen.get_support()]
    rare = np.log(len(texts) / np.asarray(matrix.sum(0)).ravel()) / RARE
    return matrix @ diags(rare), names, rare


def sparse(matrix, targets, share, classes):
    """Multinomial logistic regression with an L1 and an L2 penalty, by accelerated proximal gradient."""
    wanted = (targets[:, None] == classes) * 1.0
    weights, bias = np.zeros((matrix.shape[1], len(classes))), np.zeros(len(classes))
    ahead, bias_ahead, pace = weights, bias, 1.0
    start = np.full(min(matrix.shape), 1 / min(matrix.shape) ** 0.5)
    steep = 0.5 * share.max() * svds(matrix, k=1, return_singular_vectors=False, v0=start)[0] ** 2 + RIDGE
    for _ in range(STEPS):
        scores = matrix @ ahead + bias_ahead
        power = np.exp(scores - scores.max(1, keepdims=True))
        slope = share[:, None] * (power / power.sum(1, keepdims=True) - wanted)
        moved = ahead - (matrix.T @ slope + RIDGE * ahead) / steep
        moved = np.sign(moved) * np.maximum(abs(moved) - LASSO / steep, 0)
        bias_moved = bias_ahead - slope.sum(0) / (0.5 * share.sum())
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        push = (pace - 1) / next_pace
        ahead, bias_ahead = moved + push * (moved - weights), bias_moved + push * (bias_moved - bias)
        weights, bias, pace = moved, bias_moved, next_pace
    return weights.T, bias


def beside_units(n, document, answer, statement):
    """What stands before and after each mention of a data type or an organisation, by what may hold
    of it, with whether it holds and its share of the mentions of the same."""
    units = collections.defaultdict(list)

    def see(kind, decision, holds):
        for start, end in decision["mentions"]:
            text = document["text"]
            first = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
            last = min(at for at in (text.find("。", end), text.find("\n", end), len(text)) if at >= 0)
            before, after = text[max(first, start - BESIDE[0]):start], text[end:min(last, end + BESIDE[1])]
            units[kind].append((n, before, after, holds, 1 / len(decision["mentions"])))

    parts = parts_of(answer)
    if statement:
        items = [(part, document) for part in parts[:1]]
    else:
        items = [(best_part(start, end, parts), item) for start, end, item in labels(document)]
    for part, item in items:
        optional = set(item.get("data_optional", [])) | set(item.get("excluded_optional", []))
        for d in answer["decisions"]:
            if part is None or (d["start"], d["end"]) != part or not d.get("mentions"):
                continue
            if d["question"] == "data":
                exposed, excluded = d["label"] in item["data"], d["label"] in item["excluded"]
                if exposed or excluded or d["label"] not in optional:
                    see("exposed", d, exposed)
                    see("excluded", d, excluded)
            elif d["question"] == "organization" and not statement:
                see("concerned", d, any(d["label"] in w or w in d["label"] for w in item.get("org") or []))
    return units


def pieces_beside(unit):
    """The pieces before a mention are told from those after it by their first letter."""
    _, before, after, *_ = unit
    for zone, words in (("B", normalised(before)), ("A", normalised(after))):
        for length in range(1, 5):
            for at in range(len(words) - length + 1):
                piece = words[at:at + length]
                if SEPARATOR not in piece:
                    yield zone + piece


def learn_beside(kind, units):
    """The rows of what stands before and after a phrase of which something may hold."""
    vectoriser = CountVectorizer(analyzer=lambda unit: set(pieces_beside(unit)), binary=True, min_df=LEAST_DOCUMENTS)
    matrix = vectoriser.fit_transform(units).astype(float)
    names = vectoriser.get_feature_names_out()
    holds, share = np.array([unit[3] for unit in units]), np.array([unit[4] for unit in units])
    chosen = SelectKBest(chi2, k=min(PIECES["beside"], matrix.shape[1])).fit(matrix, holds)
    matrix, names = chosen.transform(matrix), names[chosen.get_support()]
    rare = np.log(len(units) / np.asarray(matrix.sum(0)).ravel()) / RARE
    model = LogisticRegression(C=STRENGTH["beside"], max_iter=500).fit(matrix @ diags(rare), holds, sample_weight=share)
    weights = model.coef_[0] * rare
    least = least_of(weights, ENTRIES[kind])
    before, bare = np.array([name[0] == "B" for name in names]), np.array([name[1:] for name in names])
    return {
        f"{kind}_before": (0.0, pieces(bare[before], weights[before], least)),
        f"{kind}_after": (model.intercept_[0], pieces(bare[~before], weights[~before], least)),
    }


def learn_asked(kind, units):
    """The rows of what is asked of the words of an incident: one for yes or no, or one a status."""
    texts, targets = [normalised(t) for t, _ in units], np.array([target for _, target in units])
    matrix, names, rare = vectorise(texts, targets, PIECES[kind])
    balance = "balanced" if kind == "incident" else None
    model = LogisticRegression(C=STRENGTH[kind], max_iter=500, class_weight=balance).fit(matrix, targets)
    weights = model.coef_ * rare
    least = least_of(weights, ENTRIES[kind])
    rows = [kind] if len(weights) == 1 else [f"{kind}_{label}" for label in model.classes_]
    return {row: (bias, pieces(names, told, least)) for row, bias, told in zip(rows, model.intercept_, weights)}


def learn_lexicon(cause_units, units_asked, units_beside):
    rows = {}
    for kind, units in units_asked.items():
        rows |= learn_asked(kind, units)
    for kind, units in units_beside.items():
        rows |= learn_beside(kind, units)
    texts, targets = [normalised(t) for t, _ in cause_units], np.array([c for _, c in cause_units])
    matrix, names, rare = vectorise(texts, targets, PIECES["cause"])
    # What tells no cause has the same share however many such texts there are.
    none = targets == "none"
    share = np.where(none, NONE_SHARE / (1 - NONE_SHARE) * (~none).sum() / max(none.sum(), 1), 1.0)
    classes = np.unique(targets)
    weights, biases = sparse(matrix, targets, share, classes)
    weights = weights * rare
    for label, bias, told in zip(classes, biases, weights):
        rows[label] = (bias, pieces(names, told, least_of(weights, ENTRIES["cause"])))
    return rows


def least_of(weights, entries):
    """The weight that the heaviest entries have at least."""
    told = np.sort(abs(weights).ravel())
    return max(told[-min(entries, len(told))], 0.005)


def pieces(names, weights, least):
    told = [(name, round(round(float(weight) / STEP) * STEP, 2)) for name, weight in zip(names, weights) if abs(weight) >= least]
    return [(name, weight) for name, weight in told if weight]


LEXICON_HEAD = """# Lexicon: pieces of words and what they weigh for each answer.
#
# Learnt from labelled texts by `cargo xtask fit`, then read; do not edit by hand what the next fit will
# write anew. A wrong weight is mended by a labelled text that shows it.
#
# Schema
#   [[label]]
#   id       one of the labels below
#   bias     the sum's start
#   pieces   what pieces of normalised text weigh, those of one weight with spaces between; a piece counts
#            once in a passage
#
# Labels: a cause's id or none, third_party and status_… of the passages that tell what happened; incident (yes
# against no) of all the words; exposed, excluded (of a data type) and concerned (of an
# organisation) of what stands before and after it, up to 25 and 60 characters.
"""


def write_lexicon(rows, path):
    with open(path, "w", encoding="utf-8") as f:
        f.write(LEXICON_HEAD)
        for label in sorted(rows):
            bias, told = rows[label]
            f.write(f'\n[[label]]\nid = "{label}"\nbias = {bias:.2f}\npieces = {{\n')
            lists = collections.defaultdict(list)
            for piece, weight in told:
                lists[weight].append(piece)
            for weight in sorted(lists, reverse=True):
                f.write(f'  "{" ".join(sorted(lists[weight]))}" = {weight:g},\n')
            f.write("}\n")


# 2. The models.

def conditional(groups, measures, labels_with_bias, penalty=1.0, bias_penalty=3.0, weights=None):
    """Weights of a model in which one of a group's candidates is right; groups: [(candidates, right set)],
    a candidate: (label, measures)."""
    index = {name: k for k, name in enumerate(measures)}
    labels_ = {name: k for k, name in enumerate(labels_with_bias)}
    size = len(measures) + len(labels_)
    rows, owner, right = [], [], []
    for g, (candidates, correct) in enumerate(groups):
        for label, measured in candidates:
            row = np.zeros(size)
            for name, value in measured.items():
                row[index[name]] = value
            if label in labels_:
                row[len(measures) + labels_[label]] = 1
            rows.append(row); owner.append(g); right.append(label in correct)
    X, owner, right = np.array(rows), np.array(owner), np.array(right)
    share = np.ones(len(groups)) if weights is None else np.array(weights)
    fine = np.concatenate([np.full(len(measures), penalty), np.full(len(labels_), bias_penalty)])

    def loss(w):
        score = X @ w
        top = np.full(len(groups), -np.inf); np.maximum.at(top, owner, score)
        power = np.exp(score - top[owner])
        every = np.zeros(len(groups)); np.add.at(every, owner, power)
        good = np.zeros(len(groups)); np.add.at(good, owner, power * right)
        good = np.maximum(good, 1e-12)
        value = -(share * (np.log(good) - np.log(every))).sum() + 0.5 * (fine * w * w).sum()
        slope = share[owner] * (power / every[owner] - power * right / good[owner])
        return value, X.T @ slope + fine * w

    w = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return dict(zip(measures, w[:len(measures)])), dict(zip(labels_with_bias, w[len(measures):]))


def binary(samples, measures, labels_with_bias, penalty=1.0):
    """Weights of a yes-or-no model; samples: [(label, measures, yes, weight)]; the last bias is common."""
    index = {name: k for k, name in enumerate(measures)}
    labels_ = {name: k for k, name in enumerate(labels_with_bias)}
    X = np.zeros((len(samples), len(measures) + len(labels_)))
    for n, (label, measured, _, _) in enumerate(samples):
        for name, value in measured.items():
            X[n, index[name]] = value
        if label in labels_:
            X[n, len(measures) + labels_[label]] = 0.6
    y = np.array([yes for _, _, yes, _ in samples]); weight = np.array([w for *_, w in samples])
    model = LogisticRegression(C=1 / penalty, max_iter=2000).fit(X, y, sample_weight=weight)
    w = model.coef_[0]
    common = model.intercept_[0]
    biases = {name: common + 0.6 * w[len(measures) + k] for name, k in labels_.items()}
    return dict(zip(measures, w[:len(measures)])), biases, common


WEIGHTS_HEAD = """# Weights: what the measures of each answer weigh.
#
# Learnt from labelled texts by `cargo xtask fit`, then read. `jiken classify --explain --format json` shows
# under "decisions" what was measured of a text.
#
# Schema
#   [cause]         one of the causes is the first; the same measures for each, and a bias for each
#   [confidence]    what the first cause's probability is worth on texts that the fit did not know
#   [second]        whether a cause that may stand beside the first one is told as well: yes above 0
#   [data]          whether a data type was exposed, or may have been: yes above 0
#   [excluded]      whether one that was not exposed is said not to be concerned: yes above 0
#   [organization]  one of the names, or none (a score of 0), is the organisation concerned
#   [count]         one of the numbers, or none (a score of 0), is the count of those affected
#   [opening]       whether a sentence opens one of several cases: yes above 0
#   [third_party]   whether it happened at a third party: yes above 0
#   [status.…]      one of the four statuses holds
#   X.bias          what a label starts with; X.measures: what a measure weighs; the measures are documented
#                   in src/score/*.rs and src/facts/*.rs
"""


def calibration(groups, weights, biases):
    """Platt scaling of the first cause's probability over documents that the lexicon did not know."""
    X, y = [], []
    for candidates, correct in groups:
        scores = np.array([sum(weights[m] * v for m, v in measured.items()) + biases.get(label, 0) for label, measured in candidates])
        chance = np.exp(scores - scores.max())
        chance /= chance.sum()
        best = int(chance.argmax())
        p = min(max(chance[best], 1e-6), 1 - 1e-6)
        X.append([np.log(p / (1 - p))]); y.append(candidates[best][0] in correct)
    model = LogisticRegression(C=100).fit(np.array(X), np.array(y))
    sure = [right for (logit,), right in zip(X, y) if logit > SURE]
    return model.coef_[0][0], model.intercept_[0], min(sum(sure) / len(sure), MOST_SURE)


def write_weights(models, path, slope, intercept, ceiling):
    with open(path, "w", encoding="utf-8") as f:
        f.write(WEIGHTS_HEAD)
        for name, (weights, biases) in models.items():
            f.write(model_text(name, weights, biases))
        f.write(f"\n[confidence]\nslope = {slope:.3f}\nintercept = {intercept:.3f}\nceiling = {ceiling:.3f}\n")


def model_text(name, weights, biases):
    return (
        f"\n[{name}.bias]\n" + "".join(f"{k} = {v:.2f}\n" for k, v in biases.items())
        + f"\n[{name}.measures]\n" + "".join(f"{k} = {v:.2f}\n" for k, v in weights.items())
    )


def write_opening(model, path):
    """Puts the model of openings in the place of the one in a weights.toml."""
    content = open(path, encoding="utf-8").read()
    old = re.search(r"\n\[opening\.bias\]\n.*?\n\[opening\.measures\]\n.*?(?=\n\[|\Z)", content, re.S)
    open(path, "w", encoding="utf-8").write(content.replace(old[0], model_text("opening", *model)))


def measures_of(tables, section):
    """The measures that a section of weights.toml has."""
    content = open(os.path.join(tables, "weights.toml"), encoding="utf-8").read()
    body = content.split(f"[{section}.measures]\n", 1)[1].split("\n[", 1)[0]
    return re.findall(r"^(\w+) = ", body, re.M)


def detection_features(tables):
    content = open(os.path.join(tables, "detection.toml"), encoding="utf-8").read()
    return re.findall(r'^id = "(\w+)"', content, re.M)


def write_detection(tables, bias, weights):
    path = os.path.join(tables, "detection.toml")
    content = open(path, encoding="utf-8").read()
    content = re.sub(r"^bias = .*$", f"bias = {bias:.2f}", content, count=1, flags=re.M)
    for name, weight in weights.items():
        content = re.sub(rf'(id = "{name}"\ndescription = .*\nweight = ).*', lambda m: f"{m[1]}{weight:.2f}", content, count=1)
    open(path, "w", encoding="utf-8").write(content)


def main():
    jiken, tables, *rest = sys.argv[1:]
    cut = rest.index("--statements") if "--statements" in rest else len(rest)
    documents = [d for f in rest[:cut] for d in load(f)]
    documents = [d for d in documents if d.get("part") != "test" and not ("incident" in d and d["incident"] is None)]
    statements = [s for f in rest[cut + 1:] for s in load(f) if s.get("part") != "test"]
    causes = re.findall(r'^id = "(\w+)"', open(os.path.join(tables, "causes.toml"), encoding="utf-8").read(), re.M)
    types = re.findall(r'^id = "(\w+)"', open(os.path.join(tables, "data_types.toml"), encoding="utf-8").read(), re.M)
    print(f"{len(documents)} documents, {len(statements)} statements")

    # Units of the lexicon; which passages tell does not depend on the lexicon.
    answers = classify(jiken, tables, documents)
    cause_units, units_asked = [], collections.defaultdict(list)
    for n, (document, answer) in enumerate(zip(documents, answers)):
        parts, wanted = parts_of(answer), labels(document)
        for start, end, item in wanted:
            part = best_part(start, end, parts)
            if part is None:
                continue
            for cause in item["primary"][:1]:
                cause_units.append((n, passage_texts(document, answer, part, True), cause))
            units_asked["incident"].append((n, passage_texts(document, answer, part, False), 1))
            words = passage_texts(document, answer, part, True)
            units_asked["status"].append((n, words, item["status"][0]))
            if item.get("third_party") is not None:
                units_asked["third_party"].append((n, words, int(item["third_party"])))
        if not wanted:
            for part in parts[:3]:
                cause_units.append((n, passage_texts(document, answer, part, True), "none"))
                units_asked["incident"].append((n, passage_texts(document, answer, part, False), 0))
    fold = [n % FOLDS for n in range(len(documents))]
    print("passages:", len(cause_units), "of no cause:", sum(c == "none" for *_, c in cause_units))
    said = [(s["text"], s["cause"] or "none") for s in statements if "cause" in s]
    said_fold = [k % FOLDS for k in range(len(said))]

    data_said = [s for s in statements if "data" in s]
    texts = documents + [{"text": t} for t, _ in said] + data_said
    folds = fold + said_fold + [k % FOLDS for k in range(len(data_said))]
    numbered = list(range(len(documents))) + list(range(len(documents) + len(said), len(texts)))
    answers += classify(jiken, tables, data_said)
    units_beside = collections.defaultdict(list)
    for k, (n, answer) in enumerate(zip(numbered, answers)):
        statement = k >= len(documents)
        source = data_said[k - len(documents)] if statement else documents[k]
        for kind, units in beside_units(n, source, answer, statement).items():
            units_beside[kind] += units

    def lexicon(without):
        rows = learn_lexicon(
            [(t, c) for n, t, c in cause_units if fold[n] != without]
            + [(t, c) for k, (t, c) in enumerate(said) if said_fold[k] != without],
            {kind: [(t, i) for n, t, i in units if fold[n] != without] for kind, units in units_asked.items()},
            {kind: [u for u in units if folds[u[0]] != without] for kind, units in units_beside.items()},
        )
        return rows

    # What each document measures with a lexicon that does not know it.
    measured = [None] * len(texts)
    lexicons = [lexicon(without) for without in range(FOLDS)]

    def measure(folder):
        for without in range(FOLDS):
            write_lexicon(lexicons[without], os.path.join(folder, "lexicon.toml"))
            chosen = [n for n in range(len(texts)) if folds[n] == without]
            for n, answer in zip(chosen, classify(jiken, folder, [texts[n] for n in chosen])):
                measured[n] = answer

    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(tables):
            if name.endswith(".toml"):
                shutil.copy(os.path.join(tables, name), folder)
        measure(folder)
        # Everything else is asked of the parts into which these weights cut a text.
        weights, _, bias = binary(opening_samples(documents, measured), measures_of(tables, "opening"), [])
        opening = (weights, {"all": bias})
        write_opening(opening, os.path.join(folder, "weights.toml"))
        measure(folder)
    write_lexicon(lexicon(None), os.path.join(tables, "lexicon.toml"))

    cause_groups, cause_weights, data_samples, excluded_samples = [], [], [], []
    second_samples, status_samples, organization_groups, count_groups, detection = [], [], [], [], []
    organization_weights, count_weights, third_party = [], [], []

    def decisions(answer, part, question):
        return [d for d in answer["decisions"] if d["question"] == question and (d["start"], d["end"]) == part]

    def see_data(answer, part, item, weight):
        optional = set(item.get("data_optional", []))
        for d in decisions(answer, part, "data"):
            if d["label"] in item["data"] or d["label"] not in optional:
                data_samples.append((d["label"], d["measures"], d["label"] in item["data"], weight))
            if d["label"] not in item["data"] and d["label"] not in item.get("excluded_optional", []):
                excluded_samples.append((d["label"], d["measures"], d["label"] in item["excluded"], weight))

    for document, answer in zip(documents, measured):
        parts, wanted = parts_of(answer), labels(document)
        is_long = len(document["text"]) > 350
        # Long documents are few beside the short ones.
        long = LONG if is_long else 1.0
        for start, end, item in wanted:
            part = best_part(start, end, parts)
            if part is None:
                continue
            cause_groups.append(([(d["label"], d["measures"]) for d in decisions(answer, part, "cause")], set(item["primary"])))
            cause_weights.append(long)
            for d in decisions(answer, part, "second"):
                unsure = d["label"] in item.get("causes_optional", []) or d["label"] in item["primary"]
                if d["label"] in item["causes"] or not unsure:
                    second_samples.append((d["label"], d["measures"], d["label"] in item["causes"], 1.0))
            see_data(answer, part, item, 2.0 if is_long else 1.0)
            if item.get("third_party") is not None:
                for d in decisions(answer, part, "third_party"):
                    third_party.append((None, d["measures"], bool(item["third_party"]), long ** 0.5))
            for d in decisions(answer, part, "status"):
                for status in item["status"]:
                    status_samples.append((d["measures"], status, long ** 0.5 / len(item["status"])))
            names = [(d["label"], d["measures"]) for d in decisions(answer, part, "organization")]
            right = {l for l, _ in names if any(l in w or w in l for w in item.get("org") or [])}
            organization_groups.append((names + [("(none)", {})], right or {"(none)"}))
            organization_weights.append(long ** 0.5)
            numbers = [(d["label"], d["measures"]) for d in decisions(answer, part, "count")]
            if item.get("count") is not None:
                right = {n for n, _ in numbers if int(n) == item["count"]}
                if right:
                    count_groups.append((numbers + [("(none)", {})], right))
                    count_weights.append(long)
            elif item.get("count_measured", True):
                count_groups.append((numbers + [("(none)", {})], {"(none)"}))
                count_weights.append(long)
            for d in decisions(answer, part, "incident"):
                detection.append((None, d["measures"], True, long * MISSED))
        if not wanted:
            for part in parts:
                for d in decisions(answer, part, "incident"):
                    detection.append((None, d["measures"], False, long))
    offset = len(documents)
    for (text, cause), answer in zip(said, measured[offset:]):
        if cause != "none":
            for part in parts_of(answer)[:1]:
                cause_groups.append(([(d["label"], d["measures"]) for d in decisions(answer, part, "cause")], {cause}))
                cause_weights.append(0.3)
    for item, answer in zip(data_said, measured[offset + len(said):]):
        for part in parts_of(answer)[:1]:
            see_data(answer, part, item, 0.7)

    models = {}
    models["cause"] = conditional(cause_groups, measures_of(tables, "cause"), causes, weights=cause_weights)
    weights, biases, _ = binary(second_samples, measures_of(tables, "second"), causes)
    models["second"] = (weights, biases)
    for name, samples in (("data", data_samples), ("excluded", excluded_samples)):
        weights, biases, _ = binary(samples, measures_of(tables, name), types)
        models[name] = (weights, biases)
    models["organization"] = conditional(organization_groups, measures_of(tables, "organization"), [], weights=organization_weights)
    models["count"] = conditional(count_groups, measures_of(tables, "count"), [], weights=count_weights)
    models["opening"] = opening
    weights, _, bias = binary(third_party, measures_of(tables, "third_party"), [])
    models["third_party"] = (weights, {"all": bias})
    names = measures_of(tables, "status.confirmed")
    X = np.array([[m.get(name, 0) for name in names] for m, _, _ in status_samples])
    y = np.array([s for _, s, _ in status_samples])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(X, y, sample_weight=[w for *_, w in status_samples])
    for label, bias, row in zip(model.classes_, model.intercept_, model.coef_):
        models[f"status.{label}"] = (dict(zip(names, row)), {"all": bias})
    told = [group for group, weight in zip(cause_groups, cause_weights) if weight >= 1.0]
    write_weights(models, os.path.join(tables, "weights.toml"), *calibration(told, *models["cause"]))
    weights, _, bias = binary(detection, detection_features(tables), [])
    write_detection(tables, bias, weights)
    for name, n in (("causes", len(cause_groups)), ("data types", len(data_samples)), ("excluded", len(excluded_samples)),
                    ("statuses", len(status_samples)), ("organisations", len(organization_groups)), ("detection", len(detection))):
        print(f"{name:14} fitted on {n}")


if __name__ == "__main__":
    main()
