// The page and the single file in every engine: what may differ from one to the other is how each keeps to
// the policy, runs workers and WebAssembly, and treats a page from a disk.

import { By, Key } from "selenium-webdriver";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLES } from "../../src/examples";
import { DIST, type Fault, type Server, serve } from "../e2e/server";
import { type Engine, engineName, PATIENCE, start } from "./driver";

const FILE = new URL("jiken.html", DIST).href;
const INCIDENT = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";
const IN_THREAD = "ワーカーが許されていないため";

const notFound: Fault = (_, response) => {
  response.writeHead(404).end();
  return null;
};

let engine: Engine;
let server: Server;
beforeAll(async () => {
  [engine, server] = await Promise.all([start(engineName()), serve()]);
});
beforeEach(() => {
  // The tests share one browser: what one page keeps for the time without a network would answer the next.
  server.fault(/\/service-worker\.js$/, notFound);
});
afterEach(() => server.mend());
afterAll(async () => {
  await engine?.close();
  await server?.close();
});

/** All words that the page shows, whichever component shows them. */
async function words(): Promise<string> {
  return await engine.browser.executeScript<string>(() => {
    const inside = (root: Node): string => {
      if (root instanceof Element && root.shadowRoot) return inside(root.shadowRoot);
      if (root instanceof Text) return root.data;
      if (root instanceof HTMLStyleElement) return "";
      return [...root.childNodes].map(inside).join("");
    };
    return inside(document.body);
  });
}

async function shows(wanted: string | RegExp): Promise<void> {
  await expect.poll(words, { timeout: PATIENCE }).toMatch(wanted);
}

/** Types as a person does, and asks for the marked text. */
async function type(text: string): Promise<void> {
  const area = await engine.find("jk-app", "jk-workspace", "jk-text-pane", "textarea");
  await area.sendKeys(text);
}

/** What the page says of the text: the JSON that its store holds. */
async function causes(): Promise<string[]> {
  return await engine.browser.executeScript<string[]>(() => {
    const { store } = document.querySelector("jk-app") as unknown as {
      store: { state: { analysis: { incidents: { causes: { id: string }[] }[] } | null } };
    };
    return store.state.analysis?.incidents.map(({ causes }) => causes[0]?.id ?? "") ?? [];
  });
}

