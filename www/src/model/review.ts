// What a person makes of an incident: corrections, a note, a confirmation. An incident with its corrections in
// it is an incident like any other, so that whatever shows or exports one need not know of them.

import type {
  Analysis,
  Case,
  CaseCount,
  CaseData,
  Evidence,
  Incident,
  OrganizationKind,
  Reporting,
  Status,
} from "../analysis";

/** A field that is left out stands as it was read. */
export interface Review {
  readonly organization?: string | null;
  readonly organization_kind?: OrganizationKind;
  /** The first one first. */
  readonly causes?: readonly string[];
  readonly data_types?: readonly CaseData[];
  readonly status?: Status;
  readonly count?: CaseCount | null;
  readonly note?: string;
  readonly confirmed?: boolean;
}

export const FIELDS = [
  "organization",
  "organization_kind",
  "causes",
  "data_types",
  "status",
  "count",
] as const;

export type Field = (typeof FIELDS)[number];

/** A change of a review; `undefined` takes a field back to what was read. */
export type ReviewChange = { readonly [Key in keyof Review]: Review[Key] | undefined };

/** No phrase of the text: what a person entered rests on none. */
const NO_PHRASE: Evidence = {
  start: 0,
  end: 0,
  text: "",
  rule: "review",
  weight: 0,
  effect: "supports",
  reason: null,
};

export function correctedFields(review: Review): Field[] {
  return FIELDS.filter((field) => review[field] !== undefined);
}

/** Whether a person has left anything. */
export function isTouched(review: Review): boolean {
  return Object.keys(review).length > 0;
}

/** The facts of an incident, as the tables judge them. */
export function caseOf(incident: Incident, review: Review = {}): Case {
  const { title, organization, causes, status, count, dates } = incident;
  return {
    title,
    organization,
    organization_kind: review.organization_kind ?? null,
    causes: causes.map(({ id }) => id),
    data_types: incident.data_types.map(({ id, status }) => ({ id, status })),
    status,
    count: count && { value: count.value, unit: count.unit },
    dates: dates.map(({ kind, iso }) => ({ kind, iso })),
    third_party: incident.third_party,
  };
}

/** A review with a change in it; what is set back to what was read is no correction any more. */
export function changed(read: Incident, review: Review, change: ReviewChange): Review {
  const next: Record<string, unknown> = { ...review, ...change };
  const facts: Record<string, unknown> = {
    ...caseOf(read),
    organization_kind: read.reporting.organization_kind,
  };
  const order = (value: unknown) =>
    Array.isArray(value) && typeof value[0] === "object"
      ? value.map((one: CaseData) => `${one.id} ${one.status}`).sort()
      : value;
  for (const field of FIELDS) {
    const same = JSON.stringify(order(next[field])) === JSON.stringify(order(facts[field]));
    if (next[field] === undefined || same) delete next[field];
  }
  if (!next.note) delete next.note;
  if (!next.confirmed) delete next.confirmed;
  return next as Review;
}

/** An incident with a person's corrections in it; a label that stays keeps its phrases. */
export function reviewed(read: Incident, review: Review, reporting?: Reporting): Incident {
  const { organization, causes, data_types: types, status, count } = review;
  const incident: Incident = {
    ...read,
    organization: organization === undefined ? read.organization : organization,
    causes: causes
      ? causes.map(
          (id) =>
            read.causes.find((cause) => cause.id === id) ?? {
              id,
              score: 0,
              confidence: 1,
              evidence: [],
            },
        )
      : read.causes,
    data_types: types
      ? types.map(({ id, status }) => {
          const known = read.data_types.find((data) => data.id === id);
          return { score: 0, evidence: [], ...known, id, status };
        })
      : read.data_types,
    status: status ?? read.status,
    count:
      count === undefined
        ? read.count
        : count && { ...count, approximate: false, evidence: NO_PHRASE },
    // The largest one is told by `count`; a corrected one stands in for it.
    counts: count === undefined ? read.counts : [],
    status_evidence: status === undefined ? read.status_evidence : [],
  };
  return reporting ? { ...incident, reporting: withPhrases(reporting, incident) } : incident;
}

/** The phrases of the labels on which duties rest; the core judges facts and has no words. */
function withPhrases(reporting: Reporting, incident: Incident): Reporting {
  const phrase = (fact: string, id: string | null): Evidence | undefined => {
    if (fact === "count") return incident.count?.evidence;
    const labels = fact === "cause" ? incident.causes : incident.data_types;
    return labels.find((label) => label.id === id)?.evidence[0];
  };
  return {
    ...reporting,
    duties: reporting.duties.map((duty) => ({
      ...duty,
      basis: duty.basis.map(({ fact, id }) => {
        const found = phrase(fact, id);
        return { fact, id, evidence: found && found !== NO_PHRASE ? [found] : [] };
      }),
    })),
  };
}

/** What a person left, as it stands in an export beside the incident. */
export interface ReviewRecord {
  readonly corrected: readonly Field[];
  readonly confirmed: boolean;
  readonly note: string;
}

export function recordOf(review: Review): ReviewRecord {
  return {
    corrected: correctedFields(review),
    confirmed: review.confirmed ?? false,
    note: review.note ?? "",
  };
}

/** An incident as JSON tells it: with what a person left, where a person did. */
export function asJson(incident: Incident, review: Review): unknown {
  return isTouched(review) ? { ...incident, review: recordOf(review) } : incident;
}

export function analysisAsJson(analysis: Analysis, reviews: readonly Review[]): unknown {
  const incidents = analysis.incidents.map((incident, at) => asJson(incident, reviews[at] ?? {}));
  return { ...analysis, incidents };
}

/** The reviews of a text's incidents for the same text changed a little: by their place and their title. */
export function carriedOver(
  reviews: readonly Review[],
  before: Analysis | null,
  after: Analysis,
): readonly Review[] {
  return after.incidents.map(({ title }, at) =>
    before?.incidents[at]?.title === title ? (reviews[at] ?? {}) : {},
  );
}
