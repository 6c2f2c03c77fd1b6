// The single file's bytes are read back as they were written, whatever their number.

import { expect, test } from "vitest";
import { fromBase85, toBase85 } from "../../src/base85";

test("every number of bytes, and the extremes, are read back", () => {
  for (let length = 0; length < 40; length += 1) {
    for (const fill of [0, 1, 127, 128, 255]) {
      const bytes = new Uint8Array(length).map((_, at) => (fill + at * fill * 7) & 255);
      expect(fromBase85(toBase85(bytes))).toEqual(bytes);
    }
  }
});

test("nothing in the text means anything in HTML, and it is a quarter longer", () => {
  const bytes = new Uint8Array(4000).map((_, at) => (at * 2654435761) >>> 24);
  const text = toBase85(bytes);
  expect(text).not.toMatch(/[<>&"'`\\$\s]/);
  expect(text.length).toBe(5000);
});

test("of a text that was cut short, the beginning is read", () => {
  const bytes = new Uint8Array(100).map((_, at) => at * 3);
  const text = toBase85(bytes);
  for (const length of [0, 1, 2, 61, 62, 124]) {
    const read = fromBase85(text.slice(0, length));
    expect(read).toEqual(bytes.slice(0, read.length));
    expect(read.length).toBeGreaterThanOrEqual(Math.floor(length / 5) * 4);
  }
});
