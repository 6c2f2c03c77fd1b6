// Tables as rows that a person looks through: what each entry is called, how it differs from the built-in one, and
// which rows a search finds. Pure functions.

import { CAUSES, causeName, DATA_TYPES, dataTypeName, type Language } from "../labels";
import type { TableEntry, TableList } from "./listing";
import type { TablesWords } from "./words";

/** The tables in the order in which a person would look through them. */
export const FILES = [
  "causes.toml",
  "data_types.toml",
  "cues.toml",
  "words.toml",
  "detection.toml",
  "sections.toml",
  "facts.toml",
  "weights.toml",
  "lexicon.toml",
  "reporting.toml",
  "veris.toml",
] as const;

export type TableFile = (typeof FILES)[number];

export interface Row {
  /** Tells the entry apart from all others of the tables. */
  readonly key: string;
  readonly file: TableFile;
  readonly list: TableList;
  readonly entry: TableEntry;
  readonly state: "same" | "changed" | "added" | "off";
  /** What the built-in tables have in its place. */
  readonly builtIn: TableEntry | null;
}

/** The tables whose numbers are weights of a sum. */
const WEIGHED: ReadonlySet<TableFile> = new Set(["detection.toml", "weights.toml", "lexicon.toml"]);

export interface Filter {
  readonly query: string;
  readonly file: TableFile | "";
  readonly state: "" | "altered" | "off";
}

export const NO_FILTER: Filter = { query: "", file: "", state: "" };

export function listKey(file: string, { path }: TableList): string {
  return `${file}/${path.join("/")}`;
}

/** The entries of a table's lists; `builtIn` are those of the built-in one by their keys. */
export function rowsOf(
  file: TableFile,
  lists: readonly TableList[],
  builtIn: ReadonlyMap<string, TableEntry> | null,
): Row[] {
  return lists.flatMap((list) => {
    const seen = new Map<string, number>();
    return list.entries.map((entry) => {
      const times = seen.get(entry.text) ?? 0;
      seen.set(entry.text, times + 1);
      const key = `${listKey(file, list)}/${entry.text}/${times}`;
      const before = builtIn ? (builtIn.get(key) ?? null) : entry;
      return { key, file, list, entry, state: stateOf(entry, before), builtIn: before };
    });
  });
}

function stateOf(entry: TableEntry, builtIn: TableEntry | null): Row["state"] {
  if (!builtIn) return entry.off ? "off" : "added";
  if (entry.off || (entry.weight === 0 && builtIn.weight !== 0)) return "off";
  return entry.weight === builtIn.weight && entry.off === builtIn.off ? "same" : "changed";
}

/** Letters alike in width and case, for searching. */
function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Whether an entry can be switched off: a number can where it may be 0. */
export function canBeOff({ file, list }: Row): boolean {
  return list.kind !== "weight" || WEIGHED.has(file);
}

export function filtered(rows: readonly Row[], filter: Filter, words: TablesWords): Row[] {
  const sought = searchable(filter.query).split(/\s+/).filter(Boolean);
  let place: { readonly list: TableList; readonly text: string } | undefined;
  const placeOf = ({ file, list }: Row) => {
    if (place?.list !== list) place = { list, text: searchable(nameOfList(file, list, words)) };
    return place.text;
  };
  return rows.filter((row) => {
    if (filter.file && row.file !== filter.file) return false;
    if (filter.state === "off" && row.state !== "off") return false;
    if (filter.state === "altered" && row.state === "same") return false;
    if (sought.length === 0) return true;
    const text = searchable(nameOfEntry(row, words));
    return sought.every((word) => text.includes(word) || placeOf(row).includes(word));
  });
}

/** Keys that say nothing beside the table's own name. */
const SILENT = new Set([
  ...["cause", "data_type", "cue", "feature", "section", "label", "classes"],
  ...["match", "pieces", "words", "measures"],
]);

/** Where a list stands, in words: 「原因 › 紛失・置き忘れ › 規則 2」. */
export function nameOfList(file: TableFile, { path }: TableList, words: TablesWords): string {
  const [first] = path;
  // Only weights.toml has several models, which their keys tell apart.
  const parts = path.filter((part) => file === "weights.toml" || !SILENT.has(part));
  const told: string[] = [];
  for (const part of parts) {
    const name = words.key[part] ?? idName(part, file, words.language) ?? part;
    if (/^\d+$/.test(part))
      told.push(`${told.pop() ?? words.key[first ?? ""] ?? ""} ${part}`.trim());
    else told.push(name);
  }
  return [words.file[file], ...told].join(" › ");
}

/** What an entry is called: the words themselves, or what a number weighs. */
export function nameOfEntry({ file, list, entry }: Row, words: TablesWords): string {
  if (list.kind !== "weight") return entry.text;
  const id = list.path.at(-1) === "bias" ? idName(entry.text, file, words.language) : null;
  return id ?? words.key[entry.text] ?? entry.text;
}

function idName(id: string, file: TableFile, language: Language): string | null {
  if (file !== "data_types.toml" && id in CAUSES) return causeName(id, language);
  return id in DATA_TYPES ? dataTypeName(id, language) : null;
}
