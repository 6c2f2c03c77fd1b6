// The formats in which incidents are filed.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Incident } from "../../src/analysis";
import {
  type FiledText,
  filedOf,
  isLabelled,
  toCsv,
  toJson,
  toJsonLines,
  toLabels,
  toMarkdown,
} from "../../src/desk/filed";
import { dayInWords, draftOf, isDay, lastDay, termsOf, toCalendar } from "../../src/desk/terms";
import { analysis, incident } from "../fixtures/analyses";

const duty = (rule: string, days: number) => ({
  rule,
  name: { ja: "1,000人を超える漏えい等", en: "More than 1,000 persons" },
  article: "個人情報保護法26条1項、施行規則7条4号",
  basis: [],
  deadlines: [
    { report: "preliminary" as const, soonest_days: 3, days: 5 },
    { report: "final" as const, soonest_days: days, days },
  ],
});

const phrase = {
  start: 0,
  end: 2,
  text: "紛失",
  rule: "紛失",
  weight: 1,
  effect: "supports" as const,
  reason: null,
};

const lost: Incident = incident({
  title: '=HYPERLINK("x") 名簿の紛失|<b>',
  start: 3,
  end: 30,
  organization: "架空商事",
  causes: [
    { id: "loss", score: 3, confidence: 0.5, evidence: [] },
    { id: "theft", score: 1, confidence: 0.4, evidence: [] },
  ],
  data_types: [
    { id: "name", status: "exposed", score: 1, evidence: [] },
    { id: "email", status: "possible", score: 1, evidence: [] },
    { id: "credit_card", status: "excluded", score: 0, evidence: [] },
  ],
  count: { value: 1204, unit: "名", approximate: false, evidence: phrase },
  dates: [
    { kind: "occurred", iso: "--05-07", precision: "day", evidence: phrase },
    { kind: "announced", iso: "2024-05-09", precision: "day", evidence: phrase },
  ],
  reporting: { organization_kind: "private", duties: [duty("appi_many", 30)] },
});

const TEXT = "𠮷。架空商事は、名簿を紛失したと発表した。";

const text = (reviews: FiledText["reviews"]): FiledText => ({
  source: "記事.txt",
  text: TEXT,
  analysis: analysis(lost),
  reviews,
});

const filed = filedOf(text([{ note: "電話で確認,\n済み", confirmed: true, status: "possible" }]));

