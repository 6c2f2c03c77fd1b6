// An incident as plain text, for a mail or a ticket.

import type { Analysis, Incident } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { allFindings, findingsOf, isDecisive, UNCERTAIN } from "./findings";
import { formatCount, formatDate, percent } from "./format";
import { correctedFields, type Field, type Review } from "./review";

/** One incident in lines of `heading: content`; lines without content are left out. */
export function incidentAsText(
  incident: Incident,
  language: Language,
  review: Review = {},
): string {
  const words = MESSAGES[language];
  const types = (status: string) =>
    incident.data_types
      .filter((data) => data.status === status)
      .map((data) => dataTypeName(data.id, language))
      .join(words.listSeparator);
  const corrected = new Set<string>(correctedFields(review));
  const mark = (field: Field, name: string) =>
    corrected.has(field) ? words.parenthesis(name, words.corrected) : name;
  const causes = incident.causes.map((cause) => {
    if (corrected.has("causes")) return causeName(cause.id, language);
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
    [mark("causes", words.subject.cause), causes.join(words.listSeparator)],
    [mark("data_types", words.exposure.exposed), types("exposed")],
    [mark("data_types", words.exposure.possible), types("possible")],
    [mark("data_types", words.exposure.excluded), types("excluded")],
    [mark("status", words.subject.status), words.statusName[incident.status]],
    [mark("count", words.subject.count), count.filter(Boolean).join(" ")],
    [words.subject.date, dates.join(words.listSeparator)],
    [words.subject.third_party, contractors || (incident.third_party ? words.thirdParty : "")],
    [
      words.note,
      [review.confirmed ? words.confirmed : "", review.note ?? ""]
        .filter(Boolean)
        .join(words.listSeparator),
    ],
    [words.evidence, [...new Set(phrases)].join(language === "ja" ? "" : " ")],
  ];
  const heading = [incident.organization, incident.title.trim()].filter(Boolean).join(" — ");
  return [
    heading,
    ...lines.filter(([, content]) => content).map(([name, content]) => words.line(name, content)),
  ].join("\n");
}

/** The version of the tables that an analysis was made with, where they are not the built-in ones. */
export function customTables(analysis: Analysis | null): string | null {
  const version = analysis?.tables_version ?? "builtin-";
  return version.startsWith("builtin-") ? null : version;
}

/** Every incident, an empty line between two. */
export function analysisAsText(
  analysis: Analysis,
  language: Language,
  reviews: readonly Review[] = [],
): string {
  return analysis.incidents
    .map((incident, at) => incidentAsText(incident, language, reviews[at]))
    .join("\n\n");
}
