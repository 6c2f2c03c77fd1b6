import { expect, test } from "vitest";
import { EXAMPLES } from "../../src/examples";
import { analysisAsText, incidentAsText } from "../../src/model/report";
import { apology, roundUp } from "../fixtures/analyses";

const [first, second] = EXAMPLES.map((example) => example.text);

test("an incident as text, in Japanese", () => {
  const [incident] = apology(first ?? "").incidents;
  expect(incident && incidentAsText(incident, "ja")).toBe(
    [
      "株式会社みなと文具堂 — お客様情報を含むメールの誤送信に関するお詫びとお知らせ",
      "原因: メール誤送信(確かさ 97 %)",
      "漏えい: メールアドレス、氏名",
      "含まれない: 住所、電話番号、クレジットカード情報",
      "状況: 漏えいあり",
      "件数: 1,284 件",
      "日付: 発生 2025年6月10日、公表 2025年6月12日",
      "根拠: 「メールの誤送信」「宛先を「BCC」に入れるべきところを、誤って「TO」に入れて送信」「お客様のメールアドレスがほかのお客様に表示」「メールアドレス 1,284件」「登録された氏名」「住所」「電話番号」「クレジットカード情報」「1,284件」「312名」「2025年6月10日午後3時ごろ」「2025年6月12日」「株式会社みなと文具堂」「漏えいした情報」",
    ].join("\n"),
  );
});

test("all incidents as text, in English, an empty line between two", () => {
  const [one, two, three] = analysisAsText(roundUp(second ?? ""), "en").split("\n\n");
  expect(one).toContain(
    "Cause: Misconfiguration (93 % sure)\nPossibly: Name, Employer, affiliation",
  );
  expect(two).toContain("Not exposed: Credentials\nStatus: Exposure possible");
  expect(two).toContain("Affected: 5,812 records approximate");
  expect(three).toContain("Contractor: At a contractor, supplier or related company");
});
