// What the core tells of a table's text, as an editor sees it: in the order of the text, patterns told from words,
// each list with its rule's weight, and what is switched off in the place where it stood. Pure functions.

/** A keyword, a pattern or a weight. */
export interface TableEntry {
  /** The keyword or pattern; a number's name. */
  readonly text: string;
  /** The number; null for what has none. */
  readonly weight: number | null;
  /** Whether it is switched off: kept in a line `#off "…"`; see `tables/README.md`. */
  readonly off: boolean;
  /** Where its literal begins. */
  readonly start: number;
  /** Where its literal ends, exclusive. */
  readonly end: number;
}

export interface TableList {
  /** The keys that lead there, an entry of a list of tables by its id or else by its place, counted from 1. */
  readonly path: readonly string[];
  readonly kind: "pattern" | "word" | "weight";
  /** The number called `weight` in the same table, for a list of patterns. */
  readonly weight: TableEntry | null;
  /** Where the list stands, brackets included; null where entries cannot be added. */
  readonly range: readonly [start: number, end: number] | null;
  readonly entries: readonly TableEntry[];
}

/** Keys whose lists hold patterns; all other lists hold words. */
const PATTERN_KEYS = new Set(["match", "hint", "not_after", "not_before"]);

/** A line that keeps an entry which is switched off. */
const OFF = /^[ \t]*#off ("(?:[^"\\]|\\.)*"),?[ \t]*$/gm;

/** The lists of a table's text; `told` is what the core's `tableLists` gives. */
export function listsOf(text: string, told: readonly unknown[]): TableList[] {
  const unit = unitsOf(text);
  const weights = new Map<string, TableEntry>();
  const lists: (Pick<TableList, "range" | "entries"> & { path: string; isList: boolean })[] = [];
  for (let at = 0; at < told.length; ) {
    const [path, from, to, count] = told.slice(at, at + 4) as [
      string,
      number | null,
      number,
      number,
    ];
    at += 4;
    const range = from === null ? null : ([unit(from), unit(to)] as const);
    const isList = range !== null && text[range[0]] === "[";
    const entries: TableEntry[] = [];
    for (const end = at + 4 * count; at < end; at += 4) {
      const [word, weight, first, last] = told.slice(at, at + 4) as [
        string,
        number | null,
        number,
        number,
      ];
      entries.push({ text: word, weight, off: false, start: unit(first), end: unit(last) });
    }
    if (isList) entries.push(...switchedOff(text, range, entries));
    entries.sort((one, other) => one.start - other.start);
    const weight = entries.find((entry) => !isList && entry.text === "weight");
    if (weight) weights.set(path, weight);
    lists.push({ path, range, entries, isList });
  }
  return lists
    .sort((one, other) => startOf(one) - startOf(other))
    .map(({ path, range, entries, isList }) => {
      const keys = path.split("/").filter(Boolean);
      const pattern = PATTERN_KEYS.has(keys.at(-1) ?? "");
      const kind = isList ? (pattern ? "pattern" : "word") : "weight";
      const weight = pattern ? (weights.get(keys.slice(0, -1).join("/")) ?? null) : null;
      return { path: keys, kind, weight, range, entries };
    });
}

/** Turns bytes of a text's UTF-8 into code units of UTF-16. */
function unitsOf(text: string): (byte: number) => number {
  const units = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    units[byte] = unit;
    const code = character.codePointAt(0) ?? 0;
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    unit += character.length;
  }
  units[byte] = unit;
  return (at) => units[at] ?? 0;
}

function startOf({ range, entries }: Pick<TableList, "range" | "entries">): number {
  return range?.[0] ?? entries[0]?.start ?? 0;
}

/** The entries of a list that are switched off. */
function switchedOff(
  text: string,
  [from, to]: readonly [number, number],
  entries: readonly TableEntry[],
): TableEntry[] {
  return [...text.slice(from, to).matchAll(OFF)].flatMap((found) => {
    const literal = found[1] ?? "";
    const start = from + found.index + found[0].indexOf(literal);
    // What looks like such a line within a string over several lines is none.
    if (entries.some((entry) => entry.start < start && start < entry.end)) return [];
    try {
      const word = JSON.parse(literal) as string;
      return [{ text: word, weight: null, off: true, start, end: start + literal.length }];
    } catch {
      return [];
    }
  });
}
