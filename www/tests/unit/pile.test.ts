// Files to texts, texts to rows, rows to charts.

import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Incident } from "../../src/analysis";
import { barsAsSvg, byCause, byMonth, heatOf, largest } from "../../src/pile/charts-model";
import {
  csvRows,
  htmlText,
  likelyColumns,
  articlesOf as parts,
  take as pieces,
  type Taken,
} from "../../src/pile/intake";
import type { Entry } from "../../src/pile/pile";
import {
  type Filter,
  filtered,
  fromFragment,
  NO_FILTER,
  type Row,
  rowsOf,
  searchable,
  sorted,
  toFragment,
} from "../../src/pile/rows";
import { analysis, incident } from "../fixtures/analyses";

const bytes = (text: string) => new TextEncoder().encode(text);

/** All pieces as one. */
function joined(all: Iterable<Taken>): Taken {
  const taken = [...all];
  return {
    articles: taken.flatMap(({ articles }) => articles),
    sheet: taken.find(({ sheet }) => sheet)?.sheet ?? null,
    refused: taken.flatMap(({ refused }) => refused),
  };
}

const take = (...given: Parameters<typeof pieces>) => joined(pieces(...given));
const articlesOf = (...given: Parameters<typeof parts>) => joined(parts(...given));
const parseCsv = (text: string) => [...csvRows(text)];

describe("a file", () => {
  test("of text is one article, with Excel's mark and line ends taken away", () => {
    expect(take("a.txt", bytes("\ufeff一行目\r\n二行目")).articles).toEqual([
      { name: "a.txt", text: "一行目\n二行目" },
    ]);
  });

  test("of Word is its paragraphs; deleted words and what is no document are left out", () => {
    const xml =
      "<w:p><w:r><w:t>一段落目&amp;</w:t></w:r><w:del><w:r><w:delText>消した</w:delText></w:r></w:del></w:p><w:p><w:r><w:t>二</w:t><w:tab/><w:t>段落目</w:t></w:r></w:p>";
    const docx = zipSync({ "word/document.xml": bytes(xml) });
    expect(take("b.docx", docx).articles).toEqual([
      { name: "b.docx", text: "一段落目&\n二\t段落目" },
    ]);
    expect(take("b.docx", bytes("no zip")).refused).toEqual([
      { name: "b.docx", refusal: { code: "not_text" } },
    ]);
    expect(take("b.docx", zipSync({ "other.xml": bytes("x") })).refused).toHaveLength(1);
  });

  test("of JSON Lines is an article a line, and a broken line is named", () => {
    const taken = take("c.jsonl", bytes('{"id":7,"text":"あ"}\n\n{"text":"い"}\n{"text":3}\n'));
    expect(taken.articles).toEqual([
      { name: "7", text: "あ" },
      { name: "c.jsonl 3", text: "い" },
    ]);
    expect(taken.refused).toEqual([{ name: "c.jsonl 4", refusal: { code: "line", line: 4 } }]);
  });

  test("that is none of text, or has none in it, is refused with its reason", () => {
    expect(take("d.txt", new Uint8Array([0, 1])).refused[0]?.refusal.code).toBe("not_text");
    expect(take("e.txt", bytes(" \n ")).refused[0]?.refusal.code).toBe("empty");
    expect(take("f.csv", bytes("見出しだけ\n")).refused[0]?.refusal.code).toBe("no_rows");
  });
});

test("a web page is its words, a line for each block, and nothing of its scripts", () => {
  const page =
    "<!doctype html><head><title>題</title></head><body><nav>メニュー</nav><h1>見出し</h1>\n<p>本文<br>続き &amp; &#x3042;&#12356;&lt;b&gt;</p><script>alert(1)</script><!-- 注 --><ul><li>項目</li></ul>";
  expect(htmlText(page)).toBe("見出し\n\n本文\n続き & あい<b>\n\n項目");
});