describe("CSV for Excel", () => {
  const written = toCsv(filed, "ja");

  test("begins with a byte order mark and ends its lines as Excel does", () => {
    expect(written.startsWith("\ufeff出典,番号,")).toBe(true);
    expect(written.endsWith("\r\n")).toBe(true);
    expect(written.split("\r\n")).toHaveLength(3);
    expect(written.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("makes what begins like a formula harmless, and quotes what holds a comma", () => {
    expect(written).toContain('"\'=HYPERLINK(""x"") 名簿の紛失|<b>"');
    expect(written).toContain("'--05-07");
    expect(written).toContain('"電話で確認, 済み"');
  });

  test("has a cell under every heading, and the person's corrections", () => {
    const cells = (row: string) => row.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)?.length;
    const [head = "", row = ""] = written.slice(1).split("\r\n");
    expect(cells(row)).toBe(cells(head));
    expect(row).toContain("紛失・置き忘れ; 盗難");
    expect(row).toContain(",状況,はい,");
    expect(row).toContain("1,000人を超える漏えい等");
  });
});

test("JSON is an array of incidents beside their texts' names, JSON Lines one a line", () => {
  const [first] = JSON.parse(toJson(filed));
  expect(first).toMatchObject({
    file: "記事.txt",
    number: 1,
    organization: "架空商事",
    review: { corrected: ["status"], confirmed: true },
  });
  const lines = toJsonLines([...filed, ...filed])
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([first, first]);
});

test("Markdown keeps markup of a text as text, and says what was corrected", () => {
  const written = toMarkdown(filed, "ja");
  expect(written).toContain("名簿の紛失\\|&lt;b&gt;");
  expect(written).toContain("| 状況(訂正済み) |");
  expect(written).toContain("| 報告義務 | 該当する可能性: 1,000人を超える漏えい等");
  expect(written).toContain("法的な助言ではありません");
  expect(written).toContain("確かさ 50 % · 要確認");
  const rows = written.split("\n").filter((line) => line.startsWith("|"));
  expect(new Set(rows.map((row) => row.replaceAll("\\|", "").match(/\|/g)?.length))).toEqual(
    new Set([3]),
  );
});

describe("labels for evaluation", () => {
  test("are of texts that a person checked whole", () => {
    expect(isLabelled(text([{ confirmed: true }]))).toBe(true);
    expect(isLabelled(text([{}]))).toBe(false);
    expect(isLabelled({ ...text([]), analysis: analysis() })).toBe(false);
    expect(toLabels([text([{}])])).toBe("");
  });

  test("are what `cargo xtask eval` reads: a test of xtask reads the same file", () => {
    const file = new URL("../fixtures/labels.jsonl", import.meta.url);
    expect(toLabels([text([{ confirmed: true }])])).toBe(readFileSync(file, "utf8"));
  });
});

describe("terms", () => {
  test("count the day of knowing as the first", () => {
    expect(lastDay("2024-05-20", 5)).toBe("2024-05-24");
    expect(lastDay("2024-02-01", 30)).toBe("2024-03-01");
    expect(lastDay("2024-12-31", 60)).toBe("2025-02-28");
    expect(dayInWords("2024-05-24", "ja")).toBe("2024年5月24日(金)");
    expect(dayInWords("2024-05-24", "en")).toBe("24 May 2024 (Fri)");
  });

  test("need a day that exists", () => {
    expect(["2024-02-29", "2023-02-29", "2024-5-1", "", "--05-07"].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("of several duties are the earliest of each report", () => {
    const both = { ...lost.reporting, duties: [duty("a", 60), duty("b", 30)] };
    expect(termsOf({ ...lost, reporting: both }).map(({ days }) => days)).toEqual([5, 30]);
    expect(termsOf(incident({}))).toEqual([]);
  });

  test("are written as a calendar whose lines are no longer than its format allows", () => {
    const now = new Date("2024-05-21T01:02:03.456Z");
    const written = toCalendar(lost, "2024-05-20", "ja", now);
    expect(written).toContain("DTSTART;VALUE=DATE:20240524\r\nDTEND;VALUE=DATE:20240525\r\n");
    expect(written).toContain("DTSTART;VALUE=DATE:20240618\r\n");
    expect(written).toContain("DTSTAMP:20240521T010203Z\r\n");
    const lines = written.split("\r\n");
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    expect(written.replaceAll("\r\n ", "")).toContain(
      "SUMMARY:漏えい等報告の速報の期限(可能性): 架空商事",
    );
    const events = lines.filter((line) => line === "BEGIN:VEVENT").length;
    expect(events).toBe(2);
    expect(new Set(lines.filter((line) => line.startsWith("UID:"))).size).toBe(2);
  });
});

test("no word of a text begins a line of its own in the calendar", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const title = `名簿の紛失${end}END:VCALENDAR`;
    const organization = `架空市${end}ATTACH:https://example.test/`;
    const written = toCalendar({ ...lost, title, organization }, "2024-05-20", "ja");
    expect(written.match(/[\r\n](END:VCALENDAR|ATTACH)/g)).toEqual(["\nEND:VCALENDAR"]);
  }
});

test("the draft of the preliminary report has its nine items, with what is known filled in", () => {
  const written = draftOf(lost, "ja");
  expect(written.match(/^\d\. /gm)).toHaveLength(9);
  expect(written).toContain("氏名、メールアドレス(可能性)");
  expect(written).toContain("3. 本人の数\n1,204 名");
  expect(written).toContain("7. 公表の実施状況\n2024年5月9日に公表");
  expect(written).toContain("8. 再発防止のための措置\n(記入してください)");
  expect(written).not.toContain("クレジットカード");
});
