// Bytes as text that may stand in a page: four bytes in five characters, where base64 takes five and a third.
// The single file is written and read with it.

/** Printable characters of ASCII but for those that mean something in HTML, in scripts or in replacements. */
const ALPHABET = [...Array(94).keys()]
  .map((at) => String.fromCharCode(33 + at))
  .filter((character) => !"<&\"'`\\$>".includes(character))
  .slice(0, 85)
  .join("");

export function toBase85(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const group = bytes.subarray(at, at + 4);
    let value = 0;
    for (let place = 0; place < 4; place += 1) value = value * 256 + (group[place] ?? 0);
    let digits = "";
    for (let place = 0; place < 5; place += 1) {
      digits = ALPHABET[value % 85] + digits;
      value = Math.floor(value / 85);
    }
    text += digits.slice(0, group.length + 1);
  }
  return text;
}

/** The bytes of a text, of one that was cut short too: whatever of it is whole. */
export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let at = 0; at < 85; at += 1) values[ALPHABET.charCodeAt(at)] = at;
  const rest = text.length % 5;
  const bytes = new Uint8Array(Math.floor(text.length / 5) * 4 + Math.max(rest - 1, 0));
  for (let at = 0, from = 0; at < bytes.length; at += 4, from += 5) {
    let value = 0;
    for (let place = 0; place < 5; place += 1) {
      // What a last group lacks is taken as the highest digit, so that what is there rounds to itself.
      const code = text.charCodeAt(from + place);
      value = value * 85 + (Number.isNaN(code) ? 84 : (values[code] ?? 0));
    }
    for (let place = 3; place >= 0; place -= 1) {
      if (at + place < bytes.length) bytes[at + place] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}
