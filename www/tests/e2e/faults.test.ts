// What fails beneath the page: memory that is refused, files of a wrong type, storage that is full or shut, a
// clock that is wrong. The page says what happened, keeps the text and goes on.

import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { cards, INCIDENT, paste } from "./browser";
import type { Fault } from "./server";
import { session } from "./session";

const CODE = /\/jiken-[^/]*\.wasm\.gz$/;
const DICTIONARY = /\/ipadic-[^/]*\.jdic\.gz$/;
/** Sections of WebAssembly by their number. */
const [CUSTOM, MEMORY] = [0, 5];
const KEPT = "オフラインでも使えます";

const current = session();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A number as WebAssembly's LEB128 has it: the value, and where it ends. */
function numberAt(content: Buffer, at: number): [number, number] {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = content[at] ?? 0;
    value += (byte & 0x7f) << shift;
    at += 1;
    shift += 7;
    if (byte < 0x80) return [value, at];
  }
}

/** The number in five bytes, which the format allows. */
function number(value: number): Buffer {
  return Buffer.from(
    [0, 7, 14, 21, 28].map((by, at) => ((value >> by) & 0x7f) | (at < 4 ? 0x80 : 0)),
  );
}

/**
 * Gives the module's memory an upper limit, in pages beyond those that it begins with. The module stays as long as
 * it was, or it would be taken for a damaged one: its last section, which only tells who made it, gets shorter.
 */
const withMemory =
  (more: number): Fault =>
  (packed) => {
    const content = gunzipSync(packed);
    const sections: { id: number; content: Buffer }[] = [];
    for (let at = 8; at < content.length; ) {
      const [size, start] = numberAt(content, at + 1);
      sections.push({ id: content[at] ?? 0, content: content.subarray(start, start + size) });
      at = start + size;
    }
    const written = sections.map((section) => {
      if (section.id !== MEMORY) return section;
      const [least] = numberAt(section.content, 2);
      const limited = [Buffer.from([1, 1]), number(least), number(least + more)];
      return { ...section, content: Buffer.concat(limited) };
    });
    const whole = () =>
      Buffer.concat([
        content.subarray(0, 8),
        ...written.flatMap((one) => [
          Buffer.from([one.id]),
          number(one.content.length),
          one.content,
        ]),
      ]);
    const last = written.at(-1);
    if (last?.id !== CUSTOM) throw new Error("the module does not end in a section of notes");
    const excess = whole().length - content.length;
    last.content = last.content.subarray(0, last.content.length - excess);
    return gzipSync(whole());
  };

/** How many pages the core takes until it is ready. */
async function pagesWhenReady(): Promise<number> {
  const jiken = await import("../../pkg/jiken.js");
  const bytes = await readFile(new URL("../../pkg/jiken_bg.wasm", import.meta.url));
  const { memory } = jiken.initSync({ module: bytes });
  const first = memory.buffer.byteLength;
  const dictionary = new URL("../../../dictionary/build/ipadic.jdic", import.meta.url);
  jiken.loadDictionary(await readFile(dictionary));
  return (memory.buffer.byteLength - first) / 65_536;
}

describe("memory that is refused", () => {
  let pages = 0;
  beforeAll(async () => {
    pages = await pagesWhenReady();
  });

  test.each(["in the worker", "in the page's own thread"])(
    "over a text, %s: the text stays, and the next one is classified",
    async (where) => {
      current.server.fault(CODE, withMemory(pages + 64));
      const page = await current.open(
        where === "in the worker" ? {} : { script: () => Reflect.deleteProperty(window, "Worker") },
      );
      const long = `${INCIDENT}\n`.repeat(10_000);
      await paste(page, long);
      await page.getByText("この文章の分類中にプログラムが止まりました").waitFor();
      expect(await page.locator("jk-reader article").textContent()).toBe(long);
      await button(page, "別の文章").click();
      await paste(page, INCIDENT);
      await cards(page).waitFor();
    },
  );

  test("while loading: that is said, and not that the dictionary is wrong", async () => {
    current.server.fault(CODE, withMemory(8));
    const page = await current.open();
    await paste(page, INCIDENT);
    await page.getByRole("alert").getByText("メモリーが足りません").waitFor();
    current.server.mend();
    await page.getByRole("button", { name: "もう一度読み込む" }).click();
    await cards(page).waitFor();
  });
});

describe("a file of a wrong type", () => {
  const typed =
    (type: string): Fault =>
    (content, response) => {
      response.setHeader("Content-Type", type);
      response.setHeader("X-Content-Type-Options", "nosniff");
      return content;
    };

  test.each(["text/html", "text/plain", "application/wasm", "image/png"])(
    "%s for the code and the dictionary changes nothing",
    async (type) => {
      current.server.fault(/\.gz$/, typed(type));
      const page = await current.open();
      await paste(page, INCIDENT);
      await cards(page).waitFor();
    },
  );

  test("another page in the place of the dictionary is named", async () => {
    current.server.fault(DICTIONARY, (_, response) => {
      response.setHeader("Content-Type", "text/html");
      return Buffer.from("<!doctype html><title>ログイン</title>");
    });
    const page = await current.open();
    await page
      .getByRole("alert")
      .getByText(/ipadic-.*途中で切れているか、壊れています/)
      .waitFor();
  });

  test("for the worker has the page classify by itself", async () => {
    current.server.fault(/\/worker-[^/]*\.js$/, typed("text/plain"));
    const page = await current.open();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    await page.getByText("ワーカーが許されていないため").waitFor();
  });

  test("for the program is named by the page without it", async () => {
    current.server.fault(/\/index-[^/]*\.js$/, typed("text/plain"));
    const page = await current.open();
    await page.getByText("text/javascript として送られているか").waitFor();
    current.server.mend();
    await page.reload();
    await page.getByText("例文で試す").waitFor();
    expect(await page.getByText("text/javascript").count()).toBe(0);
  });
});

