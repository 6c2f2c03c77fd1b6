// Files in, texts out: what each format holds, and why a file holds none. Pure functions over names and bytes.

import { strFromU8, unzipSync } from "fflate";
import { decodeText, MAX_TEXT_BYTES, normaliseLineEnds, utf8Length } from "../model/text";

export interface Article {
  readonly name: string;
  readonly text: string;
}

export type Refusal =
  | { readonly code: "not_text" | "too_large" | "empty" | "no_rows" | "unreadable" }
  | { readonly code: "line"; readonly line: number };

/** A table whose columns the person must choose. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Taken {
  readonly articles: readonly Article[];
  readonly sheet: Sheet | null;
  readonly refused: readonly { readonly name: string; readonly refusal: Refusal }[];
}

/** The largest file: many articles may stand in one. */
export const MAX_FILE_BYTES = 200_000_000;

/** So many lines or rows are taken at a time, so that the page can paint in between. */
const AT_A_TIME = 200;

/** What a file holds, in pieces: whoever takes them may let the page paint between two. */
export function* take(name: string, content: Uint8Array): Generator<Taken> {
  const refuse = (refusal: Refusal): Taken => ({
    articles: [],
    sheet: null,
    refused: [{ name, refusal }],
  });
  if (content.length > MAX_FILE_BYTES) {
    yield refuse({ code: "too_large" });
    return;
  }
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  if (ending === "docx") {
    const text = docxText(content);
    yield text === null ? refuse({ code: "not_text" }) : whole(name, text);
    return;
  }
  const decoded = decodeText(content);
  if (decoded === null) {
    yield refuse({ code: "not_text" });
    return;
  }
  yield NOTHING;
  const text = normaliseLineEnds(decoded.replace(/^\ufeff/, ""));
  yield NOTHING;
  switch (ending) {
    case "html":
    case "htm":
      yield whole(name, htmlText(text));
      break;
    case "jsonl":
    case "ndjson":
      yield* lines(name, text);
      break;
    case "csv": {
      const rows: string[][] = [];
      for (const row of csvRows(text)) {
        rows.push(row);
        if (rows.length % AT_A_TIME === 0) yield NOTHING;
      }
      const [head, ...rest] = rows;
      yield head && rest.length > 0
        ? { articles: [], sheet: { name, head, rows: rest }, refused: [] }
        : refuse({ code: "no_rows" });
      break;
    }
    default:
      yield whole(name, text);
  }
}

const NOTHING: Taken = { articles: [], sheet: null, refused: [] };

function whole(name: string, text: string): Taken {
  return checked([{ name, text }]);
}

/** What can be classified, and what cannot. */
function checked(all: readonly Article[]): Taken {
  const articles: Article[] = [];
  const refused: { name: string; refusal: Refusal }[] = [];
  for (const article of all) {
    const { name, text } = article;
    if (text.trim() === "") refused.push({ name, refusal: { code: "empty" } });
    else if (utf8Length(text) > MAX_TEXT_BYTES)
      refused.push({ name, refusal: { code: "too_large" } });
    else articles.push(article);
  }
  return { articles, sheet: null, refused };
}

/** One `{"id", "text"}` a line, as the command takes them. */
function* lines(name: string, content: string): Generator<Taken> {
  const all = content.split("\n");
  for (let first = 0; first < all.length; first += AT_A_TIME) {
    const articles: Article[] = [];
    const refused: { name: string; refusal: Refusal }[] = [];
    all.slice(first, first + AT_A_TIME).forEach((line, place) => {
      const at = first + place + 1;
      if (line.trim() === "") return;
      const record = recordOf(line);
      if (record) articles.push({ name: record.id ?? `${name} ${at}`, text: record.text });
      else refused.push({ name: `${name} ${at}`, refusal: { code: "line", line: at } });
    });
    const taken = checked(articles);
    yield { ...taken, refused: [...refused, ...taken.refused] };
  }
}

