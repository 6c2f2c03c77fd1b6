// What an analyst does with the tables: looks an entry up, changes it, sees what that changes, uses the set, takes
// it away and brings it back.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./axe";
import { cards, paste } from "./browser";
import { session } from "./session";

const COMMAND = process.env.JIKEN_COMMAND;
const PHONE = { viewport: { width: 360, height: 740 } };
const LOSS = "架空市は2024年5月7日、住民120人の氏名が書かれた名簿を紛失したと発表した。";
const OTHER = "架空商事は2024年6月3日、顧客への案内メールを誤送信したと発表した。";

const current = session();

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true });
const entries = (page: Page) => page.locator("jk-entries li");
const list = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const effect = (page: Page) => page.getByRole("region", { name: "開いている記事" });

const table = (page: Page) => page.getByRole("combobox", { name: "表", exact: true });

async function tables(page: Page, text = LOSS): Promise<void> {
  await paste(page, text);
  await cards(page).first().waitFor();
  await button(page, "表").click();
  await page.getByLabel("語句・分類名で探す").waitFor();
}

/** Looks for a word among the kinds of data. */
async function seek(page: Page, word: string): Promise<void> {
  await table(page).selectOption("data_types.toml");
  await page.getByLabel("語句・分類名で探す").fill(word);
}

async function exported(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "書き出す").click(),
  ]);
  return await readFile(await download.path());
}

const bring = async (page: Page, name: string, content: string | Uint8Array) =>
  await page
    .locator("jk-table-set input[type=file]")
    .setInputFiles([{ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) }]);

describe("an entry", () => {
  test("is found by its words and by its label", async () => {
    const page = await current.open();
    await tables(page);
    await seek(page, "氏名");
    await list(page, "情報の種類 › 氏名").waitFor();
    await table(page).selectOption("lexicon.toml");
    await page.getByLabel("語句・分類名で探す").fill("紛失");
    await expect
      .poll(async () => (await entries(page).allTextContents()).join("\n"))
      .toContain("失");
    await page.getByLabel("語句・分類名で探す").fill("どこにもない語句");
    await page.getByText("見つかりません。").waitFor();
  });

  test("that is switched off shows what changes, and changes it once the set is used", async () => {
    const page = await current.open();
    await tables(page);
    await seek(page, "氏名");
    await list(page, "情報の種類 › 氏名").waitFor();
    await button(page, "オフにする: 氏名").first().click();
    await expect.poll(() => effect(page).textContent()).toMatch(/漏えい\s+氏名 → 個人情報/);
    await page.getByLabel("表の名前").fill("試し");
    await button(page, "この表を使う").click();
    await page.getByText(/記事と一覧を、表 試し-[0-9a-f]{8} で分類し直します/).waitFor();
    await button(page, "記事").click();
    await page.getByText(/^表: 試し-[0-9a-f]{8}$/).waitFor();
    expect(await cards(page).first().textContent()).toContain("個人情報（内訳なし）");
    await button(page, "表").click();
    await button(page, "オンに戻す: 氏名").first().click();
    await expect
      .poll(() => effect(page).textContent())
      .toMatch(/漏えい\s+個人情報（内訳なし） → 氏名/);
  });

  test("is added where its like stand, and removed again", async () => {
    const page = await current.open();
    await tables(page, LOSS.replace("氏名", "魔法名"));
    await seek(page, "氏名");
    await button(page, "「情報の種類 › 氏名」に加える").click();
    await page.getByLabel("語句", { exact: true }).fill("魔法名");
    await page.keyboard.press("Enter");
    await expect.poll(() => effect(page).textContent()).toContain("→ 氏名");
    await page.getByLabel("状態").selectOption("altered");
    await page.getByLabel("語句・分類名で探す").fill("");
    await expect.poll(() => entries(page).count()).toBe(1);
    await button(page, "削る: 魔法名").click();
    await page.getByText("見つかりません。").waitFor();
    expect(await page.getByText("jiken に付属の表のままです。").isVisible()).toBe(true);
  });

  test("with a weight takes another number, and says what it was", async () => {
    const page = await current.open();
    await tables(page);
    await table(page).selectOption("causes.toml");
    await page.getByLabel("語句・分類名で探す").fill("紛失 重み");
    await button(page, "変える: 重み").first().click();
    await page.getByLabel("重み", { exact: true }).fill("-1");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("must lie above 0").waitFor();
    await page.getByLabel("重み", { exact: true }).fill("0.25");
    await page.keyboard.press("Enter");
    await expect.poll(() => entries(page).first().textContent()).toMatch(/0\.25 もとは \d/);
    await button(page, "ひとつ戻す").click();
    await expect.poll(() => entries(page).first().textContent()).not.toContain("もとは");
  });

  test("that is no pattern says what is wrong at its field, and changes nothing", async () => {
    const page = await current.open();
    await tables(page);
    await seek(page, "氏名");
    await button(page, "変える: 氏名").first().click();
    await page.getByLabel("語句", { exact: true }).fill("(氏名");
    await page.keyboard.press("Enter");
    await page.locator("form [role=alert]", { hasText: "a bracket is not closed" }).waitFor();
    expect(await page.getByText("jiken に付属の表のままです。").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("jk-entries form").count()).toBe(0);
    const focused = () =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.getAttribute("aria-label");
      });
    expect(await focused()).toBe("変える: 氏名");
  });
});

