import { expect, test } from "vitest";
import type * as core from "../../src/engine/protocol";
import { listsOf } from "../../src/tables/listing";

const TEXT = `bias = -0.5
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

/** What the core tells of this literal. */
function entry(text: string, literal: string, number: number | null = null): core.TableEntry {
  const start = TEXT.indexOf(literal);
  return { text, number, start, end: start + literal.length };
}

const span = (from: string, to: string): [number, number] => {
  const start = TEXT.indexOf(from) + from.length - 1;
  return [start, TEXT.indexOf(to, start) + to.length];
};

test("lists stand in the order of the text, with what is switched off in its place", () => {
  const told: core.TableList[] = [
    {
      path: "cause/loss/rule/1/match",
      range: span("match = [", "\n]"),
      entries: [entry("紛失", '"紛失"'), entry("なくす", '"なくす"')],
    },
    { path: "cause/loss/rule/1", range: null, entries: [entry("weight", "2.5", 2.5)] },
    { path: "classes/leak", range: span("leak = [", "]"), entries: [] },
    { path: "", range: null, entries: [entry("bias", "-0.5", -0.5)] },
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
