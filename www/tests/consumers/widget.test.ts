// The element in a page without any bundler: the package's files lie on a server as they were unpacked, and
// the page has the exact policy. What the element promises in `package/element.d.ts` is held here.

import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JikenClassifierElement } from "../../package/element";
import { violations } from "../e2e/axe";
import { INCIDENT, paste } from "../e2e/browser";
import { GONE } from "../e2e/server";
import { session } from "../e2e/session";
import { INSTALLED, OUT } from "./package";

type Classifier = JikenClassifierElement;
interface Heard {
  readonly type: string;
  readonly id: string;
  readonly detail: unknown;
}

const FOLDER = new URL("plain/", OUT);
const TABLES = new URL("../../../tables/", import.meta.url);
const MODULE = /\/jiken\.wasm\.gz$/;
const DICTIONARY = /\/ipadic\.jdic\.gz$/;
const LOSS = "架空市は、職員が住民120名の名簿を紛失したと発表した。";

const current = session([], FOLDER);

beforeAll(() => {
  cpSync(new URL("projects/plain/", import.meta.url), FOLDER, { recursive: true });
  cpSync(INSTALLED, new URL("jiken/", FOLDER), { recursive: true });
  cpSync(new URL("assets/", INSTALLED), new URL("elsewhere/", FOLDER), { recursive: true });
  mkdirSync(new URL("tables/", FOLDER));
  copyFileSync(new URL("causes.toml", TABLES), new URL("tables/causes.toml", FOLDER));
  const facts = readFileSync(new URL("facts.toml", TABLES), "utf8");
  writeFileSync(new URL("tables/facts.toml", FOLDER), `${facts}\n# A site's own.\n`);
});

/** The files that were sent, from whichever folder. */
let sent: string[] = [];
beforeEach(() => {
  sent = [];
  const files = { module: MODULE, dictionary: DICTIONARY, worker: /\/worker\.js$/ };
  for (const [name, path] of Object.entries(files)) {
    current.server.fault(path, (content) => {
      sent.push(name);
      return content;
    });
  }
});

const heard = (page: Page, type: string) =>
  page.evaluate((wanted) => {
    const all = (globalThis as unknown as { heard: Heard[] }).heard;
    return all
      .filter((one) => one.type === wanted)
      .map(({ id, detail }) => {
        // An error's own properties get lost between the page and the test.
        return { id, detail: detail instanceof Error ? { ...detail } : detail };
      });
  }, type);

/** Opens the page and waits until both elements are ready. */
async function ready(): Promise<Page> {
  const page = await current.open();
  await expect.poll(async () => (await heard(page, "jiken-ready")).length).toBe(2);
  return page;
}

const classified = (page: Page, id: string, text: string) =>
  page.evaluate(
    async ([of, content]) => {
      const { incidents } = await (document.getElementById(of) as Classifier).classify(content);
      return incidents.map(({ causes }) => causes[0]?.id);
    },
    [id, text] as const,
  );

describe("two elements on a page", () => {
  test("load the code and the dictionary once, and share one worker", async () => {
    const page = await ready();
    const answers = await Promise.all([
      classified(page, "first", INCIDENT),
      classified(page, "second", LOSS),
    ]);
    expect(answers).toEqual([["misdirected_email"], ["loss"]]);
    expect(sent.sort()).toEqual(["dictionary", "module", "worker"]);
    await expect.poll(() => page.workers().length).toBe(1);
    expect((await heard(page, "jiken-ready")).map(({ detail }) => detail)).toMatchObject([
      { mode: "worker" },
      { mode: "worker" },
    ]);
    const results = await heard(page, "jiken-result");
    expect(results.map(({ id }) => id).sort()).toEqual(["first", "second"]);
  });

  test("let go of the worker when the last one leaves the page, and not when one is moved", async () => {
    const page = await ready();
    await page.evaluate(() => document.body.append(document.getElementById("second") as Node));
    await page.evaluate(() => document.getElementById("first")?.remove());
    expect(await classified(page, "second", LOSS)).toEqual(["loss"]);
    await expect.poll(() => page.workers().length).toBe(1);
    await page.evaluate(() => document.getElementById("second")?.remove());
    await expect.poll(() => page.workers().length).toBe(0);
    await page.evaluate(() => {
      const again = document.createElement("jiken-classifier");
      again.id = "third";
      document.body.append(again);
    });
    expect(await classified(page, "third", LOSS)).toEqual(["loss"]);
  });

  test("are defined once, by whichever copy of the package comes first", async () => {
    const page = await ready();
    // As text: Vitest rewrites an `import` that it sees.
    const same = await page.evaluate(`(async () => {
      const before = customElements.get("jiken-classifier");
      const { JikenClassifierElement } = await import("/jiken/element.js?another-copy");
      return [JikenClassifierElement !== before, customElements.get("jiken-classifier") === before];
    })()`);
    expect(same).toEqual([true, true]);
  });
});

