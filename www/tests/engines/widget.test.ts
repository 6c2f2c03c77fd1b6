// The element in every engine, from the package as it would be published, in a page that has the exact policy.

import { cpSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { JikenClassifierElement } from "../../package/element";
import { type Server, serve } from "../e2e/server";
import { type Engine, engineName, PATIENCE, start } from "./driver";

const PACKAGE = new URL("../../../target/package/jiken/", import.meta.url);
const PROJECT = new URL("../consumers/projects/plain/", import.meta.url);
const FOLDER = new URL("../../../target/engines/", import.meta.url);
const INCIDENT = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";
const LOSS = "架空市は、職員が住民120名の名簿を紛失したと発表した。";

let engine: Engine;
let server: Server;
beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  cpSync(PROJECT, FOLDER, { recursive: true });
  cpSync(PACKAGE, new URL("jiken/", FOLDER), { recursive: true });
  [engine, server] = await Promise.all([start(engineName()), serve(FOLDER)]);
});
afterEach(() => server.mend());
afterAll(async () => {
  await engine?.close();
  await server?.close();
});

/** What the page's script has heard of its elements. */
async function heard(): Promise<string[]> {
  return await engine.browser.executeScript<string[]>(() =>
    (globalThis as unknown as { heard: { type: string; id: string }[] }).heard.map(
      ({ type, id }) => `${id} ${type}`,
    ),
  );
}

async function open(): Promise<void> {
  await engine.browser.get(server.address);
  await expect
    .poll(async () => (await heard()).sort(), { timeout: PATIENCE })
    .toEqual(["first jiken-ready", "second jiken-ready"]);
}

/** By the element's own method: the first cause, the mode, and what its form would submit. */
async function classified(id: string, text: string): Promise<string[]> {
  return await engine.browser.executeAsyncScript<string[]>(
    (of: string, content: string, done: (answer: string[]) => void) => {
      const element = document.getElementById(of) as JikenClassifierElement;
      element.classify(content).then(
        ({ incidents }) => {
          const data = new FormData(document.querySelector("form") ?? undefined);
          const submitted = data.get("analysis") === element.value;
          done([incidents[0]?.causes[0]?.id ?? "", `${element.mode}`, `submitted: ${submitted}`]);
        },
        (error) => done([error.code, error.message]),
      );
    },
    id,
    text,
  );
}

test("two elements share one dictionary, and violate nothing of the policy", async () => {
  let sent = 0;
  server.fault(/ipadic\.jdic\.gz$/, (content) => {
    sent += 1;
    return content;
  });
  await open();
  const area = await engine.find("#first", "jk-workspace", "jk-text-pane", "textarea");
  await area.sendKeys(INCIDENT);
  await expect.poll(heard, { timeout: PATIENCE }).toContain("first jiken-result");
  expect(await classified("second", LOSS)).toEqual(["loss", "worker", "submitted: false"]);
  expect(await classified("first", LOSS)).toEqual(["loss", "worker", "submitted: true"]);
  expect(sent).toBe(1);
  expect(server.reports()).toEqual([]);
});

test("the page around sets colours and the style of parts", async () => {
  await open();
  await classified("first", INCIDENT);
  const card = ["#first", "jk-workspace", "jk-results", "jk-incident-card", "article"] as const;
  const style = async (name: string) => (await engine.find(...card)).getCssValue(name);
  expect(await style("border-left-color")).toMatch(/^rgba?\(0, 90, 60/);
  const host = await engine.find("#first");
  expect(await host.getCssValue("background-color")).toMatch(/^rgba?\(252, 251, 248/);
});

test("without workers it goes on in the page's own thread, and says so", async () => {
  server.policy((line) => (line.startsWith("worker-src") ? "worker-src 'none'" : line));
  await open();
  const [cause, mode] = await classified("first", INCIDENT);
  expect([cause, mode]).toEqual(["misdirected_email", "main-thread"]);
});

test("where WebAssembly is refused, the error says which directive lacks what", async () => {
  server.policy((line) => line.replace(" 'wasm-unsafe-eval'", ""));
  await engine.browser.get(server.address);
  const [code, message] = await classified("first", INCIDENT);
  expect(code).toBe("policy");
  expect(message).toContain("'wasm-unsafe-eval' to script-src");
});
