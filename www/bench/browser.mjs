// Every program in one Chromium: bytes, start with a cold and a warm cache, speed, memory.

import { chromium } from "playwright-core";
import { PROGRAMS } from "./programs.mjs";
import { serve } from "./server.mjs";

const ROUNDS = 5;
const INCIDENT = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  // Memory is measured at once, not at the next collection of garbage.
  "--enable-blink-features=ForceEagerMeasureMemory",
];

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

export async function inChromium(texts) {
  const server = await serve();
  const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ARGUMENTS });
  try {
    const results = {};
    for (const name of Object.keys(PROGRAMS)) {
      process.stderr.write(`Chromium: ${name}\n`);
      const address = `${server.address}/bench/page.html?program=${name}`;
      results[name] = await program(browser, server, address, texts);
    }
    process.stderr.write("Chromium: the page\n");
    return { programs: results, page: await page(browser, server) };
  } finally {
    await browser.close();
    server.close();
  }
}

async function program(browser, server, address, texts) {
  const cold = [];
  const warm = [];
  let bytes = 0;
  let measured;
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const first = async () => {
      await page.goto(address);
      return await page.evaluate(() => globalThis.first);
    };
    server.sent();
    cold.push(await first());
    bytes = server.sent();
    warm.push(await first());
    if (round === ROUNDS - 1) {
      const { wasm, ...speed } = await page.evaluate((all) => globalThis.measureAll(all), texts);
      const memory = (await page.evaluate(() => globalThis.memory())) + wasm;
      measured = { ...speed, memory };
    }
    await context.close();
  }
  return { bytes, cold: median(cold), warm: median(warm), ...measured };
}

/** The page itself, from the navigation to the first card. */
async function page(browser, server) {
  const cold = [];
  const warm = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    const first = async () => {
      await page.goto(`${server.address}/dist/`);
      await page.evaluate((text) => navigator.clipboard.writeText(text), INCIDENT);
      await page.keyboard.press("Control+V");
      await page.locator("jk-incident-card article").first().waitFor();
      return await page.evaluate(() => performance.now());
    };
    server.sent();
    cold.push(await first());
    bytes = server.sent();
    warm.push(await first());
    await context.close();
  }
  return { bytes, cold: median(cold), warm: median(warm) };
}
