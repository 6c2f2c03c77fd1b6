// A headless Chromium, and pages in it that keep account of what they must not do.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Analysis } from "../../src/analysis";
import type { Server } from "./server";

const CANDIDATES = [
  process.env.CHROME,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** How long anything may take on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

/** What Chromium needs in a test, as root too. */
export const ARGUMENTS = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launch(...more: string[]): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error("no Chromium found: install chromium, or name a browser in CHROME");
  }
  return await chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] });
}

/** What a page did that it must not do. */
export interface Account {
  /** Violations of the content security policy, in the page and in its worker. */
  readonly violations: string[];
  /** Requests to any host but the test's own. */
  readonly foreign: string[];
  /** Errors that nothing caught. */
  readonly errors: string[];
}

export type PageOptions = Parameters<Browser["newContext"]>[0] & {
  /** Runs in the page before anything else does. */
  readonly script?: () => void;
  /** What is opened in the place of the served page. */
  readonly address?: string;
  /** What else the test itself opens. */
  readonly within?: string;
  /** Violations that the test provokes; all others count. */
  readonly expected?: RegExp;
};

/** Opens the page without waiting for its worker to be ready. */
export async function open(
  browser: Browser,
  server: Server,
  { script, expected, address = server.address, within = address, ...options }: PageOptions = {},
): Promise<{ page: Page; account: Account }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    // What is kept for offline use would come between the tests' servers and their pages.
    serviceWorkers: "block",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const account: Account = { violations: [], foreign: [], errors: [] };
  const violated = (what: string) => {
    if (!expected?.test(what)) account.violations.push(what);
  };
  await page.exposeFunction("reportViolation", (what: string) => violated(what));
  if (script) await page.addInitScript(script);
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (what: string) => void };
      reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  page.on("console", (message) => {
    if (/content security policy|trusted/i.test(message.text())) {
      violated(message.text());
    }
  });
  page.on("pageerror", (error) => account.errors.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol, href } = new URL(request.url());
    const own = protocol === "data:" || protocol === "blob:" || href === within;
    if (!own && `${origin}/` !== server.address) account.foreign.push(href);
  });
  await page.goto(address);
  return { page, account };
}

/** Puts a text into the clipboard and pastes it where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.keyboard.press("Control+V");
}

/** What a press puts into the clipboard, which may take a moment and may be what was there before. */
export async function copied(page: Page, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await press();
  return await page.evaluate(async () => {
    for (;;) {
      const text = await navigator.clipboard.readText();
      if (text !== "") return text;
      await new Promise((later) => setTimeout(later, 20));
    }
  });
}

/** Lets the server send a worker that answers with these analyses in place of the built one. */
export async function answerWith(
  server: Server,
  analyses: readonly (readonly [string, Analysis])[],
): Promise<void> {
  const script = await readFile(new URL("../fixtures/worker.js", import.meta.url), "utf8");
  const filled = script.replace("__ANALYSES__", () => JSON.stringify(analyses));
  server.fault(/\/worker-[^/]*\.js$/, () => Buffer.from(filled));
}

/** A text that tells one incident. */
export const INCIDENT =
  "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";

/** The cards of the incidents that were found. */
export const cards = (page: Page) => page.locator("jk-incident-card article");

/** What the page's link to the licences opens. */
export async function licencesOf(page: Page): Promise<string> {
  const [licences] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "ライセンス" }).click(),
  ]);
  await licences.waitForLoadState();
  return (await licences.locator("body").textContent()) ?? "";
}
