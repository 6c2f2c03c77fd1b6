// An incident as plain text, for a mail or a ticket.

import type { Analysis, Incident } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { allFindings, findingsOf, isDecisive, UNCERTAIN } from "./findings";
import { formatCount, formatDate, percent } from "./format";

/** One incident in lines of `heading: content`; lines without content are left out. */
export function incidentAsText(incident: Incident, language: Language): string {
  const words = MESSAGES[language];
  const types = (status: string) =>
    incident.data_types
      .filter((data) => data.status === status)
      .map((data) => dataTypeName(data.id, language))
      .join(words.listSeparator);
  const causes = incident.causes.map((cause) => {
    const check = cause.confidence < UNCERTAIN ? words.uncertain : "";
    const sure = [words.confidence(percent(cause.confidence)), check].filter(Boolean).join(" · ");
    return words.parenthesis(causeName(cause.id, language), sure);
  });
  const count = incident.count
    ? [formatCount(incident.count, language), incident.count.approximate && words.approximate]
    : [];
  const dates = incident.dates.map(
    (date) => `${words.dateKind[date.kind]} ${formatDate(date.iso, language)}`,
  );
  const contractors = incident.organizations
    .filter(({ role }) => role === "contractor")
    .map(({ name }) => name)
    .join(words.listSeparator);
  const phrases = allFindings(findingsOf(incident, 0)).flatMap(({ kind, evidence }) =>
    evidence.filter((phrase) => isDecisive(kind, phrase)).map((phrase) => words.quote(phrase.text)),
  );
  const lines: [string, string][] = [
    [words.subject.cause, causes.join(words.listSeparator)],
    [words.exposure.exposed, types("exposed")],
    [words.exposure.possible, types("possible")],
    [words.exposure.excluded, types("excluded")],
    [words.subject.status, words.statusName[incident.status]],
    [words.subject.count, count.filter(Boolean).join(" ")],
    [words.subject.date, dates.join(words.listSeparator)],
    [words.subject.third_party, contractors || (incident.third_party ? words.thirdParty : "")],
    [words.evidence, [...new Set(phrases)].join(language === "ja" ? "" : " ")],
  ];
  const heading = [incident.organization, incident.title.trim()].filter(Boolean).join(" — ");
  return [
    heading,
    ...lines.filter(([, content]) => content).map(([name, content]) => words.line(name, content)),
  ].join("\n");
}

/** Every incident, an empty line between two. */
export function analysisAsText(analysis: Analysis, language: Language): string {
  return analysis.incidents.map((incident) => incidentAsText(incident, language)).join("\n\n");
}
