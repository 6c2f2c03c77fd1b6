// What an analyst does with an incident that was read: correct it, see which duties may apply, take it away.
// Here the core answers, since the duties of a corrected incident are its answer.

import { readdir, readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./axe";
import { cards, paste } from "./browser";
import { DIST } from "./server";
import { session } from "./session";

const PHONE = { viewport: { width: 360, height: 740 } };

const SKIMMING = `さくらオンライン株式会社は、通販サイトへの不正アクセスにより、顧客の個人情報が流出した可能性があると発表した。
同社によると、2024年5月7日に第三者がサイトの脆弱性を突いて侵入し、決済画面が改ざんされていた。2024年5月20日に発覚した。
流出した可能性があるのは、顧客3,482人の氏名、住所、クレジットカード情報。パスワードは含まれていない。
`;

const current = session();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const card = (page: Page) => cards(page).first();

async function read(page: Page, text = SKIMMING): Promise<void> {
  await page.getByRole("textbox").focus();
  await paste(page, text);
  await card(page).waitFor();
}

async function correct(page: Page): Promise<void> {
  await button(page, "訂正・メモ").click();
  await page.locator("jk-correction section").waitFor();
}

async function saved(
  page: Page,
  format: string,
  name = "ファイルに保存",
): Promise<[string, string]> {
  await page.getByLabel("形式").selectOption(format);
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** The sections of code that are fetched only when they are asked for. */
function deskRequests(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/desk/")) names.push(request.url());
  });
  return names;
}

describe("the desk", () => {
  test("is fetched when it is first asked for, and a failure to fetch it is told and mended", async () => {
    const page = await current.open();
    const requests = deskRequests(page);
    await read(page);
    expect(requests).toEqual([]);
    let gone = true;
    current.server.fault(/\/desk\//, (content, response) => {
      if (!gone) return content;
      response.writeHead(503).end();
      return null;
    });
    await button(page, "書き出す").click();
    await page.getByRole("alert").filter({ hasText: "この機能を読み込めませんでした" }).waitFor();
    gone = false;
    await button(page, "書き出す").click();
    await button(page, "書き出す").click();
    await page.locator("jk-export section").waitFor();
    expect(requests.length).toBeGreaterThan(1);
  });
});

test("what a server may send compressed is what it would send as it is", async () => {
  const files = await readdir(DIST, { recursive: true });
  const compressed = files.filter((name) => /\.(js|css|html|svg|txt|webmanifest)\.gz$/.test(name));
  expect(compressed.some((name) => name.startsWith("desk/"))).toBe(true);
  for (const name of compressed) {
    const [one, other] = await Promise.all(
      [name, name.replace(/\.gz$/, "")].map((path) => readFile(new URL(path, DIST))),
    );
    expect(gunzipSync(one as Buffer).equals(other as Buffer), name).toBe(true);
  }
});

