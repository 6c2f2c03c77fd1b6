// Dates, numbers and units as a reader of each language writes them.

import type { Count } from "../analysis";
import type { Language } from "../labels";

const UNITS_EN: Readonly<Record<string, string>> = {
  人: "people",
  名: "people",
  件: "records",
  社: "companies",
  世帯: "households",
  アカウント: "accounts",
  団体: "organisations",
  通: "letters or e-mails",
  枚: "sheets",
  台: "devices",
  校: "schools",
};

const MONTHS_EN = [
  ["January", "February", "March", "April", "May", "June"],
  ["July", "August", "September", "October", "November", "December"],
].flat();

/** `37,000人`, `37,000 people`. */
export function formatCount(count: Count, language: Language): string {
  const number = count.value.toLocaleString("en-US");
  if (language === "ja") return `${number} ${count.unit}`;
  return `${number} ${UNITS_EN[count.unit.replace(/分$/, "")] ?? count.unit}`;
}

/** An ISO date as `2024年5月7日`, `7 May 2024`; a year that the text never names is left out. */
export function formatDate(iso: string, language: Language): string {
  const match = /^(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso);
  if (!match) return iso;
  const [year, month, day] = match.slice(1).map((part) => (part ? Number(part) : undefined));
  if (language === "ja") {
    return [year && `${year}年`, month && `${month}月`, day && `${day}日`].filter(Boolean).join("");
  }
  return [day, month && MONTHS_EN[month - 1], year].filter(Boolean).join(" ");
}

/** A share from 0 to 1 in whole per cent. */
export function percent(share: number): number {
  return Math.round(share * 100);
}

const LEGAL_FORM =
  /(?:株式|有限|合同)会社|[((]株[))]|(?:一般|公益)?(?:社団|財団)法人|(?:医療|学校|社会福祉|独立行政)法人/g;

/** An organisation's name without its legal form, for where there is little room. */
export function shortName(organization: string): string {
  return organization.replace(LEGAL_FORM, "").trim() || organization;
}
