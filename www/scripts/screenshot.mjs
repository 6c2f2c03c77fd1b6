// Takes the picture of the page that the READMEs show: the first example, read by the built page.

import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { preview } from "vite";

const picture = fileURLToPath(new URL("../../docs/images/page.png", import.meta.url));
const candidates = [process.env.CHROME, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = candidates.find((path) => path && existsSync(path));
if (!executablePath) throw new Error("no Chromium found: name a browser in CHROME");

const server = await preview({ root: fileURLToPath(new URL("..", import.meta.url)) });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  colorScheme: "light",
  locale: "ja",
});
await page.goto(server.resolvedUrls?.local[0] ?? "");
await page.getByRole("button", { name: "企業のお詫び" }).click();
await page.locator("jk-incident-card article").waitFor();
await page.mouse.move(640, 20);
mkdirSync(new URL(".", new URL("../../docs/images/page.png", import.meta.url)), {
  recursive: true,
});
await page.screenshot({ path: picture });
await browser.close();
await server.close();
