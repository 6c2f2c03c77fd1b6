// What can be said of a text before it is classified: its size, its script, a file's encoding.

/** The core's limit, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 10_000_000;

/** The length in bytes of UTF-8; a lone surrogate counts as the replacement character's three. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += 1;
    if (unit < 0x800) continue;
    bytes += 1;
    const next = text.charCodeAt(at + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) at += 1;
  }
  return bytes;
}

/** Line ends as a text area gives them back, so that offsets agree wherever the text came from. */
export function normaliseLineEnds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Whether a text holds any kana; without, it is hardly Japanese. */
export function hasKana(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

/**
 * A file's text, from UTF-8, UTF-16 with its mark, EUC-JP or Shift_JIS; null where it is not text.
 * EUC-JP comes first of the two, as its bytes may also be read as half-width kana of Shift_JIS.
 */
export function decodeText(content: Uint8Array): string | null {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(content);
  if (content.includes(0)) return null;
  for (const encoding of ["utf-8", "euc-jp", "shift_jis"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // Not in this encoding; the next one is tried.
    }
  }
  return null;
}
