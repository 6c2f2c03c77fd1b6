import { expect, test } from "vitest";
import { listsOf } from "../../src/tables/listing";

const TEXT = `# 表 😀
bias = -0.5
[[cause]]
id = "loss"
[[cause.rule]]
weight = 2.5
match = [
  "紛失", # 名詞
  #off "置き\\"忘れ", 
  # off, says a person
  "なくす"
]
[classes]
leak = []
`;

const bytes = (unit: number) => new TextEncoder().encode(TEXT.slice(0, unit)).length;

/** What the core tells of this literal. */
function entry(text: string, literal: string, number: number | null = null): unknown[] {
  const start = TEXT.indexOf(literal);
  return [text, number, bytes(start), bytes(start + literal.length)];
}

/** What the core tells of a list: where it opens, and how it closes. */
function range(from: string, to: string): unknown[] {
  const start = TEXT.indexOf(from) + from.length - 1;
  return [bytes(start), bytes(TEXT.indexOf(to, start) + to.length)];
}

test("lists stand in the order of the text, with what is switched off in its place", () => {
  const told = [
    ...["cause/loss/rule/1/match", ...range("match = [", "\n]"), 2],
    ...[...entry("紛失", '"紛失"'), ...entry("なくす", '"なくす"')],
    ...["cause/loss/rule/1", null, null, 1, ...entry("weight", "2.5", 2.5)],
    ...["classes/leak", ...range("leak = [", "]"), 0],
    ...["", null, null, 1, ...entry("bias", "-0.5", -0.5)],
  ];
  const lists = listsOf(TEXT, told).map(({ path, kind, weight, entries }) => ({
    path: path.join("."),
    kind,
    weight: weight?.weight ?? null,
    entries: entries.map(({ start, end, off }) => `${off ? "off " : ""}${TEXT.slice(start, end)}`),
  }));
  expect(lists).toEqual([
    { path: "", kind: "weight", weight: null, entries: ["-0.5"] },
    { path: "cause.loss.rule.1", kind: "weight", weight: null, entries: ["2.5"] },
    {
      path: "cause.loss.rule.1.match",
      kind: "pattern",
      weight: 2.5,
      entries: ['"紛失"', 'off "置き\\"忘れ"', '"なくす"'],
    },
    { path: "classes.leak", kind: "word", weight: null, entries: [] },
  ]);
});
