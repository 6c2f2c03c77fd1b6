// What the pile shows at a glance, as figures to be drawn: sums over rows, and the drawings of them as files.

import { causeName, dataTypeName, type Language } from "../labels";
import { dateOf, type Filter, type Row } from "./rows";

/** A bar: what it stands for, how long it is, and what pressing it filters by. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly filter: Partial<Filter>;
}

const MOST_BARS = 12;

export function byCause(rows: readonly Row[], language: Language): Bar[] {
  const sums = new Map<string, number>();
  for (const { incident } of rows) {
    for (const { id } of incident.causes.slice(0, 1)) sums.set(id, (sums.get(id) ?? 0) + 1);
  }
  return bars(sums, (id) => ({ name: causeName(id, language), filter: { cause: id } }));
}

export function byData(rows: readonly Row[], language: Language): Bar[] {
  const sums = new Map<string, number>();
  for (const { incident } of rows) {
    for (const { id, status } of incident.data_types) {
      if (status !== "excluded") sums.set(id, (sums.get(id) ?? 0) + 1);
    }
  }
  return bars(sums, (id) => ({ name: dataTypeName(id, language), filter: { data: id } }));
}

/** How many were affected, month by month; incidents without a month or a count are left out. */
export function byMonth(rows: readonly Row[]): Bar[] {
  const sums = new Map<string, number>();
  for (const { incident } of rows) {
    const month = /^\d{4}-\d{2}/.exec(dateOf(incident))?.[0];
    if (month && incident.count) sums.set(month, (sums.get(month) ?? 0) + incident.count.value);
  }
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(-24)
    .map(([month, value]) => ({ name: month, value, filter: { month } }));
}

export function largest(rows: readonly Row[]): Bar[] {
  return rows
    .flatMap(({ incident }) => (incident.count ? [{ incident, value: incident.count.value }] : []))
    .sort((one, other) => other.value - one.value)
    .slice(0, 10)
    .map(({ incident, value }) => ({
      name: incident.organization ?? incident.title.trim(),
      value,
      filter: { query: incident.organization ?? incident.title.trim() },
    }));
}

function bars(sums: Map<string, number>, told: (id: string) => Omit<Bar, "value">): Bar[] {
  return [...sums]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_BARS)
    .map(([id, value]) => ({ value, ...told(id) }));
}

/** How many incidents have both a cause and a data type. */
export interface Heat {
  readonly causes: readonly string[];
  readonly data: readonly string[];
  readonly cells: readonly (readonly number[])[];
}

export function heatOf(rows: readonly Row[]): Heat {
  const top = (all: readonly string[]) => {
    const sums = new Map<string, number>();
    for (const id of all) sums.set(id, (sums.get(id) ?? 0) + 1);
    return [...sums]
      .sort(([, one], [, other]) => other - one)
      .slice(0, 8)
      .map(([id]) => id);
  };
  const dataOf = ({ incident }: Row) =>
    incident.data_types.filter(({ status }) => status !== "excluded").map(({ id }) => id);
  const causeOf = ({ incident }: Row) => incident.causes[0]?.id ?? "unknown";
  const causes = top(rows.map(causeOf));
  const data = top(rows.flatMap(dataOf));
  const cells = causes.map((cause) =>
    data.map(
      (type) => rows.filter((row) => causeOf(row) === cause && dataOf(row).includes(type)).length,
    ),
  );
  return { causes, data, cells };
}

const LABEL = 190;
const WIDTH = 520;
const STEP = 26;

/** A chart of bars as a file: with its own colours, since it leaves the page's. */
export function barsAsSvg(title: string, all: readonly Bar[]): string {
  const most = Math.max(...all.map(({ value }) => value), 1);
  const lines = all.map(({ name, value }, at) => {
    const y = 34 + at * STEP;
    const length = Math.max((value / most) * (WIDTH - LABEL - 80), 1);
    return [
      `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${markup(name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="18" fill="#24507f"/>`,
      `<text x="${(LABEL + length + 6).toFixed(1)}" y="${y + 13}">${value.toLocaleString("en-US")}</text>`,
    ].join("");
  });
  return asFile(title, 44 + all.length * STEP, lines.join(""));
}

export function heatAsSvg(title: string, heat: Heat, language: Language): string {
  const most = Math.max(...heat.cells.flat(), 1);
  const wide = (WIDTH - LABEL) / Math.max(heat.data.length, 1);
  const foot = 40 + heat.causes.length * STEP;
  const cells = heat.cells.flatMap((row, y) =>
    row.map((value, x) => {
      const left = LABEL + x * wide;
      const top = 34 + y * STEP;
      return `<rect x="${left.toFixed(1)}" y="${top}" width="${(wide - 2).toFixed(1)}" height="${STEP - 2}" fill="#24507f" fill-opacity="${(value / most).toFixed(2)}" stroke="#dcd8cf"/><text x="${(left + wide / 2).toFixed(1)}" y="${top + 17}" text-anchor="middle" fill="${value / most > 0.5 ? "#ffffff" : "#1d1c1a"}">${value}</text>`;
    }),
  );
  const causes = heat.causes.map(
    (id, y) =>
      `<text x="${LABEL - 8}" y="${34 + y * STEP + 17}" text-anchor="end">${markup(causeName(id, language))}</text>`,
  );
  const data = heat.data.map((id, x) => {
    const left = LABEL + (x + 0.5) * wide;
    return `<text transform="translate(${left.toFixed(1)} ${foot + 6}) rotate(40)">${markup(dataTypeName(id, language))}</text>`;
  });
  return asFile(title, foot + 130, [...cells, ...causes, ...data].join(""));
}

function asFile(title: string, height: number, content: string): string {
  const face = "font-family=\"'Hiragino Sans','Yu Gothic UI','Noto Sans JP',sans-serif\"";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 60}" height="${height}" viewBox="0 0 ${WIDTH + 60} ${height}" ${face} font-size="12" fill="#1d1c1a"><rect width="100%" height="100%" fill="#ffffff"/><text x="8" y="20" font-size="14" font-weight="bold">${markup(title)}</text>${content}</svg>`;
}

function markup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
