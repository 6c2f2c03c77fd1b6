import { describe, expect, test } from "vitest";
import { decodeText, hasKana, normaliseLineEnds, utf8Length } from "../../src/model/text";

describe("length in bytes of UTF-8", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["é", 2],
    ["漏えい", 9],
    ["𠮷野家😀", 4 + 6 + 4],
    ["\ud842", 3],
    ["\udfb7", 3],
    ["\ud842a\udfb7", 7],
    ["\ud842\ud842\udfb7", 7],
    ["\0", 1],
  ])("%j", (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
    expect(new TextEncoder().encode(text).length).toBe(bytes);
  });
});

describe("a file's text", () => {
  test.each([
    ["UTF-8", [0xe6, 0xbc, 0x8f, 0xe3, 0x81, 0x88, 0xe3, 0x81, 0x84]],
    [
      "UTF-8 with its mark",
      [0xef, 0xbb, 0xbf, 0xe6, 0xbc, 0x8f, 0xe3, 0x81, 0x88, 0xe3, 0x81, 0x84],
    ],
    ["UTF-16, little end first", [0xff, 0xfe, 0x0f, 0x6f, 0x48, 0x30, 0x44, 0x30]],
    ["UTF-16, big end first", [0xfe, 0xff, 0x6f, 0x0f, 0x30, 0x48, 0x30, 0x44]],
    ["Shift_JIS", [0x98, 0x52, 0x82, 0xa6, 0x82, 0xa2]],
    ["EUC-JP", [0xcf, 0xb3, 0xa4, 0xa8, 0xa4, 0xa4]],
  ])("is read from %s", (_, bytes) => {
    expect(decodeText(new Uint8Array(bytes))).toBe("漏えい");
  });

  test("is nothing where the file is not text", () => {
    expect(decodeText(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]))).toBeNull();
  });

  test("is empty where the file is", () => {
    expect(decodeText(new Uint8Array())).toBe("");
  });
});

test("line ends become those of a text area", () => {
  expect(normaliseLineEnds("一\r\n二\r三\n四")).toBe("一\n二\n三\n四");
});

test("kana tells Japanese from Chinese and English", () => {
  expect(hasKana("個人情報が漏えい")).toBe(true);
  expect(hasKana("ﾃﾞｰﾀ")).toBe(true);
  expect(hasKana("个人信息泄露事件")).toBe(false);
  expect(hasKana("A data breach.")).toBe(false);
});
