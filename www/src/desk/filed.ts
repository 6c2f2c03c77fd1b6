// Incidents with what a person left of them, written in the formats in which they are filed elsewhere. Pure
// functions: incidents in, text out.

import type { Analysis, DateKind, Exposure, Incident } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { UNCERTAIN } from "../model/findings";
import { formatCount, formatDate, percent } from "../model/format";
import { asJson, correctedFields, isTouched, type Review } from "../model/review";
import { deskWords } from "./words";

/** An incident to be filed. */
export interface Filed {
  /** What its text is called. */
  readonly source: string;
  /** Its place in the text, counted from 1. */
  readonly number: number;
  readonly incident: Incident;
  readonly review: Review;
  readonly tablesVersion: string;
}

/** A text with all that was found in it. */
export interface FiledText {
  readonly source: string;
  readonly text: string;
  /** With the corrections in it. */
  readonly analysis: Analysis;
  readonly reviews: readonly Review[];
}

export function filedOf({ source, analysis, reviews }: FiledText): Filed[] {
  return analysis.incidents.map((incident, at) => ({
    source,
    number: at + 1,
    incident,
    review: reviews[at] ?? {},
    tablesVersion: analysis.tables_version,
  }));
}

/** An incident beside its text's name, as the command's JSON has the file beside the analysis. */
function asObject({ source, number, incident, review, tablesVersion }: Filed): unknown {
  return {
    file: source,
    number,
    tables_version: tablesVersion,
    ...(asJson(incident, review) as object),
  };
}

export function toJson(filed: readonly Filed[]): string {
  return `${JSON.stringify(filed.map(asObject), null, 2)}\n`;
}

export function toJsonLines(filed: readonly Filed[]): string {
  return filed.map((one) => `${JSON.stringify(asObject(one))}\n`).join("");
}