describe("a correction", () => {
  test("keeps what is being typed when the card is rendered anew", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    for (const label of ["メモ", "組織", "件数"]) {
      const field = page.getByLabel(label, { exact: true });
      await field.fill("12");
      await page.locator("jk-correction").evaluate(async (form) => {
        const element = form as unknown as { requestUpdate(): void; updateComplete: Promise<void> };
        element.requestUpdate();
        await element.updateComplete;
      });
      expect(await field.inputValue(), label).toBe("12");
    }
  });

  test("enters the card at once, is marked, and can be taken back", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("主な原因").selectOption("misconfiguration");
    await page.getByLabel("住所", { exact: true }).selectOption("excluded");
    await page.getByLabel("種類を加える").selectOption("health");
    await page.getByLabel("件数", { exact: true }).fill("1,500");
    await page.getByLabel("メモ", { exact: true }).fill("総務に電話で確認");
    await page.getByLabel("内容を確認した").check();
    await expect
      .poll(async () => (await card(page).locator(".causes .label").allTextContents())[0]?.trim())
      .toBe("設定ミス");
    for (const said of ["1,500 人", "総務に電話で確認", "確認済み"]) {
      await expect.poll(() => card(page).textContent()).toContain(said);
    }
    await expect.poll(() => card(page).locator(".excluded").textContent()).toContain("住所");
    await expect.poll(() => card(page).locator(".exposed").textContent()).toContain("健康・医療");
    await page.getByRole("status").filter({ hasText: "結果に反映しました" }).waitFor();
    await button(page, "読み取った結果に戻す").click();
    await expect.poll(async () => (await card(page).textContent()) ?? "").not.toContain("訂正済み");
    expect(await card(page).textContent()).toContain("3,482 人");
    expect(await card(page).textContent(), "the note is no correction").toContain(
      "総務に電話で確認",
    );
  });

  test("of a count that is no number is refused in words, and nothing changes", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("件数", { exact: true }).fill("たくさん");
    await page.keyboard.press("Tab");
    await page.getByText("0 以上の整数を入れてください。").waitFor();
    expect(await card(page).textContent()).toContain("3,482 人");
  });

  test("is there again when its text comes back, and for no other text", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("組織", { exact: true }).fill("みどり市");
    await page.keyboard.press("Tab");
    await card(page).getByText("みどり市").waitFor();
    await button(page, "別の文章").click();
    await read(page, "架空商事は、顧客120名の氏名が書かれた名簿を紛失したと発表した。");
    await expect.poll(() => card(page).textContent()).toContain("架空商事");
    expect(await card(page).textContent()).not.toContain("訂正済み");
    await button(page, "前の文章に戻す").click();
    await expect.poll(() => card(page).textContent()).toContain("みどり市");
  });

  test("travels in what is copied, as text and as JSON", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("状況").selectOption("confirmed");
    await card(page).getByText("訂正済み").first().waitFor();
    await button(page, "JSON でコピー").click();
    await page.getByText("JSON をコピーしました").waitFor();
    expect(JSON.parse(await clipboard(page))).toMatchObject({
      status: "confirmed",
      review: { corrected: ["status"] },
    });
    await button(page, "文章でコピー").click();
    await page.getByText("文章をコピーしました").waitFor();
    expect(await clipboard(page)).toContain("状況(訂正済み): 漏えいあり");
  });
});

describe("reporting duties", () => {
  const duties = (page: Page) => page.locator("details.duties");
  const told = async (page: Page) =>
    (await page.locator("jk-duties :is(li, .notice)").allTextContents()).join("\n");

  test("name rule, ground and terms, counted from the day that the person enters", async () => {
    const page = await current.open();
    await read(page);
    await duties(page).locator("summary").click();
    await expect.poll(() => duties(page).locator("li").count()).toBe(3);
    for (const said of [
      "施行規則7条2号",
      "施行規則7条3号",
      "施行規則7条4号",
      "該当する可能性",
      "法的な助言ではありません",
    ]) {
      await expect.poll(() => told(page)).toContain(said);
    }
    expect(await page.getByLabel("事態を知った日").inputValue(), "the day of discovery").toBe(
      "2024-05-20",
    );
    await page.getByLabel("事態を知った日").fill("2024-06-03");
    await expect.poll(() => told(page)).toContain("2024年6月7日(金)まで");
    await expect.poll(() => told(page)).toContain("2024年8月1日(木)まで");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "期限をカレンダー(.ics)に保存").click(),
    ]);
    const calendar = await readFile(await download.path(), "utf8");
    expect(download.suggestedFilename()).toBe("jiken-2024-06-03.ics");
    expect(calendar).toContain("DTSTART;VALUE=DATE:20240607");
    await button(page, "速報の下書きをコピー").click();
    await page.getByText("速報の下書きをコピーしました").waitFor();
    expect(await clipboard(page)).toContain("3. 本人の数\n3,482 人");
  });

  test("lead from their ground to the phrase in the text", async () => {
    const page = await current.open(PHONE);
    await read(page);
    await duties(page).locator("summary").click();
    await duties(page).getByRole("button", { name: "3,482人" }).click();
    const mark = page.locator("jk-reader .mark", { hasText: "3,482人" });
    await expect
      .poll(() =>
        mark.evaluate((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }),
      )
      .toBe(true);
  });

  test("are judged anew when the incident is corrected", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("組織の区分").selectOption("public");
    await duties(page).locator("summary").click();
    await expect.poll(() => told(page)).toContain("施行規則43条3号");
    await page.getByLabel("状況").selectOption("denied");
    await expect.poll(() => duties(page).count()).toBe(0);
  });
});

