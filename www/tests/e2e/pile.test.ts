// What a person does with many articles: drops them, watches them being read, looks through the table, and
// takes what is needed away.

import { readFile } from "node:fs/promises";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./axe";
import { cards, paste } from "./browser";
import { session } from "./session";

const PHONE = { viewport: { width: 360, height: 740 } };
const LOSS = "架空市は2024年5月7日、住民120人の氏名が書かれた名簿を紛失したと発表した。";
const MAIL =
  "架空商事は2024年6月3日、顧客への案内メールを誤送信し、2,300人のメールアドレスが流出したと発表した。";
const RANSOM =
  "架空病院は2024年6月10日、ランサムウェアの被害を受け、患者450人の診療情報が流出した可能性があると発表した。";
const NONE = "情報セキュリティの講演会を開きます。どなたでも参加できます。";

const current = session();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const rows = (page: Page) => page.locator("jk-pile .rows [role=row]");
const titles = (page: Page) => page.locator("jk-pile button.title").allTextContents();

interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const file = (name: string, content: string | Uint8Array): File => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

async function pile(page: Page, files: readonly File[]): Promise<void> {
  await button(page, "一覧").click();
  await page.locator("jk-pile h2").waitFor();
  await page.locator("jk-pile input[type=file]").setInputFiles([...files]);
}

const THREE = [
  file("a.txt", LOSS),
  file("b.txt", MAIL),
  file("c.txt", RANSOM),
  file("d.txt", NONE),
];

async function three(page: Page): Promise<void> {
  await pile(page, THREE);
  await page.getByText("4 件の記事から 3 件の事案を読み取りました").waitFor();
}

describe("many files", () => {
  test("become one table, in whichever format they come", async () => {
    const page = await current.open();
    const docx = zipSync({
      "word/document.xml": Buffer.from(
        `<w:document><w:body><w:p><w:r><w:t>${RANSOM.slice(0, 10)}</w:t></w:r><w:r><w:t>${RANSOM.slice(10)}</w:t></w:r></w:p></w:body></w:document>`,
      ),
    });
    await pile(page, [
      file("記事.txt", LOSS),
      file(
        "記事.html",
        `<html><head><title>x</title></head><body><p>${MAIL}</p><script>1</script></body></html>`,
      ),
      file("報告.docx", docx),
      file(
        "多数.jsonl",
        `${JSON.stringify({ id: "j1", text: LOSS.replace("架空市", "架空町") })}\nこれはJSONではない\n`,
      ),
      file("像.png", new Uint8Array([0x89, 0x50, 0, 0, 1, 2])),
      file("空.txt", "  \n"),
    ]);
    await page.getByText("4 件の記事から 4 件の事案を読み取りました").waitFor();
    const failures = page.locator("jk-pile details li");
    await expect.poll(() => failures.count()).toBe(3);
    const why = (await failures.allTextContents()).join("\n");
    expect(why).toContain("多数.jsonl 2 2 行目が");
    expect(why).toContain("像.png テキストとして読めません");
    expect(why).toContain("空.txt 文章が入っていません");
    expect((await titles(page)).join("\n")).toContain("架空町");
  });

  test("dropped on the article go to the pile, and a table asks for its columns", async () => {
    const page = await current.open();
    const csv = `番号,メモ,本文\r\nn1,x,"${MAIL}"\r\nn2,,"${RANSOM}\n続き"\r\n`;
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles([file("台帳.csv", csv)]);
    await page.getByText("台帳.csv の列を選んでください").waitFor();
    expect(await page.getByLabel("本文の列").inputValue(), "the likely one").toBe("2");
    await button(page, "取り込む").click();
    await page.getByText("2 件の記事から 2 件の事案を読み取りました").waitFor();
    await expect
      .poll(() => page.locator("jk-pile button.title").first().getAttribute("title"))
      .toBe("n1");
  });

  test("can be joined by a text that is pasted", async () => {
    const page = await current.open();
    await button(page, "一覧").click();
    await page.locator("jk-pile h2").waitFor();
    await paste(page, MAIL);
    await page.getByText("1 件の記事から 1 件の事案を読み取りました").waitFor();
  });

  test("can be paused, gone on with and cancelled, and the time that is left is told", async () => {
    const page = await current.open();
    // A core that takes its time, so that there is something to pause.
    current.server.fault(/\/worker-[^/]*\.js$/, () =>
      Buffer.from(`
        self.addEventListener("message", ({ data }) => {
          if (data.type === "load") return self.postMessage({ type: "ready", version: "fixture" });
          const analysis = { schema_version: 1, tables_version: "builtin-fixture", incidents: [] };
          setTimeout(() => self.postMessage({ type: "result", id: data.id, analysis }), 30);
        });`),
    );
    const many = Array.from({ length: 400 }, (_, at) =>
      JSON.stringify({ id: at, text: `記事 ${at}` }),
    );
    await pile(page, [file("多数.jsonl", many.join("\n"))]);
    await page.getByText(/残り約/).waitFor();
    await button(page, "一時停止").click();
    await page.getByText("一時停止中").waitFor();
    await button(page, "再開").click();
    await button(page, "中止").click();
    await page.getByText(/残り \d+ 件の分類を中止しました/).waitFor();
    await expect.poll(() => page.locator("jk-pile progress").count()).toBe(0);
  });
});

