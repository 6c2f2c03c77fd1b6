// What a person corrects, and that what was set back is no correction any more.

import { describe, expect, test } from "vitest";
import type { Incident } from "../../src/analysis";
import {
  asJson,
  carriedOver,
  caseOf,
  changed,
  correctedFields,
  reviewed,
} from "../../src/model/review";
import { analysis, incident } from "../fixtures/analyses";

const evidence = {
  start: 3,
  end: 5,
  text: "紛失",
  rule: "紛失",
  weight: 2,
  effect: "supports",
  reason: null,
} as const;

const read: Incident = incident({
  title: "名簿の紛失",
  organization: "架空商事",
  causes: [{ id: "loss", score: 3, confidence: 0.8, evidence: [evidence] }],
  data_types: [{ id: "name", status: "exposed", score: 1, evidence: [] }],
  count: { value: 12, unit: "人", approximate: true, evidence },
  counts: [{ value: 12, unit: "人", approximate: true, evidence }],
});

describe("a correction", () => {
  test("enters the incident, and what stays keeps its phrases", () => {
    const review = changed(
      read,
      {},
      { causes: ["theft", "loss"], count: { value: 30, unit: "名" } },
    );
    const after = reviewed(read, review);
    expect(after.causes.map(({ id, evidence: phrases }) => [id, phrases.length])).toEqual([
      ["theft", 0],
      ["loss", 1],
    ]);
    expect(after.count).toMatchObject({ value: 30, unit: "名", approximate: false });
    expect(after.organization).toBe("架空商事");
    expect(correctedFields(review)).toEqual(["causes", "count"]);
  });

  test("that is set back to what was read is none", () => {
    const review = changed(read, {}, { status: "denied", note: "電話で確認" });
    expect(changed(read, review, { status: "confirmed", note: "" })).toEqual({});
    expect(changed(read, {}, { count: { value: 12, unit: "人" } })).toEqual({});
    expect(changed(read, {}, { organization_kind: "private" })).toEqual({});
    const none = changed(read, {}, { organization: null, count: null });
    expect(reviewed(read, none)).toMatchObject({ organization: null, count: null });
  });

  test("travels in JSON beside the incident, and only where there is one", () => {
    expect(asJson(read, {})).toBe(read);
    const review = changed(read, {}, { organization: "みどり市", confirmed: true });
    expect(asJson(reviewed(read, review), review)).toMatchObject({
      organization: "みどり市",
      review: { corrected: ["organization"], confirmed: true, note: "" },
    });
  });

  test("is judged as a case, with the kind of organisation that the person chose", () => {
    expect(caseOf(read)).toMatchObject({ organization_kind: null, causes: ["loss"] });
    expect(caseOf(read, { organization_kind: "public" }).organization_kind).toBe("public");
  });

  test("brings duties whose ground has the phrase of its label, if it has one", () => {
    const duty = {
      rule: "appi_many",
      name: { ja: "", en: "" },
      article: "",
      basis: [
        { fact: "cause", id: "loss", evidence: [] },
        { fact: "count", id: null, evidence: [] },
      ],
      deadlines: [],
    } as const;
    const reporting = {
      organization_kind: "private",
      duties: [{ ...duty, basis: [...duty.basis] }],
    };
    const phrases = (review: Parameters<typeof reviewed>[1]) =>
      reviewed(
        read,
        review,
        structuredClone(reporting) as unknown as Incident["reporting"],
      ).reporting.duties[0]?.basis.map((basis) => basis.evidence.length);
    expect(phrases({})).toEqual([1, 1]);
    expect(phrases({ count: { value: 5000, unit: "人" } })).toEqual([1, 0]);
  });

  test("outlives a small edit of the text, by its place and its title", () => {
    const before = analysis(read, incident({ title: "別の件" }));
    const after = analysis(read, incident({ title: "ほかの件" }));
    const reviews = [{ note: "a" }, { note: "b" }];
    expect(carriedOver(reviews, before, after)).toEqual([{ note: "a" }, {}]);
  });
});
