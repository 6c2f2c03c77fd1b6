import { expect, test } from "vitest";
import type { Count, Evidence } from "../../src/analysis";
import { formatCount, formatDate, shortName } from "../../src/model/format";

const evidence: Evidence = {
  start: 0,
  end: 0,
  text: "",
  rule: "",
  weight: 1,
  effect: "supports",
  reason: null,
};

test.each([
  ["2024-05-07", "2024年5月7日", "7 May 2024"],
  ["2024-12", "2024年12月", "December 2024"],
  ["2024", "2024年", "2024"],
  ["--05-07", "5月7日", "7 May"],
  ["--05", "5月", "May"],
])("the date %s", (iso, ja, en) => {
  expect(formatDate(iso, "ja")).toBe(ja);
  expect(formatDate(iso, "en")).toBe(en);
});

test.each([
  [37000, "人", "37,000 人", "37,000 people"],
  [2460, "人分", "2,460 人分", "2,460 people"],
  [5, "口", "5 口", "5 口"],
])("the count %d %s", (value, unit, ja, en) => {
  const count: Count = { value, unit, approximate: false, evidence };
  expect(formatCount(count, "ja")).toBe(ja);
  expect(formatCount(count, "en")).toBe(en);
});

test.each([
  ["株式会社みなと文具堂", "みなと文具堂"],
  ["みなと文具堂株式会社", "みなと文具堂"],
  ["(株)みなと", "みなと"],
  ["一般社団法人みなと協会", "みなと協会"],
  ["夕凪市", "夕凪市"],
  ["株式会社", "株式会社"],
])("the short name of %s", (name, short) => {
  expect(shortName(name)).toBe(short);
});
