// Changes of a table's text at the places that the core tells. Pure functions: the text and a place in, the text
// out; comments, order and all that is not meant stay as they are.

import type { TableEntry, TableList } from "./listing";

/** What a line begins with that keeps an entry which is switched off; see `tables/README.md`. */
const OFF = "#off ";
/** Line ends, blanks and comments, and then a comma. */
const COMMA = /(?:\s|#[^\n]*)*,/y;

/** A text as a string of TOML. */
export function literalOf(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

function spliced(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** Where the comma behind an entry ends; where the entry ends if there is none. */
function behind(text: string, { end }: TableEntry): number {
  COMMA.lastIndex = end;
  return COMMA.test(text) ? COMMA.lastIndex : end;
}

/** Another keyword, pattern or number in an entry's place. */
export function changed(text: string, { start, end }: TableEntry, literal: string): string {
  return spliced(text, start, end, literal);
}

/** Without the entry and what set it apart from its neighbours. */
export function removed(text: string, entry: TableEntry): string {
  const end = behind(text, entry);
  const before = text.slice(0, entry.start);
  // The last entry has no comma behind it; then the one before goes, where only blanks stand between.
  const left = end === entry.end ? before.replace(/, *$/, "") : before;
  const blank = text[end] === " " ? 1 : 0;
  return (blank === 1 ? left : left.replace(/, $/, ",")) + text.slice(end + blank);
}

/** The entry in a line of its own that only an editor reads. */
export function switchedOff(text: string, entry: TableEntry): string {
  const { start, end } = entry;
  const comma = behind(text, entry) > end ? "," : "";
  // What stands before the comma (a comment, say) stays.
  const rest = text.slice(end, behind(text, entry) - comma.length);
  return spliced(
    text,
    start,
    behind(text, entry),
    `\n${OFF}${text.slice(start, end)}${comma}\n${rest}`,
  );
}

/** The entry back where it stood. */
export function switchedOn(text: string, { start, end }: TableEntry): string {
  const mark = start - OFF.length;
  const before = text.slice(text.lastIndexOf("\n", mark - 2) + 1, mark);
  // A line that a person wrote stays one: what stands before it may be a comment, which would take the entry in.
  if (!before.endsWith("\n") || before.includes("#")) return spliced(text, mark, start, "");
  const comma = text[end] === "," ? 1 : 0;
  const rest = text[end + comma] === "\n" ? 1 : 0;
  return spliced(text, mark - 1, end + comma + rest, text.slice(start, end + comma));
}

/** With an entry more at the list's end; `written` is how it stands there. */
export function added(text: string, { entries, range }: TableList, written: string): string {
  if (!range) throw new RangeError("the list takes no entries");
  const last = entries.filter(({ off }) => !off).at(-1);
  if (!last) return spliced(text, range[0] + 1, range[0] + 1, `${written}, `);
  const end = behind(text, last);
  return end > last.end
    ? spliced(text, end, end, ` ${written},`)
    : spliced(text, end, end, `, ${written}`);
}