describe("a table", () => {
  test("may quote commas, quotes and line ends", () => {
    expect(parseCsv('a,b\n"1,""2""\n3",4\n\n5')).toEqual([["a", "b"], ['1,"2"\n3', "4"], ["5"]]);
    expect(parseCsv("a\tb\n1\t2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("has likely columns: by their headings, else the longest", () => {
    const rows = [["x", "短い", "とても長い文章がここに入っています"]];
    expect(likelyColumns({ name: "t", head: ["a", "b", "c"], rows })).toEqual({
      text: 2,
      name: null,
    });
    expect(likelyColumns({ name: "t", head: ["ID", "本文", "c"], rows })).toEqual({
      text: 1,
      name: 0,
    });
  });

  test("gives each article the name of its cell, or of its row", () => {
    const sheet = {
      name: "t.csv",
      head: ["id", "text"],
      rows: [
        ["n1", "あ"],
        ["", "い"],
        ["n3", ""],
      ],
    };
    const { articles, refused } = articlesOf(sheet, 1, 0);
    expect(articles.map(({ name }) => name)).toEqual(["n1", "t.csv 3"]);
    expect(refused).toEqual([{ name: "n3", refusal: { code: "empty" } }]);
  });
});

const phrase = {
  start: 0,
  end: 1,
  text: "a",
  rule: "a",
  weight: 1,
  effect: "supports",
  reason: null,
} as const;

function rowOf(id: number, text: string, parts: Partial<Incident>): Row {
  const found = analysis(incident(parts));
  const entry: Entry = {
    id,
    name: `${id}.txt`,
    text,
    searchable: searchable(`${id}.txt\n${text}`),
    state: "done",
    analysis: found,
    problem: null,
  };
  return rowsOf(entry, { source: entry.name, text, analysis: found, reviews: [] })[0] as Row;
}

const count = (value: number) => ({ value, unit: "人", approximate: false, evidence: phrase });
const on = (iso: string) => [
  { kind: "occurred" as const, iso, precision: "day" as const, evidence: phrase },
];
const cause = (id: string, confidence = 0.9) => [{ id, confidence, score: 1, evidence: [] }];
const data = (id: string, status: "exposed" | "excluded" = "exposed") => [
  { id, status, score: 1, evidence: [] },
];

const ROWS = [
  rowOf(1, "ＵＳＢの紛失", {
    causes: cause("loss"),
    count: count(20),
    dates: on("2024-05-07"),
    data_types: data("name"),
  }),
  rowOf(2, "誤送信", {
    causes: cause("misdirected_email", 0.4),
    count: count(300),
    dates: on("2024-05-30"),
    data_types: data("email"),
  }),
  rowOf(3, "盗難", {
    causes: cause("theft"),
    dates: on("--06-01"),
    data_types: data("name", "excluded"),
    status: "denied",
  }),
];

const ids = (rows: readonly Row[]) => rows.map(({ entry }) => entry.id);

test("rows are found by words of any width, label, month, and what still needs a look", () => {
  const by = (filter: Partial<Filter>) => ids(filtered(ROWS, { ...NO_FILTER, ...filter }));
  expect(by({})).toEqual([1, 2, 3]);
  expect(by({ query: "usb 紛失" })).toEqual([1]);
  expect(by({ query: "2.TXT" })).toEqual([2]);
  expect(by({ cause: "theft" })).toEqual([3]);
  expect(by({ data: "name" }), "what is excluded was not exposed").toEqual([1]);
  expect(by({ month: "2024-05" })).toEqual([1, 2]);
  expect(by({ check: true })).toEqual([2]);
  expect(by({ status: "denied", unconfirmed: true })).toEqual([3]);
});

test("rows are sorted either way, and what is not known stands last", () => {
  const by = (sort: Parameters<typeof sorted>[1]) => ids(sorted(ROWS, sort, "ja"));
  expect(by({ by: "count", descending: true })).toEqual([2, 1, 3]);
  expect(by({ by: "count", descending: false })).toEqual([1, 2, 3]);
  expect(by({ by: "date", descending: true })).toEqual([2, 1, 3]);
  expect(by(null)).toEqual([1, 2, 3]);
});

test("the address tells the view, and is read back", () => {
  const filter = {
    ...NO_FILTER,
    query: "紛失 USB",
    cause: "loss",
    status: "denied" as const,
    check: true,
  };
  const sort = { by: "count" as const, descending: true };
  expect(fromFragment(toFragment(filter, sort))).toEqual({ filter, sort });
  expect(toFragment(NO_FILTER, null)).toBe("#pile");
  expect(fromFragment("#pile?sort=-nothing&status=odd")).toEqual({ filter: NO_FILTER, sort: null });
});

test("charts sum what the rows say", () => {
  expect(byCause(ROWS, "ja").map(({ name, value }) => [name, value])).toEqual([
    ["紛失・置き忘れ", 1],
    ["メール誤送信", 1],
    ["盗難", 1],
  ]);
  expect(byMonth(ROWS).map(({ name, value }) => [name, value])).toEqual([["2024-05", 320]]);
  expect(largest(ROWS).map(({ value }) => value)).toEqual([300, 20]);
  expect(heatOf(ROWS)).toMatchObject({
    data: ["name", "email"],
    cells: [
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  });
  const drawing = barsAsSvg("題<1>", byMonth(ROWS));
  expect(drawing).toContain("題&lt;1>");
  expect(drawing).toContain(">320</text>");
});
