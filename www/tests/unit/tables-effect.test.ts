// What other tables change, and how an entry differs from the built-in one.

import { describe, expect, test } from "vitest";
import { effectOf } from "../../src/tables/effect";
import type { TableEntry, TableList } from "../../src/tables/listing";
import { canBeOff, filtered, NO_FILTER, nameOfList, rowsOf } from "../../src/tables/rows";
import { tablesWords } from "../../src/tables/words";
import { analysis, incident } from "../fixtures/analyses";

const words = tablesWords("ja");

describe("the effect", () => {
  const lost = incident({ title: "紛失", start: 0, end: 9, status: "confirmed" });

  test("is told label by label, and nothing where all stays", () => {
    expect(effectOf(analysis(lost), analysis(lost), "ja")).toEqual([]);
    const denied = { ...lost, status: "denied" as const, organization: "架空市" };
    expect(effectOf(analysis(lost), analysis(denied), "ja")).toEqual([
      {
        title: "紛失",
        only: null,
        changes: [
          { name: "状況", before: "漏えいあり", after: "漏えいは確認されていない" },
          { name: "組織", before: "", after: "架空市" },
        ],
      },
    ]);
  });

  test("names the incidents that go and those that come", () => {
    const other = incident({ title: "盗難", start: 9, end: 20 });
    expect(effectOf(analysis(lost), analysis(other), "ja")).toEqual([
      { title: "紛失", only: "before", changes: [] },
      { title: "盗難", only: "after", changes: [] },
    ]);
  });
});

describe("a row", () => {
  const entry = (text: string, weight: number | null = null, off = false): TableEntry => ({
    text,
    weight,
    off,
    start: 0,
    end: 1,
  });
  const list = (path: string, entries: readonly TableEntry[]): TableList => ({
    path: path.split("/"),
    kind: entries.some(({ weight }) => weight !== null) ? "weight" : "pattern",
    weight: null,
    range: null,
    entries,
  });
  const states = (file: "causes.toml" | "lexicon.toml", before: TableList, now: TableList) => {
    const builtIn = rowsOf(file, [before], null).map((row) => [row.key, row.entry] as const);
    return rowsOf(file, [now], new Map(builtIn)).map(({ state }) => state);
  };

  test("differs from the built-in one by its number, by being off, or by being new", () => {
    const before = list("label/loss/pieces", [entry("紛失", 1), entry("置き", 0.5)]);
    const now = list("label/loss/pieces", [entry("紛失", 2), entry("置き", 0), entry("棚", 1)]);
    expect(states("lexicon.toml", before, now)).toEqual(["changed", "off", "added"]);
    const words = list("cause/loss/rule/1/match", [entry("紛失"), entry("落とす")]);
    const off = list("cause/loss/rule/1/match", [entry("紛失"), entry("落とす", null, true)]);
    expect(states("causes.toml", words, off)).toEqual(["same", "off"]);
  });

  test("is found by its words, by its label and by its state", () => {
    const rows = rowsOf(
      "causes.toml",
      [list("cause/loss/rule/2/match", [entry("置き忘れる"), entry("bcc", null, true)])],
      null,
    );
    const found = (filter: Partial<typeof NO_FILTER>) =>
      filtered(rows, { ...NO_FILTER, ...filter }, words).map(({ entry: { text } }) => text);
    expect(found({ query: "置き忘れる" })).toEqual(["置き忘れる"]);
    expect(found({ query: "紛失 ＢＣＣ" })).toEqual(["bcc"]);
    expect(found({ file: "cues.toml" })).toEqual([]);
    expect(found({ state: "off" })).toEqual(["bcc"]);
  });

  test("of a rule's weight cannot be off: no rule may weigh nothing", () => {
    const weight = list("cause/loss/rule/1", [entry("weight", 2.5)]);
    expect(rowsOf("causes.toml", [weight], null).map(canBeOff)).toEqual([false]);
    expect(rowsOf("lexicon.toml", [weight], null).map(canBeOff)).toEqual([true]);
  });

  test.each([
    ["causes.toml", "cause/loss/rule/2/match", "原因 › 紛失・置き忘れ › 規則 2"],
    ["causes.toml", "except/3/match", "原因 › 除く言い回し 3"],
    ["data_types.toml", "data_type/name/hint", "情報の種類 › 氏名 › 手がかり"],
    ["cues.toml", "cue/deny/match", "文脈の語 › 否定"],
    ["words.toml", "classes/leak", "語の類 › 漏えい"],
    ["lexicon.toml", "label/none/pieces", "学習した語片 › 事案でない"],
  ] as const)("stands in a list that has a name: %s %s", (file, path, name) => {
    expect(nameOfList(file, list(path, []), words)).toBe(name);
  });
});
