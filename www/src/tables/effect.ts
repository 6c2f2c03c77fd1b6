// What other tables change in what was read: labels before and after, in words. Pure functions.

import type { Analysis, Incident } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { formatCount, formatDate, percent } from "../model/format";

/** A label that changes. */
export interface Change {
  readonly name: string;
  /** Empty where there was none. */
  readonly before: string;
  /** Empty where there is none any more. */
  readonly after: string;
}

/** What changes in an incident. */
export interface Changes {
  readonly title: string;
  /** Whether only the one analysis has the incident. */
  readonly only: "before" | "after" | null;
  readonly changes: readonly Change[];
}

/** What changes between two analyses of one text, incident by incident; nothing where all stays. */
export function effectOf(before: Analysis, after: Analysis, language: Language): Changes[] {
  const untold = MESSAGES[language].untitled;
  const told = (incident: Incident, only: Changes["only"], changes: readonly Change[]) => ({
    title: incident.title.trim() || untold,
    only,
    changes,
  });
  const others = new Map(after.incidents.map((incident) => [incident.start, incident]));
  const changes = before.incidents.flatMap((incident) => {
    const other = others.get(incident.start);
    others.delete(incident.start);
    if (!other) return [told(incident, "before", [])];
    const changed = changesOf(incident, other, language);
    return changed.length > 0 ? [told(incident, null, changed)] : [];
  });
  return [...changes, ...[...others.values()].map((incident) => told(incident, "after", []))];
}

function changesOf(before: Incident, after: Incident, language: Language): Change[] {
  const old = labelsOf(before, language);
  return labelsOf(after, language).flatMap(([name, text], at) => {
    const was = old[at]?.[1] ?? "";
    return was === text ? [] : [{ name, before: was, after: text }];
  });
}

/** What an incident's card says, name by name. */
function labelsOf(incident: Incident, language: Language): [string, string][] {
  const words = MESSAGES[language];
  const list = (parts: readonly string[]) => parts.join(words.listSeparator);
  const types = (status: string) =>
    list(
      incident.data_types
        .filter((data) => data.status === status)
        .map(({ id }) => dataTypeName(id, language)),
    );
  const causes = incident.causes.map(({ id, confidence }) =>
    words.parenthesis(causeName(id, language), words.confidence(percent(confidence))),
  );
  const dates = incident.dates.map(
    ({ kind, iso }) => `${words.dateKind[kind]} ${formatDate(iso, language)}`,
  );
  return [
    [words.subject.cause, list(causes)],
    [words.exposure.exposed, types("exposed")],
    [words.exposure.possible, types("possible")],
    [words.exposure.excluded, types("excluded")],
    [words.subject.status, words.statusName[incident.status]],
    [words.subject.count, incident.count ? formatCount(incident.count, language) : ""],
    [words.subject.organization, incident.organization ?? ""],
    [words.subject.date, list(dates)],
    [words.subject.third_party, incident.third_party ? words.thirdParty : ""],
    [words.dutiesName, list(incident.reporting.duties.map(({ name }) => name[language]))],
  ];
}
