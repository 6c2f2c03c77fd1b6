// Pages that bundlers build of the packed package, and frameworks' pages: each is opened under the exact
// policy in a real browser, a text is pasted, and the page tells what it heard.

import { spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { INCIDENT, launch, paste } from "../e2e/browser";
import type { Server } from "../e2e/server";
import { session } from "../e2e/session";
import { bin, INSTALLED, OUT, packed, script } from "./package";

const MODULE = packed("assets/jiken.wasm.gz");
const DICTIONARY = packed("assets/ipadic.jdic.gz");
/** How base64 of a WebAssembly, and of anything compressed, begins. */
const INLINED = /AGFzbQ|H4sI/;

/** Every file of a build, with its content. */
function files(folder: URL): { name: string; content: Buffer }[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, content: readFileSync(`${parentPath}/${name}`) }));
}

/** Counts how often the code and the dictionary are sent. */
function counting(server: Server): { module: number; dictionary: number } {
  const sent = { module: 0, dictionary: 0 };
  server.fault(/\.gz$/, (content) => {
    if (content.equals(MODULE)) sent.module += 1;
    if (content.equals(DICTIONARY)) sent.dictionary += 1;
    return content;
  });
  return sent;
}

/** A page for a bundle whose bundler writes none. */
function page(folder: URL, change = (html: string) => html): void {
  const from = new URL("projects/bundled/index.html", import.meta.url);
  const to = new URL("index.html", folder);
  writeFileSync(to, change(readFileSync(from, "utf8")));
}

const bundlers: Record<string, (folder: URL) => void> = {
  vite: () => undefined,
  webpack: (folder) => page(folder, (html) => html.replace('type="module"', "defer")),
  rollup: (folder) => page(folder),
  esbuild: (folder) => {
    page(folder);
    // It takes no files along: the README says to copy them.
    cpSync(new URL("assets/", INSTALLED), new URL("assets/", folder), {
      recursive: true,
      filter: (path) => !path.endsWith("worker-node.js"),
    });
  },
};

describe.each(Object.entries(bundlers))("a page built by %s", (name, complete) => {
  const folder = new URL(`${name}/`, OUT);
  const current = session([], folder);
  beforeAll(async () => {
    await script(name);
    complete(folder);
  });

  test("has one copy of the WebAssembly and one of the dictionary, as they were packed", () => {
    const built = files(folder);
    expect(built.filter(({ content }) => content.equals(MODULE))).toHaveLength(1);
    expect(built.filter(({ content }) => content.equals(DICTIONARY))).toHaveLength(1);
    const others = built.filter(({ name: file }) => !file.endsWith(".gz"));
    expect(others.filter(({ content }) => INLINED.test(content.toString("latin1")))).toEqual([]);
    expect(others.filter(({ content }) => content.includes("\0asm"))).toEqual([]);
  });

  test("classifies by the element and by a client of its own, which share one worker", async () => {
    const sent = counting(current.server);
    const opened = await current.open();
    await opened.locator("jiken-classifier textarea").focus();
    await paste(opened, INCIDENT);
    await expect.poll(() => opened.locator("#element").textContent()).toBe("misdirected_email");
    await expect.poll(() => opened.locator("#client").textContent()).toBe("loss");
    expect(sent).toEqual({ module: 1, dictionary: 1 });
    await expect.poll(() => opened.workers().length).toBe(1);
  });

  test("takes the files from where it is told", async () => {
    cpSync(new URL("assets/", INSTALLED), new URL("elsewhere/", folder), { recursive: true });
    const asked: string[] = [];
    current.server.fault(/\/elsewhere\//, (content) => {
      asked.push("a file from elsewhere");
      return content;
    });
    const opened = await current.open({ address: `${current.server.address}?assets=elsewhere` });
    await expect.poll(() => opened.locator("#client").textContent()).toBe("loss");
    expect(asked).toHaveLength(3);
  });
});

test("Vite's development server serves the same page", async () => {
  const vite = spawn(bin("vite"), ["projects/bundled", "--host", "127.0.0.1", "--port", "0"], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    // On a terminal, and wherever `CI` is set, it would print its address in colours.
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const browser = await launch();
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let printed = "";
      vite.once("exit", () => reject(new Error(`it ended: ${printed}`)));
      vite.stdout.on("data", (data: Buffer) => {
        printed += data.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed);
        if (found) resolve(found[0]);
      });
    });
    const opened = await browser.newPage();
    await opened.goto(address);
    await expect.poll(() => opened.locator("#client").textContent()).toBe("loss");
    // It reloads the page where it finds late that a package has to be prepared.
    await expect.poll(() => opened.workers().length).toBe(1);
  } finally {
    await browser.close();
    vite.kill();
  }
});

describe.each(["react", "vue", "svelte"])("a page of %s", (name) => {
  const current = session([], new URL(`${name}/`, OUT));
  beforeAll(() => script(name));

  test("hears of a pasted text", async () => {
    const sent = counting(current.server);
    const opened = await current.open();
    await opened.getByRole("heading", { name, exact: false }).waitFor();
    await opened.locator("jiken-classifier textarea").focus();
    await paste(opened, INCIDENT);
    await expect.poll(() => opened.locator("#element").textContent()).toBe("misdirected_email");
    await expect.poll(() => opened.getByText("Misdirected e-mail").count()).toBe(1);
    expect(sent).toEqual({ module: 1, dictionary: 1 });
  });
});