describe("the table", () => {
  test("is searched, filtered and sorted, and the address tells how", async () => {
    const page = await current.open();
    await three(page);
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole("button", { name: "件数" }).click();
    await expect.poll(async () => (await titles(page))[0]).toContain("架空商事");
    await page.getByRole("button", { name: "件数" }).click();
    await expect.poll(async () => (await titles(page))[0]).toContain("架空市");
    await page.getByLabel("原因").selectOption("ransomware");
    await expect.poll(() => rows(page).count()).toBe(1);
    await expect
      .poll(() => page.evaluate(() => location.hash))
      .toBe("#pile?cause=ransomware&sort=count");
    await button(page, "絞り込みを解く").click();
    await page.getByLabel("全文検索").fill("名簿 架空市");
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByLabel("全文検索").fill("どこにもない");
    await page.getByText("条件に合う事案はありません。").waitFor();
  });

  test("opens an article for reading, and shows what was corrected there", async () => {
    const page = await current.open();
    await three(page);
    await page.locator("jk-pile button.title", { hasText: "架空病院" }).click();
    await cards(page).first().waitFor();
    await button(page, "訂正・メモ").click();
    await page.getByLabel("件数", { exact: true }).fill("999");
    await page.getByLabel("内容を確認した").check();
    await button(page, "一覧").click();
    const row = rows(page).filter({ hasText: "架空病院" });
    await expect.poll(() => row.textContent()).toContain("999");
    await expect.poll(() => row.textContent()).toContain("確認済み");
  });

  test("gives what is selected, or what is shown, to an export", async () => {
    const page = await current.open();
    await three(page);
    await page.getByLabel(/^選ぶ: 架空市/).check();
    await page.getByLabel(/^選ぶ: 架空商事/).check();
    await button(page, "選んだ 2 件を書き出す").click();
    await page.getByLabel("形式").selectOption("jsonl");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "ファイルに保存").click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
    const filed = lines.map((line) => JSON.parse(line));
    expect(filed.map(({ file: name }) => name)).toEqual(["a.txt", "b.txt"]);
    await page.getByLabel("原因").selectOption("ransomware");
    await button(page, "表示中の 1 件を書き出す").click();
    await page.getByLabel("形式").selectOption("veris");
    const [veris] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "ファイルに保存").click(),
    ]);
    const written = JSON.parse(await readFile(await veris.path(), "utf8"));
    expect(written).toMatchObject({ incident_id: "c.txt#1", action: { malware: {} } });
  });

  test("renders only what is in view of ten thousand rows, and scrolls to the last", async () => {
    const page = await current.open({
      // The core's time for ten thousand texts is not what is tested here.
      script: () => {
        Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });
      },
    });
    current.server.fault(/\/worker-[^/]*\.js$/, () =>
      Buffer.from(`
        self.addEventListener("message", ({ data }) => {
          if (data.type === "load") return self.postMessage({ type: "ready", version: "fixture" });
          const evidence = { start: 0, end: 1, text: "a", rule: "a", weight: 1, effect: "supports", reason: null };
          const incident = { title: data.text, start: 0, end: 9, causes: [{ id: "loss", score: 1, confidence: 0.9, evidence: [evidence] }],
            data_types: [], status: "confirmed", status_evidence: [], count: null, counts: [], organization: null, organizations: [],
            dates: [], events: [], third_party: false, third_party_evidence: [], ruled_out: [], reporting: { organization_kind: "private", duties: [] } };
          self.postMessage({ type: "result", id: data.id, analysis: { schema_version: 1, tables_version: "builtin-fixture", incidents: [incident] } });
        });`),
    );
    const many = Array.from({ length: 10_000 }, (_, at) =>
      JSON.stringify({ id: at, text: `記事 ${at}` }),
    );
    await pile(page, [file("多数.jsonl", many.join("\n"))]);
    await page.getByText("10,000 件の記事から 10,000 件の事案を読み取りました").waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    await page.locator("jk-pile .rows").evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await page.locator("jk-pile button.title", { hasText: "記事 9999" }).waitFor();
    const last = page.locator("[role=row][aria-rowindex='10001']");
    await expect.poll(() => last.textContent()).toContain("記事 9999");
  });
});