describe("a text", () => {
  test("that is pasted is read, and the event tells what it says", async () => {
    const page = await ready();
    await page.locator("#first textarea").focus();
    await paste(page, INCIDENT);
    await page.locator("#first jk-incident-card article").waitFor();
    expect(await page.locator("#first jk-reader article").textContent()).toBe(INCIDENT);
    const [result, second] = await heard(page, "jiken-result");
    expect(second).toBeUndefined();
    expect(result).toMatchObject({
      id: "first",
      detail: { incidents: [{ count: { value: 120 } }] },
    });
  });

  test("is the property `text`; a newer one takes the place of an older", async () => {
    const page = await ready();
    const outcome = await page.evaluate(
      async ([one, other]) => {
        const element = document.getElementById("first") as Classifier;
        const outdated = element.classify(one).catch((error) => error.code);
        const analysis = await element.classify(other);
        const before = [await outdated, element.text, element.analysis === analysis];
        element.clear();
        return [...before, element.text, element.analysis, element.value];
      },
      [INCIDENT, LOSS] as const,
    );
    expect(outcome).toEqual(["superseded", LOSS, true, "", null, ""]);
    const blank = await page.evaluate(async () => {
      const element = document.getElementById("first") as Classifier;
      const notText = element.classify(7 as unknown as string).catch((error) => error.code);
      return [(await element.classify("")).incidents, await notText];
    });
    expect(blank).toEqual([[], "text_not_a_string"]);
  });

  test("is classified though it was set before the element came into the page", async () => {
    const page = await ready();
    await page.evaluate((text) => {
      const element = document.createElement("jiken-classifier");
      element.id = "late";
      element.readOnly = true;
      element.text = text;
      document.body.append(element);
    }, LOSS);
    await page.locator("#late jk-incident-card article").waitFor();
    expect(await page.locator("#late").getAttribute("readonly")).toBe("");
    expect(await page.locator("#late").getByRole("button", { name: "編集" }).count()).toBe(0);
    expect(await page.locator("#first").getByRole("button", { name: /開く/ }).count()).toBe(1);
  });
});

describe("what it looks like", () => {
  test("its language, its length and how much of it there is are attributes", async () => {
    const page = await ready();
    await classified(page, "first", INCIDENT);
    await classified(page, "second", INCIDENT);
    const second = page.locator("#second");
    const height = async () => (await second.boundingBox())?.height;
    await expect.poll(() => second.getByText("Misdirected e-mail").count()).toBe(1);
    await page.locator("#first").getByText("メール誤送信").first().waitFor();
    await expect.poll(() => page.locator("#first summary").count()).toBe(1);
    expect(await second.locator("summary").count()).toBe(0);
    await expect.poll(height).toBe(320);
    await second.evaluate((element) => {
      element.removeAttribute("height");
      element.removeAttribute("compact");
      element.removeAttribute("language");
    });
    await second.getByText("メール誤送信").first().waitFor();
    await expect.poll(height).toBeGreaterThan(320);
  });

  test("the page around sets its colours and the style of its parts, and fills its slots", async () => {
    const page = await ready();
    await classified(page, "first", INCIDENT);
    const card = page.locator("#first jk-incident-card article");
    const border = () => card.evaluate((part) => getComputedStyle(part).borderInlineStartColor);
    await expect.poll(border).toBe("rgb(0, 90, 60)");
    const summary = page.locator("#first summary");
    const colour = await summary.evaluate((part) => getComputedStyle(part).color);
    expect(colour).toBe("rgb(0, 90, 60)");
    expect(await page.getByRole("heading", { name: "事案の読み取り" }).isVisible()).toBe(true);
    expect(await page.getByText("問い合わせ: 情報システム室").isVisible()).toBe(true);
  });

  test("it is light in a page that is light, whatever the system prefers", async () => {
    const page = await ready();
    await page.emulateMedia({ colorScheme: "dark" });
    const background = () =>
      page.locator("#first").evaluate((element) => getComputedStyle(element).backgroundColor);
    await expect.poll(background).toBe("rgb(252, 251, 248)");
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = "light dark";
    });
    await expect.poll(background).toBe("rgb(23, 24, 26)");
  });

  test("axe finds nothing", async () => {
    const page = await ready();
    await classified(page, "first", INCIDENT);
    await classified(page, "second", INCIDENT);
    expect(await violations(page)).toEqual([]);
  });
});

