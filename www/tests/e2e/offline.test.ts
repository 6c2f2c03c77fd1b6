// The page without the network, and its way to a newer version: a version is whole, or it is not taken.

import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { cards, INCIDENT, paste } from "./browser";
import { DIST, GONE } from "./server";
import { session } from "./session";

const KEPT = "オフラインでも使えます";
const NEWER = "新しい版があります";

const folder = mkdtempSync(join(tmpdir(), "jiken-"));
const current = session([], pathToFileURL(`${folder}/`));
beforeEach(() => {
  rmSync(folder, { recursive: true });
  cpSync(fileURLToPath(DIST), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function visit(): Promise<Page> {
  const page = await current.open({ serviceWorkers: "allow" });
  await page.getByText(KEPT).waitFor();
  return page;
}

function change(name: string, to: (content: string) => string): void {
  const file = join(folder, name);
  writeFileSync(file, to(readFileSync(file, "utf8")));
}

/** Puts a newer version of the page into the folder: another program and another worker. */
function publish(): void {
  const named = (name: RegExp) => readdirSync(join(folder, "assets")).find((it) => name.test(it));
  const renamed = [/^index-.*\.js$/, /^worker-.*\.js$/].map((name) => {
    const from = named(name) ?? "";
    const to = from.replace(/-.*/, "-NEWER.js");
    renameSync(join(folder, "assets", from), join(folder, "assets", to));
    return [from, to] as const;
  });
  const rename = (text: string) =>
    renamed.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  change("assets/index-NEWER.js", rename);
  change("index.html", rename);
  change("service-worker.js", (worker) =>
    rename(worker)
      .replace(/("address":"\.\/","integrity":)"[^"]*"/, `$1"${integrity("index.html")}"`)
      .replace(
        /("address":"assets\/index-NEWER\.js","integrity":)"[^"]*"/,
        `$1"${integrity("assets/index-NEWER.js")}"`,
      )
      .replace(/\.scope\} `,(\w+)=(\w+)\+"/, "$&NEWER"),
  );
}

function integrity(name: string): string {
  const hash = createHash("sha256").update(readFileSync(join(folder, name)));
  return `sha256-${hash.digest("base64")}`;
}

/** Lets the browser look for a newer version, and tells what became of it. */
async function update(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<string>((settle) => {
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => settle(worker.state));
      });
    });
    await registration.update();
    return await found;
  });
}

/** The name of the program that a page runs. */
async function program(page: Page): Promise<string | null> {
  return await page.locator("head script[src]").getAttribute("src");
}

describe("after the first visit", () => {
  test("the page needs no server any more", async () => {
    const page = await visit();
    current.server.fault(/./, GONE);
    await page.reload();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    await page.goto(`${current.server.address}?from=link`);
    await page.getByText(KEPT).waitFor();
    const licences = await page.evaluate(async () => (await fetch("licences.txt")).text());
    expect(licences).toContain("Nara Institute of Science");
  });

  test("also where the server has the browser decompress the files", async () => {
    current.server.fault(/\.gz$/, (content, response) => {
      response.setHeader("Content-Encoding", "gzip");
      return content;
    });
    const page = await visit();
    current.server.fault(/./, GONE);
    await page.reload();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
  });

  test("the server is asked for nothing again but whether there is a newer version", async () => {
    const page = await visit();
    const asked: string[] = [];
    current.server.fault(/./, (content) => content);
    page.context().on("request", (request) => {
      if (request.serviceWorker()) asked.push(new URL(request.url()).pathname);
    });
    await page.reload();
    await page.getByText(KEPT).waitFor();
    expect(asked.filter((path) => path !== "/service-worker.js")).toEqual([]);
  });
});

describe("a newer version", () => {
  test("is announced, comes when it is asked for, and the text stays", async () => {
    const page = await visit();
    await page.reload();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    const before = await program(page);
    publish();
    expect(await update(page)).toBe("installed");
    await page.getByText(NEWER).waitFor();
    expect(await program(page)).toBe(before);
    await page.getByRole("button", { name: "更新する" }).click();
    await expect.poll(() => program(page).catch(() => null)).toContain("NEWER");
    await cards(page).waitFor();
    expect(await page.locator("jk-reader article").textContent()).toBe(INCIDENT);
    expect(await page.getByText(NEWER).count()).toBe(0);
    current.server.fault(/./, GONE);
    await page.reload();
    expect(await program(page)).toContain("NEWER");
  });

  test("brings what was corrected along", async () => {
    const page = await visit();
    await page.reload();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    await page.getByRole("button", { name: "訂正・メモ" }).click();
    await page.getByLabel("件数", { exact: true }).fill("1500");
    await page.getByLabel("内容を確認した").check();
    await cards(page).getByText("1,500").first().waitFor();
    publish();
    await update(page);
    await page.getByRole("button", { name: "更新する" }).click();
    await expect.poll(() => program(page).catch(() => null)).toContain("NEWER");
    await cards(page).getByText("1,500").first().waitFor();
    await cards(page).getByText("確認済み").first().waitFor();
  });

  test("asks before a pile that is kept nowhere goes, and leaves it where the answer is no", async () => {
    const page = await visit();
    await page.reload();
    const before = await program(page);
    await page.getByRole("button", { name: "一覧", exact: true }).click();
    const lines = Array.from({ length: 40 }, (_, at) =>
      JSON.stringify({ id: at, text: `${INCIDENT}その${at}。` }),
    );
    const files = page.locator("jk-pile input[type=file]").first();
    await files.setInputFiles([
      { name: "多数.jsonl", mimeType: "text/plain", buffer: Buffer.from(lines.join("\n")) },
    ]);
    // In the middle of the work.
    publish();
    await update(page);
    await page.getByText(NEWER).waitFor();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.getByRole("button", { name: "更新する" }).click();
    await expect.poll(() => asked).toEqual(["beforeunload"]);
    // What the old page still needs, it has: its cores go on, and more articles are read.
    await page.getByText("40 件の記事から 40 件の事案を読み取りました").waitFor();
    await files.setInputFiles([
      { name: "次.txt", mimeType: "text/plain", buffer: Buffer.from(INCIDENT) },
    ]);
    await page.getByText("41 件の記事から 41 件の事案を読み取りました").waitFor();
    expect(await program(page)).toBe(before);
  });

  test("leaves the other tabs whole, whose files the server has no more", async () => {
    const page = await visit();
    await page.reload();
    const other = await page.context().newPage();
    await other.goto(current.server.address);
    await other.getByText(KEPT).waitFor();
    const old = (await program(other)) ?? "";
    publish();
    await update(page);
    await page.getByRole("button", { name: "更新する" }).click();
    await expect.poll(() => program(page).catch(() => null)).toContain("NEWER");
    expect(await program(other)).toBe(old);
    const status = (name: string) =>
      other.evaluate(async (address) => (await fetch(address)).status, name);
    expect(await status(old)).toBe(200);
    expect(await status("assets/no-such-file.js")).toBe(404);
  });

  test.each([
    ["an old page beside a new program", "index.html"],
    ["a dictionary that is not the build's", "ipadic"],
  ])("that is not whole on the server is not taken: %s", async (_, name) => {
    const page = await visit();
    await page.reload();
    const file = name === "ipadic" ? /\/ipadic-[^/]*$/ : /\/index\.html$/;
    publish();
    current.server.fault(file, (content) => Buffer.concat([content, Buffer.from(" ")]));
    expect(await update(page)).toBe("redundant");
    expect(await page.getByText(NEWER).count()).toBe(0);
    await page.reload();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    expect(await program(page)).not.toContain("NEWER");
  });
});

describe("installing", () => {
  test("is offered where the policy allows a manifest", async () => {
    current.server.policy((line) =>
      line.startsWith("connect-src") ? `${line}; manifest-src 'self'` : line,
    );
    const page = await visit();
    const protocol = await page.context().newCDPSession(page);
    const { errors, url } = await protocol.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(url).toBe(`${current.server.address}manifest.webmanifest`);
    const { installabilityErrors } = await protocol.send("Page.getInstallabilityErrors");
    // A context of its own is a private window, and those install nothing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  });

  test("is not asked for where it does not, which would be a violation", async () => {
    const page = await visit();
    await paste(page, INCIDENT);
    await cards(page).waitFor();
    expect(await page.locator('link[rel="manifest"]').count()).toBe(0);
    const protocol = await page.context().newCDPSession(page);
    expect((await protocol.send("Page.getAppManifest")).url).toBe("");
  });
});
