// What a label is called where it stands by itself.

import type { Analysis } from "../analysis";
import { causeName, dataTypeName, type Language } from "../labels";
import { MESSAGES } from "../messages";
import { allFindings, type Finding, findingsOf } from "./findings";

export function nameOf({ subject, id }: Finding, language: Language): string {
  if (subject === "cause") return causeName(id ?? "", language);
  if (subject === "data") return dataTypeName(id ?? "", language);
  return MESSAGES[language].subject[subject];
}

/** The names of the labels with these keys, in the order in which the cards show them. */
export function namesOf(
  keys: ReadonlySet<string>,
  analysis: Analysis,
  language: Language,
): string[] {
  const indexes = new Set([...keys].map((key) => Number.parseInt(key, 10)));
  const findings = [...indexes].flatMap((index) => {
    const incident = analysis.incidents[index];
    return incident ? allFindings(findingsOf(incident, index)) : [];
  });
  const raised = findings.filter(({ key }) => keys.has(key));
  return [...new Set(raised.map((finding) => nameOf(finding, language)))];
}
