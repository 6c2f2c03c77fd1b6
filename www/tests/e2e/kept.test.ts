// What a person keeps on the device: it outlives the tab, two tabs do not undo each other, and what an older
// version kept is read.

import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "./axe";
import { cards } from "./browser";
import { session } from "./session";

const LOSS = "架空市は2024年5月7日、住民120人の氏名が書かれた名簿を紛失したと発表した。";
const MAIL =
  "架空商事は2024年6月3日、顧客への案内メールを誤送信し、2,300人のメールアドレスが流出したと発表した。";
const THEFT = "架空塾は2024年7月1日、生徒30人の成績が入ったパソコンが盗まれたと発表した。";

const current = session();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const rows = (page: Page) => page.locator("jk-pile .rows [role=row]");
const keep = (page: Page) => page.getByRole("checkbox", { name: "この端末に保存する" });

async function pile(page: Page): Promise<void> {
  await button(page, "一覧").click();
  await page.locator("jk-pile h2").waitFor();
}

async function add(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator("jk-pile input[type=file]")
    .first()
    .setInputFiles([{ name, mimeType: "text/plain", buffer: Buffer.from(text) }]);
}

const kept = (page: Page, texts: number) =>
  page.getByText(`${texts} 件の記事を保存しました`).waitFor();

describe("what is kept", () => {
  test("is nothing until the person chooses so", async () => {
    const page = await current.open();
    await pile(page);
    await add(page, "a.txt", LOSS);
    await rows(page).first().waitFor();
    await page.getByText("ブラウザーの保存領域(IndexedDB)に置きます").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.locator("jk-pile h2").waitFor();
    expect(await keep(page).isChecked()).toBe(false);
    expect(await rows(page).count()).toBe(0);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });

  test("is there again after the tab was closed, with what was corrected", async () => {
    const page = await current.open();
    await pile(page);
    await keep(page).check();
    await add(page, "a.txt", LOSS);
    await kept(page, 1);
    await page.locator("jk-pile button.title").click();
    await cards(page).first().waitFor();
    await button(page, "訂正・メモ").click();
    await page.getByLabel("メモ", { exact: true }).fill("台帳と照合済み");
    await page.getByLabel("内容を確認した").check();
    await pile(page);
    await page.getByText("確認済み").waitFor();
    await kept(page, 1);
    const context = page.context();
    await page.close();
    const again = await context.newPage();
    await again.goto(`${current.server.address}#pile`);
    await rows(again).first().waitFor();
    await expect.poll(() => rows(again).first().textContent()).toContain("確認済み");
    await again.locator("jk-pile button.title").click();
    await cards(again).first().waitFor();
    await expect.poll(() => cards(again).first().textContent()).toContain("台帳と照合済み");
  });

  test("in two tabs at once is what both have kept", async () => {
    const page = await current.open();
    await pile(page);
    await keep(page).check();
    const other = await page.context().newPage();
    await other.goto(`${current.server.address}#pile`);
    await other.locator("jk-pile h2").waitFor();
    await Promise.all([add(page, "a.txt", LOSS), add(other, "b.txt", MAIL)]);
    await expect.poll(() => rows(page).count()).toBe(2);
    await expect.poll(() => rows(other).count()).toBe(2);
    await add(page, "a.txt", LOSS);
    await Promise.all([kept(page, 2), kept(other, 2)]);
    const records = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open("jiken");
          request.onsuccess = () => {
            const count = request.result.transaction("texts").objectStore("texts").count();
            count.onsuccess = () => {
              request.result.close();
              resolve(count.result);
            };
          };
        }),
    );
    expect(records).toBe(2);
  });

  test("is exported, deleted and imported as a whole", async () => {
    const page = await current.open();
    await pile(page);
    await keep(page).check();
    await add(page, "a.txt", LOSS);
    await add(page, "b.txt", MAIL);
    await kept(page, 2);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "保存したものを書き出す").click(),
    ]);
    const content = await readFile(await download.path());
    await button(page, "保存したものをすべて消す").click();
    await button(page, "消す").click();
    await page.getByText("保存したものをすべて消しました").waitFor();
    await page.reload();
    await page.locator("jk-pile h2").waitFor();
    expect(await rows(page).count()).toBe(0);
    await keep(page).check();
    await kept(page, 0);
    const load = (buffer: Buffer) =>
      page
        .locator("jk-pile input.import")
        .setInputFiles([{ name: "store.jsonl", mimeType: "text/plain", buffer }]);
    await load(Buffer.from('{"format":"other"}\n'));
    await page.getByText("この画面で書き出したファイルではありません。").waitFor();
    await load(content);
    await page.getByText("2 件の記事を読み込みました").waitFor();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  test("by an older version is read by this one", async () => {
    const page = await current.open();
    await pile(page);
    await add(page, "c.txt", THEFT);
    await rows(page).first().waitFor();
    await page.evaluate(async (text) => {
      const incident = {
        title: "古い版の記録",
        start: 0,
        end: 9,
        causes: [{ id: "theft", score: 1, confidence: 0.9, evidence: [] }],
        data_types: [],
        status: "confirmed",
        status_evidence: [],
        count: null,
        counts: [],
        organization: null,
        organizations: [],
        dates: [],
        events: [],
        third_party: false,
        third_party_evidence: [],
        ruled_out: [],
        reporting: { organization_kind: "private", duties: [] },
      };
      const analysis = { schema_version: 1, tables_version: "old", incidents: [incident] };
      await new Promise<void>((resolve) => {
        const request = indexedDB.open("jiken", 1);
        request.onupgradeneeded = () => {
          const store = request.result.createObjectStore("texts", { keyPath: "key" });
          store.put({ key: "old", name: "old.txt", text, analysis });
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      });
    }, MAIL);
    await keep(page).check();
    await page.getByText("古い版の記録").waitFor();
    await kept(page, 2);
  });

  test("that cannot be kept is told, and the pile goes on", async () => {
    const page = await current.open({
      script: () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("not here", "SecurityError");
        };
      },
    });
    await pile(page);
    await keep(page).check();
    await page.getByText("保存できませんでした。").waitFor();
    await add(page, "a.txt", LOSS);
    await rows(page).first().waitFor();
  });
});