describe("the set", () => {
  test("is tried on the whole pile, which is read anew by it", async () => {
    const page = await current.open();
    await button(page, "一覧").click();
    await page.locator("jk-pile input[type=file]").setInputFiles(
      [LOSS, OTHER].map((text, at) => ({
        name: `${at}.txt`,
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      })),
    );
    await page.getByText("2 件の記事から 2 件の事案を読み取りました").waitFor();
    await button(page, "表").click();
    await seek(page, "氏名");
    await button(page, "オフにする: 氏名").first().click();
    await button(page, "一覧の 2 件で調べる").click();
    await page.getByText("2 件中 1 件が変わります").waitFor();
    await page.locator("jk-effect summary", { hasText: "0.txt" }).click();
    await page.locator("jk-effect details", { hasText: "氏名 → 個人情報" }).waitFor();
    await button(page, "この表を使う").click();
    await button(page, "一覧").click();
    const first = page.locator("jk-pile .rows [role=row]").first();
    await expect.poll(() => first.textContent()).toContain("個人情報（内訳なし）");
    await button(page, "表示中の 2 件を書き出す").click();
    await page.getByLabel("形式").selectOption("jsonl");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "ファイルに保存").click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
    for (const line of lines) expect(JSON.parse(line).tables_version).toMatch(/^custom-/);
  });

  test("is exported as files that are imported again", async () => {
    const page = await current.open();
    await tables(page);
    await seek(page, "氏名");
    await button(page, "オフにする: 氏名").first().click();
    await page.getByLabel("表の名前").fill("広報課 2版");
    await page.keyboard.press("Tab");
    const version = page.locator("jk-table-set .version");
    await expect.poll(() => version.textContent()).toContain("広報課 2版-");
    const told = await version.textContent();
    const zip = await exported(page);
    const files = unzipSync(zip);
    expect(Object.keys(files)).toHaveLength(12);
    const names = strFromU8(files["jiken-tables/data_types.toml"] ?? new Uint8Array());
    expect(names).toMatch(/^#off "氏名",$/m);
    expect(names.startsWith("# Data types:"), "comments stay").toBe(true);
    await button(page, "付属の表に戻す").click();
    await button(page, "戻す").click();
    await page.getByText("付属の表に戻しました。").waitFor();
    await bring(page, "my.zip", zip);
    await page.getByText("12 個のファイルを読み込みました。").waitFor();
    expect(await version.textContent()).toBe(told);
    await button(page, "オンに戻す: 氏名").waitFor();
    expect(await page.getByLabel("表の名前").inputValue()).toBe("広報課 2版");
  });

  test("goes by the same version in the command", async (context) => {
    if (COMMAND === undefined) {
      return context.skip("JIKEN_COMMAND names no command; `cargo xtask test` sets it");
    }
    const page = await current.open();
    await tables(page);
    await seek(page, "氏名");
    await button(page, "オフにする: 氏名").first().click();
    await page.getByLabel("表の名前").fill("広報課");
    await page.keyboard.press("Tab");
    const version = page.locator("jk-table-set .version");
    await expect.poll(() => version.textContent()).toContain("広報課-");
    const folder = await mkdtemp(join(tmpdir(), "jiken-tables-"));
    try {
      for (const [name, content] of Object.entries(unzipSync(await exported(page)))) {
        await writeFile(join(folder, name.split("/").at(-1) ?? ""), content);
      }
      const { stdout } = await promisify(execFile)(COMMAND, ["tables", "check", folder]);
      expect(await version.textContent()).toBe(`版 ${/version (.*)\)/.exec(stdout)?.[1]}`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("that is not sound is not taken, and says where it is wrong", async () => {
    const page = await current.open();
    await tables(page);
    await bring(page, "notes.txt", new Uint8Array([0xff, 0xfe, 0]));
    await page.getByText("表のファイル（.toml、または .zip）として読めません。").waitFor();
    await bring(page, "cues.toml", "cue = 3");
    await page.getByText("cues.toml: line 1").waitFor();
    const causes = zipSync({ "x/colours.toml": Buffer.from("a = 1") });
    await bring(page, "x.zip", causes);
    await page.getByText("there is no table of this name").waitFor();
    expect(await page.getByText("jiken に付属の表のままです。").isVisible()).toBe(true);
  });
});

describe("the view", () => {
  test.each([
    ["on a wide screen", {}, "表"],
    ["in the dark", { colorScheme: "dark" as const }, "表"],
    ["on a phone", PHONE, "表"],
  ])("stands in nobody's way, %s", async (_, options, place) => {
    const page = await current.open(options);
    await tables(page);
    await seek(page, "氏名");
    await button(page, "オフにする: 氏名").first().click();
    await page.getByText("1 か所を変えました。").waitFor();
    await button(page, "変える: 名前").first().click();
    expect(await violations(page), place).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      "nothing is wider than the screen",
    ).toBeLessThanOrEqual(0);
  });

  test("may be left at any time, and is whole when it is come back to", async () => {
    const page = await current.open();
    await paste(page, LOSS);
    await cards(page).first().waitFor();
    for (const place of ["表", "記事", "表"]) await button(page, place).click();
    await page.getByLabel("語句・分類名で探す").waitFor();
    await seek(page, "氏名");
    await button(page, "オフにする: 氏名").first().click();
    for (const place of ["記事", "表"]) await button(page, place).click();
    await page.getByLabel("語句・分類名で探す").waitFor();
    await button(page, "オフにする: 姓名").first().click();
    await page.getByText("か所を変えました。").waitFor();
    await button(page, "オンに戻す: 姓名").waitFor();
  });

  test("is told in English, too", async () => {
    const page = await current.open();
    await tables(page);
    await button(page, "English").click();
    await page.getByLabel("Search phrases and labels").fill("misdirected");
    await list(page, "Causes › Misdirected e-mail › rule 1").waitFor();
    await button(page, /^Switch off: /)
      .first()
      .click();
    await page.getByText("1 change.").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test("is opened by a link, by the keyboard alone", async () => {
    const page = await current.open({ address: `${current.server.address}#tables` });
    await page.getByLabel("語句・分類名で探す").waitFor();
    await page.getByLabel("語句・分類名で探す").focus();
    await page.keyboard.type("置き忘れ");
    await list(page, "原因 › 紛失・置き忘れ › 規則 1").waitFor();
  });
});