describe("an export", () => {
  test("is a file in each format, with the corrections in it", async () => {
    const page = await current.open();
    await read(page);
    await correct(page);
    await page.getByLabel("件数", { exact: true }).fill("9");
    await page.getByLabel("内容を確認した").check();
    await button(page, "書き出す").click();
    await page.locator("jk-export section").waitFor();
    const today = /^jiken-\d{4}-\d{2}-\d{2}\./;

    const [csvName, csv] = await saved(page, "csv");
    expect(csvName).toMatch(today);
    expect(csv.startsWith("\ufeff出典,")).toBe(true);
    expect(csv).toContain(",9,人,");
    const [, json] = await saved(page, "json");
    expect(JSON.parse(json)[0]).toMatchObject({
      count: { value: 9 },
      review: { corrected: ["count"], confirmed: true },
    });
    const [, lines] = await saved(page, "jsonl");
    expect(lines.trimEnd().split("\n")).toHaveLength(1);
    const [, markdown] = await saved(page, "markdown");
    expect(markdown).toContain("| 件数(訂正済み) | 9 人 |");
    const [verisName, veris] = await saved(page, "veris");
    expect(verisName).toMatch(/\.veris\.jsonl$/);
    expect(JSON.parse(veris)).toMatchObject({
      schema_version: "1.4.0",
      timeline: { incident: { year: 2024, month: 5, day: 7 } },
      attribute: { confidentiality: { data_disclosure: "Potentially", data_total: 9 } },
      plus: { jiken: { corrected: ["count"] } },
    });
    const [, labels] = await saved(page, "labels");
    expect(JSON.parse(labels)).toMatchObject({
      text: SKIMMING,
      incidents: [{ start: 0, count: 9, status: ["possible"] }],
    });
    await page.getByText("を保存しました").waitFor();
  });

  test("of labels waits until a person has checked the text", async () => {
    const page = await current.open();
    await read(page);
    await button(page, "書き出す").click();
    await page.getByLabel("形式").selectOption("labels");
    await button(page, "ファイルに保存").click();
    await page.getByText("「内容を確認した」を付けた文章だけです").waitFor();
  });

  test("can be copied, which is announced", async () => {
    const page = await current.open();
    await read(page);
    await button(page, "書き出す").click();
    await page.getByLabel("形式").selectOption("markdown");
    await button(page, "コピー").click();
    await page.getByRole("status").filter({ hasText: "コピーしました" }).waitFor();
    expect(await clipboard(page)).toContain("# 情報セキュリティ事案の分類結果");
  });
});

describe("with everything unfolded", () => {
  for (const [what, options, language] of [
    ["on a wide screen", {}, "日本語"],
    ["in the dark, in English", { colorScheme: "dark" }, "English"],
    ["on a phone", PHONE, "日本語"],
  ] as const) {
    test(`nothing stands in the way of anybody, ${what}`, async () => {
      const page = await current.open(options);
      await button(page, language).click();
      await read(page);
      await page.locator("details.duties summary").click();
      await page.locator("jk-duties li").first().waitFor();
      await page.locator(".actions button").first().click();
      await page.locator("jk-correction section").waitFor();
      await page.locator("jk-correction summary").click();
      expect(await violations(page)).toEqual([]);
      await page.locator(".actions button").nth(1).click();
      await page.locator("jk-export section").waitFor();
      expect(await violations(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width, "nothing is wider than the screen").toBeLessThanOrEqual(0);
    });
  }
});
