import { describe, expect, test } from "vitest";
import { added, changed, literalOf, removed, switchedOff, switchedOn } from "../../src/tables/edit";
import type { TableEntry, TableList } from "../../src/tables/listing";

/** The entry with this literal, as the core tells it. */
function entry(text: string, literal: string): TableEntry {
  const start = text.indexOf(literal);
  const off = text.slice(0, start).endsWith("#off ");
  return { text: literal, weight: null, off, start, end: start + literal.length };
}

/** The text's list with entries of these literals. */
function list(text: string, ...literals: string[]): TableList {
  return {
    path: ["match"],
    kind: "pattern",
    weight: null,
    range: [text.indexOf("["), text.lastIndexOf("]") + 1],
    entries: literals.map((literal) => entry(text, literal)),
  };
}

const TEXT = `# 表
match = ["紛失", "置き忘れ"] # 名詞
other = [
  "盗難", # 動詞は別
  "空き巣"
]
`;

describe("an entry", () => {
  test("is changed, and all else stays", () => {
    const literal = literalOf('置き"忘れ\\');
    expect(changed(TEXT, entry(TEXT, '"置き忘れ"'), literal)).toBe(
      TEXT.replace('"置き忘れ"', () => '"置き\\"忘れ\\\\"'),
    );
  });

  test.each([
    ['"紛失"', 'match = ["置き忘れ"] # 名詞'],
    ['"置き忘れ"', 'match = ["紛失"] # 名詞'],
    ['"盗難"', "other = [\n  # 動詞は別"],
    ['"空き巣"', "# 動詞は別\n  \n]"],
  ])("is removed with its comma: %s", (literal, left) => {
    const text = removed(TEXT, entry(TEXT, literal));
    expect(text).toContain(left);
    expect(text).not.toContain(literal);
  });

  test.each(['"紛失"', '"置き忘れ"', '"盗難"', '"空き巣"'])(
    "is switched off in a line of its own, and on again as if nothing had been: %s",
    (literal) => {
      const off = switchedOff(TEXT, entry(TEXT, literal));
      expect(off).toMatch(new RegExp(`^#off ${literal},?$`, "m"));
      expect(switchedOn(off, entry(off, literal))).toBe(TEXT);
    },
  );

  test("that is switched off twice over leaves the others in their order", () => {
    const one = switchedOff(TEXT, entry(TEXT, '"紛失"'));
    const both = switchedOff(one, entry(one, '"置き忘れ"'));
    expect(both).toContain('match = [\n#off "紛失",\n \n#off "置き忘れ"\n] # 名詞');
    const first = switchedOn(both, entry(both, '"紛失"'));
    expect(switchedOn(first, entry(first, '"置き忘れ"'))).toBe(TEXT);
  });

  test("that a person switched off comes back in its own line", () => {
    const text = 'match = [\n  "a", # one\n#off "b",\n  #off "c",\n]';
    const first = switchedOn(text, entry(text, '"b"'));
    expect(first).toBe('match = [\n  "a", # one\n"b",\n  #off "c",\n]');
    expect(switchedOn(first, entry(first, '"c"'))).toContain('\n"b",\n  "c",\n]');
  });

  test("keeps the comment before its comma", () => {
    const text = 'match = ["a" # one\n, "b"]';
    expect(switchedOff(text, entry(text, '"a"'))).toBe('match = [\n#off "a",\n # one\n "b"]');
  });
});

describe("an entry more", () => {
  test.each([
    ['match = ["紛失"]', ['"紛失"'], 'match = ["紛失", "落とす"]'],
    ['match = [\n  "紛失",\n]', ['"紛失"'], 'match = [\n  "紛失", "落とす",\n]'],
    ["match = []", [], 'match = ["落とす", ]'],
    ['match = [\n#off "紛失",\n]', ['"紛失"'], 'match = ["落とす", \n#off "紛失",\n]'],
  ])("stands at the list's end: %s", (text, literals, expected) => {
    const more = added(text, list(text, ...literals), '"落とす"');
    expect(more).toBe(expected);
    expect(removed(more, entry(more, '"落とす"'))).toBe(text);
  });

  test("is refused where the names are fixed", () => {
    expect(() => added("", { ...list("[]"), range: null }, '"x"')).toThrow(RangeError);
  });
});