describe("the served page", () => {
  test("classifies what is typed, in its worker, and violates nothing of the policy", async () => {
    await engine.browser.get(server.address);
    await type(INCIDENT);
    await shows("メール誤送信");
    expect(await causes()).toEqual(["misdirected_email"]);
    expect(await words()).not.toContain(IN_THREAD);
    await shows("ライセンス");
    expect(server.reports()).toEqual([]);
  });

  test("is watched by the server: a violation is reported", async () => {
    await engine.browser.get(server.address);
    await engine.browser.executeScript(() => {
      new Image().src = "http://elsewhere.test/pixel.png";
    });
    await expect.poll(() => server.reports().join(), { timeout: PATIENCE }).toContain("img-src");
  });

  test("reads every example", async () => {
    const expected = {
      apology: ["misdirected_email"],
      "round-up": ["misconfiguration", "web_tampering", "ransomware"],
      notice: ["loss"],
    };
    await engine.browser.get(server.address);
    for (const { id, title } of EXAMPLES) {
      await shows(title.ja);
      const results = await engine.find("jk-app", "jk-workspace", "jk-results");
      const buttons = await (await results.getShadowRoot()).findElements(By.css("button"));
      for (const button of buttons) {
        if ((await button.getText()).includes(title.ja)) {
          await button.click();
          break;
        }
      }
      await expect.poll(causes, { timeout: PATIENCE }).toEqual(expected[id as "apology"]);
      await engine.browser.get(server.address);
    }
  });

  test("loads the desk when it is asked for, and judges a corrected incident anew", async () => {
    await engine.browser.get(server.address);
    await type(INCIDENT);
    await shows("メール誤送信");
    const card = ["jk-app", "jk-workspace", "jk-results", "jk-incident-card"];
    await (await engine.find(...card, ".actions button")).click();
    await shows("内容を確認した");
    const figure = await engine.find(...card, "jk-correction", "input.figure");
    await figure.clear();
    await figure.sendKeys("1500", Key.TAB);
    // A driver empties the field first, and with the count goes its unit.
    await shows("1,500 人");
    await shows("訂正済み");
    await shows("報告義務の可能性 1 件");
    expect(server.reports()).toEqual([]);
  });

  test("keeps a pile on the device, and has it again when it is opened anew", async () => {
    await engine.browser.get(`${server.address}#pile`);
    await (await engine.find("jk-app", "jk-pile", "jk-keeping", "input[type=checkbox]")).click();
    await shows("0 件の記事を保存しました");
    // No driver steers a file chooser in every engine: the store is given the files that one would give it.
    await engine.browser.executeScript((text: string) => {
      const pile = document
        .querySelector("jk-app")
        ?.shadowRoot?.querySelector("jk-pile") as unknown as {
        pile: { addFiles(files: File[]): void };
      };
      pile.pile.addFiles([new File([text], "a.txt"), new File([text.repeat(2)], "b.txt")]);
    }, INCIDENT);
    await shows("2 件の記事を保存しました");
    await engine.browser.navigate().refresh();
    await shows("2 件の記事を保存しました");
    await shows("架空商事");
    await engine.browser.executeScript(() => localStorage.removeItem("jiken.keep"));
    expect(server.reports()).toEqual([]);
  });

  test("edits the tables, shows what that changes, and classifies by them", async () => {
    await engine.browser.get(server.address);
    await type(INCIDENT);
    await shows("メール誤送信");
    await (await engine.find("jk-app", "nav button:last-child")).click();
    const inList = (selector: string) => engine.find("jk-app", "jk-tables", "jk-entries", selector);
    await (await inList("input[type=search]")).sendKeys("氏名");
    await (await inList("select option[value='data_types.toml']")).click();
    await (await inList("button[aria-label='オフにする: 氏名']")).click();
    await shows(/氏名\s*→\s*なし/);
    const inSet = (selector: string) =>
      engine.find("jk-app", "jk-tables", "jk-table-set", selector);
    await (await inSet("input:not([type])")).sendKeys("広報課");
    await (await inSet("button.use")).click();
    await shows(/表 広報課-[0-9a-f]{8} で分類し直します/);
    await (await engine.find("jk-app", "nav button:first-child")).click();
    await shows(/表: 広報課-[0-9a-f]{8}/);
    expect(server.reports()).toEqual([]);
  });

  test("without workers classifies by itself and says so", async () => {
    server.policy((line) => (line.startsWith("worker-src") ? "worker-src 'none'" : line));
    await engine.browser.get(server.address);
    await type(INCIDENT);
    await shows("メール誤送信");
    await shows(IN_THREAD);
  });

  test.each([
    ["in the worker", "worker-src 'self'"],
    ["in the page", "worker-src 'none'"],
  ])("says which directive lacks what, where WebAssembly is refused %s", async (_, workers) => {
    server.policy((line) =>
      line.replace(" 'wasm-unsafe-eval'", "").replace("worker-src 'self'", workers),
    );
    await engine.browser.get(server.address);
    await shows(/WebAssembly の実行を許していません/);
    await shows(/script-src に 'wasm-unsafe-eval' を加える/);
  });

  test("needs no server after the first visit", async () => {
    server.mend();
    await engine.browser.get(server.address);
    await shows("オフラインでも使えます");
    server.fault(/./, (_content, response) => {
      response.socket?.destroy();
      return null;
    });
    await engine.browser.get(`${server.address}?again`);
    await type(INCIDENT);
    await shows("メール誤送信");
    await forgetOffline();
  });
});

/** What is kept for the time without a network must not answer the next test's requests. */
async function forgetOffline(): Promise<void> {
  await engine.browser.executeAsyncScript((done: () => void) => {
    void (async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
      done();
    })();
  });
}

describe("the single file, from the disk", () => {
  test("classifies what is typed, in its worker", async () => {
    await engine.browser.get(FILE);
    await type(INCIDENT);
    await shows("メール誤送信");
    expect(await causes()).toEqual(["misdirected_email"]);
    expect(await words()).not.toContain(IN_THREAD);
  });

  test("may ask nobody for anything, not even its own server", async () => {
    await engine.browser.get(FILE);
    await type(INCIDENT);
    await shows("メール誤送信");
    const entries = await engine.browser.executeScript<string[]>(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(entries.filter((name) => !/^(blob|data):/.test(name))).toEqual([]);
    const refused = await engine.browser.executeAsyncScript<string>(
      (address: string, done: (directive: string) => void) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
          done(effectiveDirective),
        );
        fetch(address).then(
          () => done("it was fetched"),
          () => undefined,
        );
      },
      server.address,
    );
    expect(refused).toBe("connect-src");
  });

  test("has the licences in it", async () => {
    await engine.browser.get(FILE);
    await shows("ライセンス");
    const link = await engine.find("jk-app", "jk-workspace", "jk-results", "footer a");
    expect(await link.getAttribute("href")).toMatch(/^blob:/);
    await engine.browser.actions().sendKeys(Key.ESCAPE).perform();
  });
});
