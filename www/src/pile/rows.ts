// The pile's table: incidents as rows, filtered and sorted. Pure functions, quick enough for ten thousand
// articles at every stroke.

import type { Incident, Status } from "../analysis";
import type { Filed, FiledText } from "../desk/filed";
import { causeName, type Language, STATUSES } from "../labels";
import { UNCERTAIN } from "../model/findings";
import { correctedFields, type Review } from "../model/review";
import type { Entry } from "./pile";
import type { Column } from "./words";

export interface Row {
  readonly key: string;
  readonly entry: Entry;
  /** The incident's place in its text. */
  readonly at: number;
  readonly incident: Incident;
  readonly review: Review;
  readonly tablesVersion: string;
}

export interface Filter {
  readonly query: string;
  readonly cause: string;
  readonly data: string;
  readonly status: Status | "";
  /** `2024-05`, of the date that is shown. */
  readonly month: string;
  readonly check: boolean;
  readonly unconfirmed: boolean;
}

export const NO_FILTER: Filter = {
  query: "",
  cause: "",
  data: "",
  status: "",
  month: "",
  check: false,
  unconfirmed: false,
};

export interface Sort {
  readonly by: Column;
  readonly descending: boolean;
}

export function rowsOf(entry: Entry, text: FiledText): Row[] {
  return text.analysis.incidents.map((incident, at) => ({
    key: `${entry.id}.${at}`,
    entry,
    at,
    incident,
    review: text.reviews[at] ?? {},
    tablesVersion: text.analysis.tables_version,
  }));
}

export function filedRow({ entry, at, incident, review, tablesVersion }: Row): Filed {
  return { source: entry.name, number: at + 1, incident, review, tablesVersion };
}

/** Letters alike in width and case, for searching. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

export function needsCheck({ incident, review }: Row): boolean {
  const [cause] = incident.causes;
  return (
    !review.confirmed &&
    !correctedFields(review).includes("causes") &&
    (cause?.confidence ?? 0) < UNCERTAIN
  );
}

/** The date that tells best when it was: when it happened, else when it was found or announced. */
export function dateOf({ dates }: Incident): string {
  for (const kind of ["occurred", "discovered", "announced", "other"]) {
    const date = dates.find((one) => one.kind === kind && !one.iso.startsWith("--"));
    if (date) return date.iso;
  }
  return dates[0]?.iso ?? "";
}

export function filtered(rows: readonly Row[], filter: Filter): Row[] {
  const words = searchable(filter.query).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { incident, entry, review } = row;
    return (
      (!filter.cause || incident.causes.some(({ id }) => id === filter.cause)) &&
      (!filter.data ||
        incident.data_types.some(
          ({ id, status }) => id === filter.data && status !== "excluded",
        )) &&
      (!filter.status || incident.status === filter.status) &&
      (!filter.month || dateOf(incident).startsWith(filter.month)) &&
      (!filter.check || needsCheck(row)) &&
      (!filter.unconfirmed || !review.confirmed) &&
      words.every((word) => entry.searchable.includes(word))
    );
  });
}

export function sorted(
  rows: readonly Row[],
  sort: Sort | null,
  language: Language,
): readonly Row[] {
  if (!sort) return rows;
  const key = keyOf(sort.by, language);
  const keyed = rows.map((row) => [key(row), row] as const);
  const way = sort.descending ? -1 : 1;
  keyed.sort(([one], [other]) => {
    // What is not known stands last, either way.
    if (one === "" || other === "") return one === other ? 0 : one === "" ? 1 : -1;
    return one < other ? -way : one > other ? way : 0;
  });
  return keyed.map(([, row]) => row);
}

function keyOf(by: Column, language: Language): (row: Row) => string | number {
  switch (by) {
    case "title":
      return ({ incident }) => incident.title.trim();
    case "organization":
      return ({ incident }) => incident.organization ?? "";
    case "cause":
      return ({ incident }) => causeName(incident.causes[0]?.id ?? "", language);
    case "data":
      return ({ incident }) =>
        incident.data_types.filter(({ status }) => status !== "excluded").length || "";
    case "count":
      return ({ incident }) => incident.count?.value ?? "";
    case "date":
      return ({ incident }) => dateOf(incident).replace(/^-.*/, "");
    case "status":
      return ({ incident }) => STATUSES.indexOf(incident.status);
  }
}

const TEXT_FIELDS = ["query", "cause", "data", "status", "month"] as const;

/** What the table shows, as the address's fragment tells it: nothing of the texts but what was searched for. */
export function toFragment(filter: Filter, sort: Sort | null): string {
  const told = new URLSearchParams();
  for (const field of TEXT_FIELDS) if (filter[field]) told.set(field, filter[field]);
  if (filter.check) told.set("check", "1");
  if (filter.unconfirmed) told.set("unconfirmed", "1");
  if (sort) told.set("sort", `${sort.descending ? "-" : ""}${sort.by}`);
  const words = told.toString();
  return words ? `#pile?${words}` : "#pile";
}

/** The columns of the table, by which it may be sorted. */
export const COLUMNS: readonly Column[] = [
  "title",
  "organization",
  "cause",
  "data",
  "count",
  "date",
  "status",
];

export function fromFragment(fragment: string): { filter: Filter; sort: Sort | null } {
  const told = new URLSearchParams(/^#pile\?(.*)$/.exec(fragment)?.[1] ?? "");
  const [, descending, by = ""] = /^(-?)(\w+)$/.exec(told.get("sort") ?? "") ?? [];
  const column = COLUMNS.find((one) => one === by);
  return {
    filter: {
      query: told.get("query") ?? "",
      cause: told.get("cause") ?? "",
      data: told.get("data") ?? "",
      status: STATUSES.find((status) => status === told.get("status")) ?? "",
      month: told.get("month") ?? "",
      check: told.has("check"),
      unconfirmed: told.has("unconfirmed"),
    },
    sort: column ? { by: column, descending: descending === "-" } : null,
  };
}
