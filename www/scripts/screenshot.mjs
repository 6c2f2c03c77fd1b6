// Takes the pictures that the READMEs and `docs/` show: the first example, read by the built page; and the
// element in a page of others, from the packed package.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { preview } from "vite";

const PICTURES = new URL("../../docs/images/", import.meta.url);
const PACKAGE = new URL("../../target/package/jiken/", import.meta.url);
const PORTAL = "http://portal.example.test/";
/** The page around the element; `docs/embedding.md` shows its style. */
const PORTAL_PAGE = `<!doctype html>
<html lang="ja">
  <meta charset="utf-8">
  <title>情報セキュリティ窓口</title>
  <style>
    body { margin: 0; font: 16px/1.7 "Noto Sans JP", "Noto Sans CJK JP", sans-serif; background: #eef3ef; color: #17231c; }
    header { background: #14532d; color: white; padding: 12px 32px; font-weight: 700; }
    main { max-width: 1080px; margin: 20px auto; }
    jiken-classifier { --jk-paper: #ffffff; --jk-accent: #14532d; --jk-line: #cfdcd3; border: 1px solid #cfdcd3; border-radius: 6px; overflow: hidden; }
    jiken-classifier::part(card) { border-inline-start: 4px solid #14532d; padding-inline-start: 12px; }
    h2 { font-size: 16px; margin: 0; padding: 10px 24px; border-bottom: 1px solid #cfdcd3; }
  </style>
  <header>情報セキュリティ窓口</header>
  <main>
    <jiken-classifier height="480px"><h2 slot="header">他社の事例を読む</h2></jiken-classifier>
  </main>
  <script type="module" src="/jiken/element.js"></script>
</html>`;
const TYPES = { ".js": "text/javascript" };

const candidates = [process.env.CHROME, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = candidates.find((path) => path && existsSync(path));
if (!executablePath) throw new Error("no Chromium found: name a browser in CHROME");
mkdirSync(PICTURES, { recursive: true });

const server = await preview({ root: fileURLToPath(new URL("..", import.meta.url)) });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function picture(name, address, [width, height], prepare) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: "light",
    locale: "ja",
  });
  await prepare?.(page);
  await page.goto(address);
  await page.getByRole("button", { name: "企業のお詫び" }).click();
  await page.locator("jk-incident-card article").waitFor();
  await page.mouse.move(640, 20);
  await page.screenshot({ path: fileURLToPath(new URL(name, PICTURES)) });
}

await picture("page.png", server.resolvedUrls?.local[0] ?? "", [1280, 800]);
await picture("widget.png", PORTAL, [1120, 580], async (page) => {
  await page.context().route(`${PORTAL}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") {
      return await route.fulfill({ body: PORTAL_PAGE, contentType: "text/html; charset=utf-8" });
    }
    const file = new URL(`.${pathname.replace(/^\/jiken/, "")}`, PACKAGE);
    if (!existsSync(file)) return await route.fulfill({ status: 404 });
    const contentType = TYPES[extname(pathname)] ?? "application/octet-stream";
    await route.fulfill({ body: readFileSync(file), contentType });
  });
});
await browser.close();
await server.close();