function recordOf(line: string): { id: string | null; text: string } | null {
  try {
    const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown };
    if (typeof text !== "string") return null;
    const known = typeof id === "string" || typeof id === "number";
    return { id: known ? String(id) : null, text: normaliseLineEnds(text) };
  } catch {
    return null;
  }
}

/** The articles of a table, in pieces; `name` is null where the row's number serves. */
export function* articlesOf(sheet: Sheet, text: number, name: number | null): Generator<Taken> {
  for (let first = 0; first < sheet.rows.length; first += AT_A_TIME) {
    yield checked(
      sheet.rows.slice(first, first + AT_A_TIME).map((row, place) => ({
        name:
          (name === null ? "" : (row[name] ?? "").trim()) || `${sheet.name} ${first + place + 2}`,
        text: row[text] ?? "",
      })),
    );
  }
}

const TEXT_HEADS = /^(text|body|content|article|本文|記事|内容|文章)$/i;
const NAME_HEADS = /^(id|name|title|url|題名|タイトル|件名|番号)$/i;

/** The columns that a person would choose: by their headings, else the one with the longest cells. */
export function likelyColumns({ head, rows }: Sheet): { text: number; name: number | null } {
  const named = (heads: RegExp) => head.findIndex((cell) => heads.test(cell.trim()));
  const length = (column: number) =>
    rows.slice(0, 50).reduce((sum, row) => sum + (row[column]?.length ?? 0), 0);
  const longest = head.reduce((best, _, at) => (length(at) > length(best) ? at : best), 0);
  const text = named(TEXT_HEADS);
  const name = named(NAME_HEADS);
  return { text: text < 0 ? longest : text, name: name < 0 ? null : name };
}

/** Comma-separated values (RFC 4180), a semicolon or a tab in the comma's place where the head has more of it. */
export function* csvRows(text: string): Generator<string[]> {
  const first = text.split("\n", 1)[0] ?? "";
  const times = (mark: string) => first.split(mark).length;
  const mark = [",", "\t", ";"].reduce((best, one) => (times(one) > times(best) ? one : best));
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const holds = (cells: readonly string[]) => cells.some((one) => one.trim() !== "");
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === "") quoted = true;
    else if (character === mark) {
      row.push(cell);
      cell = "";
    } else if (character === "\n") {
      row.push(cell);
      if (holds(row)) yield row;
      row = [];
      cell = "";
    } else cell += character;
  }
  row.push(cell);
  if (holds(row)) yield row;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  middot: "・",
  hellip: "…",
  ndash: "–",
  mdash: "—",
};

/** A web page's words, a line for each block. Nothing of it is run: it is only taken apart. */
export function htmlText(html: string): string {
  return entities(
    html
      .replace(/<!--[\s\S]*?(-->|$)/g, "")
      .replace(/<(script|style|noscript|template|svg|head|nav)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
      .replace(/\s+/g, " ")
      .replace(
        /<\/?(p|div|li|tr|h[1-6]|br|section|article|header|footer|table|ul|ol|dl|dt|dd|blockquote|main)\b[^>]*>/gi,
        "\n",
      )
      .replace(/<[^>]*>/g, ""),
  )
    .replace(/[^\S\n]*\n[^\S\n]*/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function entities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const DOCUMENT = "word/document.xml";

/** A Word document's words, a line for each paragraph; null where it is none. */
export function docxText(content: Uint8Array): string | null {
  try {
    // A document that unpacks to more than a text may be is refused before it is unpacked.
    const files = unzipSync(content, {
      filter: ({ name, originalSize }) => name === DOCUMENT && originalSize <= MAX_FILE_BYTES,
    });
    const document = files[DOCUMENT];
    if (!document) return null;
    const marked = strFromU8(document)
      .replace(/<w:(instrText|del)\b[\s\S]*?<\/w:\1>/g, "")
      .replace(/<\/w:p>|<w:(br|cr)\b[^>]*>/g, "\n")
      .replace(/<w:tab\b[^>]*>/g, "\t");
    return entities(marked.replace(/<[^>]*>/g, "")).trim();
  } catch {
    return null;
  }
}
