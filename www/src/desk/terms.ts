// The terms of duties from the day on which the incident became known, in Japan's calendar: dates, a calendar
// file, a draft of the preliminary report. Pure functions.

import type { Deadline, Incident, Report } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { formatCount, formatDate } from "../model/format";
import { deskWords } from "./words";

const DAY = 86_400_000;

/** Today in Japan, as `2026-11-24`. */
export function todayInJapan(now = new Date()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(now);
}

/** The last day of a term of so many days, of which the day of knowing is the first. */
export function lastDay(known: string, days: number): string {
  return new Date(Date.parse(`${known}T00:00:00Z`) + (days - 1) * DAY).toISOString().slice(0, 10);
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A day with its weekday: `2026年11月24日(火)`. */
export function dayInWords(iso: string, language: Language): string {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const name = weekday.format(new Date(`${iso}T00:00:00Z`));
  return MESSAGES[language].parenthesis(formatDate(iso, language), name);
}

/** The terms of an incident's duties, each once: the earliest of each report. */
export function termsOf(incident: Incident): Deadline[] {
  const all = incident.reporting.duties.flatMap(({ deadlines }) => deadlines);
  const first = (report: Report) =>
    all.filter((term) => term.report === report).sort((one, other) => one.days - other.days)[0];
  return [first("preliminary"), first("final")].filter((term) => term !== undefined);
}

/** A calendar (RFC 5545) with a whole-day entry for the last day of each term. */
export function toCalendar(
  incident: Incident,
  known: string,
  language: Language,
  now = new Date(),
): string {
  const words = deskWords(language);
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const organization = incident.organization ?? "";
  const articles = incident.reporting.duties.map(
    ({ name, article }) => `${name[language]} (${article})`,
  );
  const entries = termsOf(incident).flatMap(({ report, days }) => {
    const day = lastDay(known, days);
    return [
      "BEGIN:VEVENT",
      `UID:${[day, report, hash(incident.title + organization)].join("-")}@jiken.invalid`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${lastDay(day, 2).replaceAll("-", "")}`,
      `SUMMARY:${calendarText(words.event(words.report[report], organization))}`,
      `DESCRIPTION:${calendarText([incident.title.trim(), ...articles, words.notice].join("\n"))}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  });
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//jiken//jiken//JA",
    ...entries,
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function calendarText(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** A line in pieces of at most 75 bytes, as the format demands; no character is cut. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let written = "";
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > 75) {
      written += "\r\n ";
      bytes = 1;
    }
    written += character;
    bytes += size;
  }
  return written;
}

/** Enough to tell one incident's entries from another's. */
function hash(text: string): string {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value.toString(16);
}

/** The items of the preliminary report, filled with what is known. */
export function draftOf(incident: Incident, language: Language): string {
  const words = deskWords(language);
  const messages = MESSAGES[language];
  const types = (status: string) =>
    incident.data_types
      .filter((data) => data.status === status)
      .map(({ id }) => dataTypeName(id, language));
  const possible = types("possible");
  const data = [
    ...types("exposed"),
    ...(possible.length > 0
      ? [messages.parenthesis(possible.join(messages.listSeparator), messages.exposure.possible)]
      : []),
  ];
  const announced = incident.dates.find(({ kind }) => kind === "announced");
  const outline = [
    incident.title.trim(),
    incident.organization ?? "",
    ...incident.dates.map(
      ({ kind, iso }) => `${messages.dateKind[kind]} ${formatDate(iso, language)}`,
    ),
    incident.third_party ? messages.thirdParty : "",
  ];
  const contents = [
    outline.filter(Boolean).join(messages.listSeparator),
    data.join(messages.listSeparator),
    incident.count ? formatCount(incident.count, language) : "",
    incident.causes.map(({ id }) => causeName(id, language)).join(messages.listSeparator),
    "",
    "",
    announced ? words.announced(formatDate(announced.iso, language)) : "",
    "",
    "",
  ];
  const items = words.draftItems.map(
    (name, at) => `${at + 1}. ${name}\n${contents[at] || words.fillIn}`,
  );
  return `${words.draftTitle}\n\n${items.join("\n\n")}\n\n${words.notice}\n`;
}