describe("in a form", () => {
  test("it submits the analysis as JSON under its name, and goes empty with the form", async () => {
    const page = await ready();
    const submitted = () =>
      page.evaluate(() => {
        const data = new FormData(document.querySelector("form") as HTMLFormElement);
        return [...data].map(([name, value]) => [name, String(value)] as const);
      });
    expect(await submitted()).toEqual([["subject", "報告"]]);
    await classified(page, "first", INCIDENT);
    const [, analysis] = await submitted();
    expect(analysis?.[0]).toBe("analysis");
    expect(JSON.parse(analysis?.[1] ?? "")).toMatchObject({
      incidents: [{ count: { value: 120 } }],
    });
    await page.getByRole("button", { name: "消す" }).click();
    expect(await submitted()).toEqual([["subject", "報告"]]);
  });

  test("it cannot be written to where the form is disabled", async () => {
    const page = await ready();
    const areas = page.locator("#first textarea");
    expect(await areas.evaluate((area: HTMLTextAreaElement) => area.readOnly)).toBe(false);
    await page.evaluate(() => {
      const around = document.createElement("fieldset");
      around.disabled = true;
      const element = document.getElementById("first") as Element;
      element.replaceWith(around);
      around.append(element);
    });
    await expect
      .poll(() => areas.evaluate((area: HTMLTextAreaElement) => area.readOnly))
      .toBe(true);
  });
});

describe("tables of the page's own", () => {
  const version = (page: Page, id: string, text: string) =>
    page.evaluate(
      async ([of, content]) =>
        (await (document.getElementById(of) as Classifier).classify(content)).tables_version,
      [id, text] as const,
    );

  test("are fetched from the addresses of an attribute, for that element alone", async () => {
    const page = await ready();
    const builtIn = await version(page, "first", LOSS);
    await page.locator("#second").evaluate((element, text) => {
      element.setAttribute("tables", "./tables/causes.toml ./tables/facts.toml");
      (element as Classifier).text = text;
    }, INCIDENT);
    await page.locator("#second jk-incident-card article").waitFor();
    const own = await version(page, "second", LOSS);
    expect(own).not.toBe(builtIn);
    expect(await version(page, "first", INCIDENT)).toBe(builtIn);
    await page.evaluate(() => (document.getElementById("second") as Classifier).setTables(null));
    expect(await version(page, "second", INCIDENT)).toBe(builtIn);
  });

  test("that are wrong are refused with every error, and those in use stay", async () => {
    const page = await ready();
    const builtIn = await version(page, "first", LOSS);
    const refused = await page.evaluate(() =>
      (document.getElementById("first") as Classifier)
        .setTables({ "causes.toml": "causes = 3" })
        .catch(({ name, code, errors }) => ({ name, code, file: errors[0].file })),
    );
    expect(refused).toEqual({ name: "JikenError", code: "tables", file: "causes.toml" });
    expect(await heard(page, "jiken-error")).toHaveLength(1);
    expect(await version(page, "first", INCIDENT)).toBe(builtIn);
  });

  test("that are not there are named", async () => {
    const page = await ready();
    await page.locator("#first").evaluate((element) => {
      element.setAttribute("tables", "./tables/nothing.toml");
    });
    await page.locator("#first").getByText("nothing.toml").first().waitFor();
    const [error] = await heard(page, "jiken-error");
    expect(error?.detail).toMatchObject({ code: "http" });
  });
});