describe("charts", () => {
  test("say the same as their tables, and filter the table when pressed", async () => {
    const page = await current.open();
    await three(page);
    await button(page, "図").click();
    await page.getByRole("figure", { name: "原因別の事案数" }).waitFor();
    const months = page.getByRole("figure", { name: "月別の影響件数" });
    await months.locator("summary").click();
    expect(await months.locator("tbody tr").allTextContents()).toEqual([
      "2024-05120",
      "2024-062,750",
    ]);
    await page.getByRole("button", { name: /^ランサムウェア\s*: 1/ }).click();
    await expect.poll(() => rows(page).count()).toBe(1);
  });

  test("are saved as drawings and as pixels", async () => {
    const page = await current.open();
    await three(page);
    await button(page, "図").click();
    const heat = page.getByRole("figure", { name: "原因 × 情報の種類" });
    const saved = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        heat.getByRole("button", { name }).click(),
      ]);
      return await readFile(await download.path());
    };
    expect((await saved("SVG で保存")).toString()).toContain("ランサムウェア");
    expect((await saved("PNG で保存")).subarray(1, 4).toString()).toBe("PNG");
  });
});

describe("a link", () => {
  test("opens the view that it names, or an example", async () => {
    const page = await current.open({ address: `${current.server.address}#pile?status=denied` });
    await page.locator("jk-pile h2").waitFor();
    await page.locator("jk-pile input[type=file]").setInputFiles([...THREE]);
    await page.getByText("4 件の記事から 3 件の事案を読み取りました").waitFor();
    expect(await page.getByLabel("状況").inputValue()).toBe("denied");
    const example = await current.open({ address: `${current.server.address}#example=notice` });
    await cards(example).first().waitFor();
    await button(example, "別の文章").click();
    await expect.poll(() => example.evaluate(() => location.hash)).toBe("");
  });
});

describe("the pile, with everything in it", () => {
  for (const [what, options, language] of [
    ["on a wide screen", {}, "日本語"],
    ["in the dark, in English", { colorScheme: "dark" }, "English"],
    ["on a phone", PHONE, "日本語"],
  ] as const) {
    test(`stands in nobody's way, ${what}`, async () => {
      const page = await current.open(options);
      await three(page);
      await button(page, language).click();
      await page.locator("jk-pile .bar button[aria-expanded]").first().click();
      await page.locator("jk-charts figure").first().waitFor();
      await page.locator("jk-pile .bar button[aria-expanded]").last().click();
      await page.locator("jk-export section").waitFor();
      expect(await violations(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width, "nothing is wider than the screen").toBeLessThanOrEqual(0);
      if (process.env.JIKEN_SHOTS) {
        await page.screenshot({
          path: `${process.env.JIKEN_SHOTS}/pile-${language}-${width}-${page.viewportSize()?.width}.png`,
          fullPage: true,
        });
      }
    });
  }
});