describe("storage", () => {
  const texts = (from: number, to: number) => ({
    name: `${from}.jsonl`,
    mimeType: "text/plain",
    buffer: Buffer.from(
      Array.from({ length: to - from }, (_, at) =>
        JSON.stringify({ id: from + at, text: `${INCIDENT}${"。".repeat(20_000)}${from + at}` }),
      ).join("\n"),
    ),
  });

  async function limit(page: Page, quotaSize?: number): Promise<void> {
    const protocol = await page.context().newCDPSession(page);
    const origin = current.server.address.replace(/\/$/, "");
    await protocol.send("Storage.overrideQuotaForOrigin", {
      origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  }

  test("that is full is told, the pile goes on, and all is kept once there is room", async () => {
    const page = await current.open();
    await button(page, "一覧").click();
    await page.locator("jk-pile h2").waitFor();
    const add = (file: ReturnType<typeof texts>) =>
      page.locator("jk-pile input[type=file]").first().setInputFiles([file]);
    await page.getByRole("checkbox", { name: "この端末に保存する" }).check();
    await page.getByText("0 件の記事を保存しました").waitFor();
    await limit(page, 1_000);
    await add(texts(0, 20));
    await page.getByText("保存できませんでした。").waitFor();
    await page.getByText("20 件の記事から 20 件の事案を読み取りました").waitFor();
    await limit(page);
    await add(texts(20, 21));
    await page.getByText("21 件の記事を保存しました").waitFor();
  });

  test("that is full for an import is told, and nothing else is said", async () => {
    const page = await current.open();
    await button(page, "一覧").click();
    await page.locator("jk-pile h2").waitFor();
    await page.getByRole("checkbox", { name: "この端末に保存する" }).check();
    await page.getByText("0 件の記事を保存しました").waitFor();
    await limit(page, 1_000);
    const record = { name: "a", text: "あ".repeat(100_000), analysis: { incidents: [] } };
    const lines = [{ format: "jiken-store", version: 2 }, record];
    await page.locator("jk-pile input.import").setInputFiles([
      {
        name: "store.jsonl",
        mimeType: "text/plain",
        buffer: Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n")),
      },
    ]);
    await page.getByText("保存できませんでした。").waitFor();
    expect(await page.getByText("書き出したファイルではありません").count()).toBe(0);
  });

  test("that is full leaves the page with the network only, and without an error", async () => {
    const page = await current.open({
      address: `${current.server.address}licences.txt`,
      serviceWorkers: "allow",
    });
    await limit(page, 1_000);
    let asked = 0;
    current.server.fault(/\/service-worker\.js$/, (content) => {
      asked += 1;
      return content;
    });
    const registrations = async () => (await navigator.serviceWorker.getRegistrations()).length;
    await page.goto(current.server.address);
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    // What cannot be installed is no registration either.
    await expect
      .poll(async () => asked > 0 && (await page.evaluate(registrations)) === 0)
      .toBe(true);
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    expect(await page.getByText(KEPT).count()).toBe(0);
  });

  test("that is shut for everything leaves all but keeping", async () => {
    const page = await current.open({
      script: () => {
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
          Object.defineProperty(window, name, {
            get: () => {
              throw new DOMException("shut", "SecurityError");
            },
          });
        }
      },
    });
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    await button(page, "English").click();
    await page.getByText("Misdirected e-mail").first().waitFor();
  });
});

describe("a clock that is wrong", () => {
  const SKIMMING =
    "架空オンライン株式会社は、2024年5月7日に通販サイトが不正アクセスを受け、顧客3,482人のクレジットカード情報が流出した可能性があると発表した。2024年5月20日に発覚した。";

  test.each(["1970-01-02T00:00:00Z", "2024-06-03T03:00:00Z", "2099-12-31T23:59:59Z"])(
    "%s: terms and their calendar count from the day that the person enters",
    async (now) => {
      const page = await current.open();
      await page.clock.setFixedTime(new Date(now));
      await paste(page, SKIMMING);
      await cards(page).first().waitFor();
      await page.locator("details.duties summary").click();
      await page.getByLabel("事態を知った日").fill("2024-06-03");
      const told = page.locator("jk-duties li").first();
      await expect.poll(() => told.textContent()).toContain("2024年6月7日(金)まで");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        button(page, "期限をカレンダー(.ics)に保存").click(),
      ]);
      const calendar = await readFile(await download.path(), "utf8");
      expect(calendar).toContain("DTSTART;VALUE=DATE:20240607");
      expect(calendar).toMatch(/DTSTAMP:\d{8}T\d{6}Z\r\n/);
    },
  );
});