describe("its files", () => {
  test("are taken from the folder that the attribute names", async () => {
    const page = await ready();
    const asked: string[] = [];
    current.server.fault(/\/elsewhere\//, (content) => {
      asked.push("a file from elsewhere");
      return content;
    });
    await page.locator("#first").evaluate((element) => {
      element.setAttribute("assets", "./elsewhere");
    });
    expect(await classified(page, "first", INCIDENT)).toEqual(["misdirected_email"]);
    expect(asked).toHaveLength(3);
  });

  test.each(["compressed", "as they are"])("can be bytes, %s", async (how) => {
    const page = await ready();
    const before = sent.length;
    const answer = await page.evaluate(
      async ([unpack, text]) => {
        const bytes = async (name: string) => {
          const { body } = await fetch(`./elsewhere/${name}`);
          if (!body) throw new Error(name);
          const stream = unpack ? body.pipeThrough(new DecompressionStream("gzip")) : body;
          return await new Response(stream).arrayBuffer();
        };
        const element = document.createElement("jiken-classifier");
        element.assets = {
          module: await bytes("jiken.wasm.gz"),
          dictionary: await bytes("ipadic.jdic.gz"),
        };
        document.body.append(element);
        const { incidents } = await element.classify(text);
        return [incidents[0]?.causes[0]?.id, element.mode];
      },
      [how !== "compressed", INCIDENT] as const,
    );
    expect(answer).toEqual(["misdirected_email", "worker"]);
    // The page's own two requests for the bytes, and the worker.
    expect(sent.slice(before).sort()).toEqual(["dictionary", "module", "worker"]);
  });

  test("that cannot be had are named, and the next call tries again", async () => {
    current.server.fault(DICTIONARY, GONE);
    const page = await current.open();
    await expect.poll(async () => (await heard(page, "jiken-error")).length).toBe(2);
    const [error] = await heard(page, "jiken-error");
    expect(error?.detail).toMatchObject({ code: "network" });
    await page.locator("#first").getByText("ipadic.jdic.gz").first().waitFor();
    const code = await page.evaluate(() =>
      (document.getElementById("first") as Classifier).classify("一").catch((one) => one.code),
    );
    expect(code).toBe("network");
    current.server.mend();
    expect(await classified(page, "first", INCIDENT)).toEqual(["misdirected_email"]);
  });
});

describe("a policy", () => {
  test("that refuses workers has it go on in the page's own thread, and `mode` says so", async () => {
    current.server.policy((directive) =>
      directive.replace("worker-src 'self'", "worker-src 'none'"),
    );
    const page = await current.open({ expected: /worker/ });
    await expect.poll(async () => (await heard(page, "jiken-ready")).length).toBe(2);
    expect(await classified(page, "first", INCIDENT)).toEqual(["misdirected_email"]);
    const mode = await page.evaluate(() => (document.getElementById("first") as Classifier).mode);
    expect(mode).toBe("main-thread");
  });

  test("that names the trusted types need name two", async () => {
    const types = "require-trusted-types-for 'script'";
    const named = `${types}; trusted-types lit-html jiken-worker`;
    current.server.policy((directive) => directive.replace(types, named));
    const page = await ready();
    expect(await classified(page, "first", INCIDENT)).toEqual(["misdirected_email"]);
    await expect.poll(() => page.workers().length).toBe(1);
  });

  test("that refuses WebAssembly is told which directive lacks what", async () => {
    current.server.policy((directive) => directive.replace(" 'wasm-unsafe-eval'", ""));
    const page = await current.open({ expected: /wasm|script-src/i });
    const message = await page.evaluate(() =>
      (document.getElementById("first") as Classifier)
        .classify("一")
        .catch(({ code, message: text }) => `${code}: ${text}`),
    );
    expect(message).toMatch(/^policy: .*'wasm-unsafe-eval' to script-src/);
  });
});