/** For Excel in Japanese: with a byte order mark and its line ends, and no cell that it takes for a formula. */
export function toCsv(filed: readonly Filed[], language: Language): string {
  const words = deskWords(language);
  const rows = [words.csv, ...filed.map((one) => csvRow(one, language))];
  return `\ufeff${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
}

function csvRow({ source, number, incident, review, tablesVersion }: Filed, language: Language) {
  const words = deskWords(language);
  const [first] = incident.causes;
  const types = (status: Exposure) =>
    incident.data_types
      .filter((data) => data.status === status)
      .map(({ id }) => dataTypeName(id, language))
      .join("; ");
  const date = (kind: DateKind) => incident.dates.find((one) => one.kind === kind)?.iso ?? "";
  return [
    source,
    String(number),
    incident.title,
    incident.organization ?? "",
    first ? causeName(first.id, language) : "",
    first ? first.confidence.toFixed(2) : "",
    incident.causes.map(({ id }) => causeName(id, language)).join("; "),
    words.statusName[incident.status],
    types("exposed"),
    types("possible"),
    types("excluded"),
    incident.count ? String(incident.count.value) : "",
    incident.count?.unit ?? "",
    date("occurred"),
    date("discovered"),
    date("announced"),
    incident.third_party ? words.yes : "",
    incident.reporting.duties.map(({ name }) => name[language]).join("; "),
    correctedFields(review)
      .map((field) => words.field[field])
      .join("; "),
    review.confirmed ? words.yes : "",
    review.note ?? "",
    tablesVersion,
  ];
}

/** On one line, and with an apostrophe before what a spreadsheet would take for a formula, as the command does. */
function csvCell(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go.
  const line = cell.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ");
  const harmless = /^\s*[=+\-@＝＋－＠]/.test(line) ? `'${line}` : line;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A short report, to be pasted into a ticket or a wiki. */
export function toMarkdown(filed: readonly Filed[], language: Language): string {
  const words = deskWords(language);
  const parts = filed.map((one) => {
    const rows = linesOf(one, language).map(
      ([name, content]) => `| ${escaped(name)} | ${escaped(content)} |`,
    );
    const title = one.incident.title.trim() || MESSAGES[language].untitled;
    return [
      `## ${escaped(`${one.source} — ${one.number}. ${title}`)}`,
      "",
      `| ${words.reportItem} | ${words.reportContent} |`,
      "| --- | --- |",
      ...rows,
      "",
    ].join("\n");
  });
  const versions = [...new Set(filed.map(({ tablesVersion }) => tablesVersion))].join(", ");
  const duties = filed.some(({ incident }) => incident.reporting.duties.length > 0);
  const foot = [duties ? `${words.notice}\n\n` : "", escaped(words.madeBy(versions)), "\n"].join(
    "",
  );
  return `# ${words.reportTitle}\n\n${parts.join("\n")}\n---\n\n${foot}`;
}

/** What is known of an incident, name by name; what is not known is left out. */
export function linesOf({ incident, review }: Filed, language: Language): [string, string][] {
  const messages = MESSAGES[language];
  const words = deskWords(language);
  const corrected = new Set<string>(correctedFields(review));
  const mark = (field: string, name: string) =>
    corrected.has(field) ? messages.parenthesis(name, messages.corrected) : name;
  const types = (status: Exposure) =>
    incident.data_types
      .filter((data) => data.status === status)
      .map(({ id }) => dataTypeName(id, language))
      .join(messages.listSeparator);
  const causes = incident.causes.map(({ id, confidence }) => {
    const name = causeName(id, language);
    if (corrected.has("causes")) return name;
    const check = confidence < UNCERTAIN ? ` · ${messages.uncertain}` : "";
    return messages.parenthesis(name, `${messages.confidence(percent(confidence))}${check}`);
  });
  const dates = incident.dates.map(
    ({ kind, iso }) => `${messages.dateKind[kind]} ${formatDate(iso, language)}`,
  );
  const duties = incident.reporting.duties.map(({ name, article, deadlines }) => {
    const terms = deadlines.map(
      ({ report, soonest_days, days }) =>
        `${words.report[report]} ${words.within(soonest_days, days)}`,
    );
    return `${words.mayApply}: ${messages.parenthesis(name[language], article)} ${terms.join(messages.listSeparator)}`;
  });
  const all: [string, string][] = [
    [mark("organization", messages.subject.organization), incident.organization ?? ""],
    [mark("causes", messages.subject.cause), causes.join(messages.listSeparator)],
    [mark("status", messages.subject.status), messages.statusName[incident.status]],
    [mark("data_types", messages.exposure.exposed), types("exposed")],
    [mark("data_types", messages.exposure.possible), types("possible")],
    [mark("data_types", messages.exposure.excluded), types("excluded")],
    [
      mark("count", messages.subject.count),
      incident.count ? formatCount(incident.count, language) : "",
    ],
    [messages.subject.date, dates.join(messages.listSeparator)],
    [messages.subject.third_party, incident.third_party ? messages.thirdParty : ""],
    ...duties.map((duty): [string, string] => [messages.dutiesName, duty]),
    [words.note, review.note ?? ""],
    [words.confirmed, review.confirmed ? words.yes : ""],
  ];
  return all.filter(([, content]) => content !== "");
}

/** Text on one line that no Markdown reader takes for markup or HTML. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]#|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Whether every incident of a text has been checked by a person, so that it may measure the classifier. */
export function isLabelled({ analysis, reviews }: FiledText): boolean {
  const { incidents } = analysis;
  return incidents.length > 0 && incidents.every((_, at) => reviews[at]?.confirmed);
}

/** Labelled texts in the format that `cargo xtask eval` reads; see `tests/corpus/README.md`. */
export function toLabels(texts: readonly FiledText[]): string {
  return texts
    .filter(isLabelled)
    .map(({ source, text, analysis }) => {
      const incidents = analysis.incidents.map((incident) => ({
        start: codePoints(text, incident.start),
        primary: incident.causes.slice(0, 1).map(({ id }) => id),
        causes: incident.causes.map(({ id }) => id),
        data: incident.data_types.filter(({ status }) => status !== "excluded").map(({ id }) => id),
        excluded: incident.data_types
          .filter(({ status }) => status === "excluded")
          .map(({ id }) => id),
        status: [incident.status],
        count: incident.count?.value ?? null,
        unit: incident.count?.unit ?? null,
        third_party: incident.third_party,
        org: incident.organization === null ? null : [incident.organization],
      }));
      return `${JSON.stringify({ id: source, text, incidents })}\n`;
    })
    .join("");
}

/** An offset of JavaScript's in code points. */
function codePoints(text: string, offset: number): number {
  return [...text.slice(0, offset)].length;
}

/** The names of the fields that a person corrected, for VERIS's `plus`. */
export function correctedNames(review: Review): string[] {
  return isTouched(review) ? correctedFields(review) : [];
}
