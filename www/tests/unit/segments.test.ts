import { describe, expect, test } from "vitest";
import type { Mark } from "../../src/model/findings";
import { layOut, pagesOf, segment, stopsOf } from "../../src/model/segments";

const mark = (start: number, end: number, key: string): Mark => ({ start, end, key, kind: "data" });

const keys = (start: number, end: number, ...marks: Mark[]) =>
  segment(start, end, marks).map((piece) => [
    piece.start,
    piece.end,
    piece.marks.map((found) => found.key).join("+"),
  ]);

describe("segments", () => {
  test("a text without marks is one segment", () => {
    expect(keys(0, 5)).toEqual([[0, 5, ""]]);
  });

  test("overlapping marks share the segment in which they overlap", () => {
    expect(keys(0, 10, mark(1, 6, "a"), mark(4, 8, "b"))).toEqual([
      [0, 1, ""],
      [1, 4, "a"],
      [4, 6, "a+b"],
      [6, 8, "b"],
      [8, 10, ""],
    ]);
  });

  test("marks inside one another, on the same place, and touching each other keep apart", () => {
    expect(keys(0, 6, mark(0, 6, "a"), mark(2, 4, "b"), mark(2, 4, "c"), mark(4, 6, "d"))).toEqual([
      [0, 2, "a"],
      [2, 4, "a+b+c"],
      [4, 6, "a+d"],
    ]);
  });

  test("marks that reach beyond are clipped, empty ones and those elsewhere left out", () => {
    expect(
      keys(5, 10, mark(0, 7, "a"), mark(9, 20, "b"), mark(6, 6, "c"), mark(0, 5, "d")),
    ).toEqual([
      [5, 7, "a"],
      [7, 9, ""],
      [9, 10, "b"],
    ]);
  });
});

describe("layout", () => {
  const text = "前置き\n\n■ 見出し一\n本文一\n■ 見出し二\n本文二\nまとめ\n";
  const first = { title: "見出し一", start: text.indexOf("■"), end: text.lastIndexOf("■") };
  const second = {
    title: "見出し二",
    start: text.lastIndexOf("■"),
    end: text.indexOf("まとめ"),
  };

  const written = (blockLength: number, marks: Mark[] = []) =>
    layOut(text, [first, second], marks, blockLength)
      .flatMap((part) => part.blocks)
      .flatMap((block) => block.segments)
      .map((piece) => text.slice(piece.start, piece.end))
      .join("");

  test("the parts follow one another and hold the whole text, whatever the blocks' length", () => {
    for (const length of [1, 3, 8, 4_000]) {
      expect(written(length, [mark(2, 30, "a"), mark(10, 12, "b")])).toBe(text);
    }
    const parts = layOut(text, [first, second], []).map((part) => part.incident);
    expect(parts).toEqual([null, 0, 1, null]);
  });

  test("an incident's title line is a heading, with the marks before it", () => {
    const blocks = layOut(text, [first, second], [])[1]?.blocks ?? [];
    expect(blocks.map((block) => [block.heading, text.slice(block.start, block.end)])).toEqual([
      [true, "■ 見出し一\n"],
      [false, "本文一\n"],
    ]);
  });

  test("a first sentence that serves as the title stays running text", () => {
    const sentence = "個人情報が漏えいした。";
    const [part] = layOut(sentence, [{ title: sentence, start: 0, end: sentence.length }], []);
    expect(part?.blocks.map((block) => block.heading)).toEqual([false]);
  });

  test("blocks end after a line's end, and a mark over several blocks is in each", () => {
    const lines = "あ\nいい\nううう\nええええ\n";
    const blocks = layOut(lines, [], [mark(0, lines.length, "a")], 2)[0]?.blocks ?? [];
    expect(blocks.map((block) => lines.slice(block.start, block.end))).toEqual([
      "あ\nいい\n",
      "ううう\n",
      "ええええ\n",
    ]);
    expect(blocks.every((block) => block.segments[0]?.marks[0]?.key === "a")).toBe(true);
  });

  test("sections that overlap, or lie outside the text, are cut to it", () => {
    const parts = layOut(
      "0123456789",
      [
        { title: "", start: 2, end: 6 },
        { title: "", start: 4, end: 99 },
      ],
      [],
    );
    expect(
      parts.map(({ incident, blocks }) => [incident, blocks[0]?.start, blocks[0]?.end]),
    ).toEqual([
      [null, 0, 2],
      [0, 2, 6],
      [1, 6, 10],
    ]);
  });
});

test("pages hold whole parts, begin anew when they are full, and leave nothing out", () => {
  const text = "0123456789".repeat(10);
  const sections = Array.from({ length: 10 }, (_, index) => ({
    title: "",
    start: index * 10,
    end: index * 10 + 10,
  }));
  const pages = pagesOf(layOut(text, sections, []), 25);
  expect(pages.map(({ start, parts }) => [start, parts.length])).toEqual([
    [0, 3],
    [30, 3],
    [60, 3],
    [90, 1],
  ]);
});

test("a reader stops where a mark begins, once for several, and not at facts", () => {
  const fact: Mark = { start: 1, end: 3, key: "f", kind: "fact" };
  const parts = layOut("0123456789", [], [mark(2, 6, "a"), mark(2, 4, "b"), mark(5, 9, "c"), fact]);
  expect(stopsOf(parts)).toEqual([2, 5]);
});
