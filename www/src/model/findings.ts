// An incident as the page shows it: every label with the phrases behind it, under a key that the
// card's label and the article's highlight share.

import type {
  Cause,
  Count,
  DataType,
  Evidence,
  Incident,
  Date as IncidentDate,
  Organization,
} from "../analysis";

/** Below this confidence a person should look at the text; the command draws the line there, too. */
export const UNCERTAIN = 0.6;

/** What a highlight tells; its underline's style says it in the text. */
export type Kind = "cause" | "data" | "excluded" | "count" | "fact";

/** What a label is about. */
export type Subject =
  | "cause"
  | "data"
  | "count"
  | "date"
  | "organization"
  | "status"
  | "third_party";

/** A label and the phrases behind it. */
export interface Finding<T = unknown> {
  readonly key: string;
  readonly subject: Subject;
  /** The taxonomy's id, for a cause or a data type. */
  readonly id: string | null;
  readonly kind: Kind;
  readonly value: T;
  readonly evidence: readonly Evidence[];
}

export interface IncidentFindings {
  readonly causes: readonly Finding<Cause>[];
  readonly dataTypes: readonly Finding<DataType>[];
  /** The largest count first. */
  readonly counts: readonly Finding<Count>[];
  readonly dates: readonly Finding<IncidentDate>[];
  /** The one concerned and its contractors; those that are only mentioned are left out. */
  readonly organizations: readonly Finding<Organization>[];
  readonly status: Finding;
  readonly thirdParty: Finding | null;
}

/** A stretch of the text that a label marks. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  readonly key: string;
}

export function findingsOf(incident: Incident, index: number): IncidentFindings {
  const finding = <T>(
    subject: Subject,
    kind: Kind,
    at: string | number,
    value: T,
    evidence: readonly Evidence[],
    id: string | null = null,
  ): Finding<T> => ({
    key: `${index}.${subject}.${at}`,
    subject,
    id,
    kind,
    value,
    evidence: evidence.filter(({ start, end }) => start < end),
  });
  const largest = incident.count;
  const others = incident.counts.filter((count) => !largest || !sameCount(count, largest));
  return {
    causes: incident.causes.map((cause) =>
      finding("cause", "cause", cause.id, cause, cause.evidence, cause.id),
    ),
    dataTypes: incident.data_types.map((data, at) =>
      finding(
        "data",
        data.status === "excluded" ? "excluded" : "data",
        at,
        data,
        data.evidence,
        data.id,
      ),
    ),
    counts: (largest ? [largest, ...others] : others).map((count, at) =>
      finding("count", "count", at, count, [count.evidence]),
    ),
    dates: incident.dates.map((date, at) => finding("date", "fact", at, date, [date.evidence])),
    organizations: incident.organizations
      .filter(({ role }) => role !== "mentioned")
      .map((organization, at) =>
        finding("organization", "fact", at, organization, [organization.evidence]),
      ),
    status: finding("status", "fact", "", null, incident.status_evidence),
    thirdParty: incident.third_party
      ? finding("third_party", "fact", "", null, incident.third_party_evidence)
      : null,
  };
}

function sameCount(one: Count, other: Count): boolean {
  return (
    one.value === other.value &&
    one.unit === other.unit &&
    one.evidence.start === other.evidence.start
  );
}

/** Every finding, in the order in which a card shows them. */
export function allFindings(findings: IncidentFindings): Finding[] {
  return [
    ...findings.causes,
    ...findings.dataTypes,
    ...findings.counts,
    ...findings.dates,
    ...findings.organizations,
    findings.status,
    ...(findings.thirdParty ? [findings.thirdParty] : []),
  ];
}

/**
 * Whether a phrase decided its label. A type that is said not to be exposed rests on what was denied;
 * everything else rests on what was not.
 */
export function isDecisive(kind: Kind, evidence: Evidence): boolean {
  if (evidence.effect === "out_of_scope") return false;
  return kind === "excluded" || evidence.effect !== "negated";
}

/** The stretches of the text that an incident's labels mark; a phrase that did not count stays quiet. */
export function marksOf(findings: IncidentFindings): Mark[] {
  return allFindings(findings).flatMap(({ key, kind, evidence }) =>
    evidence.map((phrase) => ({
      start: phrase.start,
      end: phrase.end,
      kind: isDecisive(kind, phrase) ? kind : ("fact" as const),
      key,
    })),
  );
}

/** How many different phrases decided something in this incident. */
export function decisiveCount(findings: IncidentFindings): number {
  const places = allFindings(findings).flatMap(({ kind, evidence }) =>
    evidence
      .filter((phrase) => isDecisive(kind, phrase))
      .map(({ start, end }) => `${start}-${end}`),
  );
  return new Set(places).size;
}
