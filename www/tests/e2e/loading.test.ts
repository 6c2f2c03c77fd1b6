// Loading the code and the dictionary: what is shown meanwhile, and what is said when they cannot be
// had. Whatever happens, the text stays, and a retry goes on with it.

import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerWith, INCIDENT, licencesOf, paste } from "./browser";
import { type Fault, GONE } from "./server";
import { session } from "./session";

const TEXT = "本日は晴天なり。";
const CODE = /\/jiken-[^/]*\.wasm\.gz$/;
const DICTIONARY = /\/ipadic-[^/]*\.jdic\.gz$/;
const WORKER = /\/worker-[^/]*\.js$/;

const current = session();

const answer = (page: Page) => page.getByText("具体的な事案は見つかりませんでした");
const retry = (page: Page) => page.getByRole("button", { name: "もう一度読み込む" });

async function textOf(page: Page): Promise<string | null> {
  return await page.locator("jk-reader article").textContent();
}

/** Changes a file's content after decompression. */
function altered(change: (content: Buffer) => Buffer): Fault {
  return (packed) => gzipSync(change(gunzipSync(packed)));
}

const NOT_FOUND: Fault = (_, response) => {
  response.writeHead(404).end();
  return null;
};

describe("while loading", () => {
  test("a bar and words say how far it is, and a text pasted meanwhile is classified afterwards", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    current.server.fault(DICTIONARY, async (content) => {
      await held;
      return content;
    });
    const page = await current.open();
    await page.getByText("プログラムと辞書を読み込んでいます").waitFor();
    expect(await page.getByRole("progressbar").count()).toBe(1);
    await paste(page, TEXT);
    expect(await textOf(page)).toBe(TEXT);
    expect(await answer(page).count()).toBe(0);
    release();
    await answer(page).waitFor();
    expect(await page.getByRole("progressbar").count()).toBe(0);
  });

  test("files that the server has the browser decompress are taken as they come", async () => {
    for (const file of [CODE, DICTIONARY]) {
      current.server.fault(file, (content, response) => {
        response.setHeader("Content-Encoding", "gzip");
        return content;
      });
    }
    const page = await current.open();
    await paste(page, TEXT);
    await answer(page).waitFor();
  });
});

describe("what cannot be loaded is named, and a retry goes on with the text", () => {
  const wrongVersion = altered((content) => {
    const copy = Buffer.from(content);
    copy.fill(0xff, 0, 16);
    return copy;
  });

  test.each<[string, RegExp, Fault, RegExp]>([
    ["the network is gone", DICTIONARY, GONE, /ipadic-.*を読み込めませんでした/],
    ["the network is gone for the code", CODE, GONE, /jiken-.*を読み込めませんでした/],
    ["a file is missing", DICTIONARY, NOT_FOUND, /ipadic-.*届きません\(HTTP 404\)/],
    [
      "the dictionary is cut short",
      DICTIONARY,
      (content) => content.subarray(0, content.length / 2),
      /ipadic-.*途中で切れているか、壊れています/,
    ],
    [
      "the dictionary is cut short before it was compressed",
      DICTIONARY,
      altered((content) => content.subarray(0, content.length / 2)),
      /ipadic-.*途中で切れているか、壊れています/,
    ],
    [
      "the dictionary is longer than it was built",
      DICTIONARY,
      altered((content) => Buffer.concat([content, Buffer.from("more")])),
      /ipadic-.*途中で切れているか、壊れています/,
    ],
    [
      "the dictionary is not of this version",
      DICTIONARY,
      wrongVersion,
      /辞書 ipadic-.*を使えません/,
    ],
    [
      "the code is damaged",
      CODE,
      altered((content) => Buffer.alloc(content.length)),
      /jiken-.*を実行できません/,
    ],
    [
      "the worker dies while it loads",
      WORKER,
      () =>
        Buffer.from(
          'postMessage({ type: "progress", loaded: 0, total: 1 }); throw new Error("out of memory");',
        ),
      /ワーカー\)を起動できませんでした/,
    ],
  ])("%s", async (_, file, fault, message) => {
    current.server.fault(file, fault);
    const page = await current.open();
    await paste(page, TEXT);
    await page.getByRole("alert").getByText(message).waitFor();
    expect(await textOf(page)).toBe(TEXT);
    await retry(page).click();
    await page.getByRole("alert").getByText(message).waitFor();
    current.server.mend();
    await retry(page).click();
    await answer(page).waitFor();
    expect(await textOf(page)).toBe(TEXT);
  });
});

describe("a browser that lacks something is told what", () => {
  // Without its compilers, as some organisations' policies run it, Chromium has no WebAssembly.
  const withoutWebAssembly = session(["--js-flags=--jitless"]);

  test("WebAssembly switched off", async () => {
    const page = await withoutWebAssembly.open();
    await paste(page, TEXT);
    await page.getByRole("alert").getByText("WebAssembly が使えません").waitFor();
    expect(await textOf(page)).toBe(TEXT);
  });

  test("no decompression", async () => {
    current.server.fault(WORKER, (content) =>
      Buffer.concat([Buffer.from("delete self.DecompressionStream;"), content]),
    );
    const page = await current.open();
    await paste(page, TEXT);
    await page.getByRole("alert").getByText("DecompressionStream").waitFor();
    expect(await textOf(page)).toBe(TEXT);
  });
});

describe("where a worker is refused the page itself classifies, and says so", () => {
  const WORDS = "ワーカーが許されていないため";

  test("the browser has none", async () => {
    const page = await current.open({ script: () => Reflect.deleteProperty(window, "Worker") });
    await paste(page, INCIDENT);
    await page.locator("jk-incident-card article").waitFor();
    await page.getByText(WORDS).waitFor();
  });

  test("its file is missing", async () => {
    current.server.fault(WORKER, NOT_FOUND);
    const page = await current.open();
    await paste(page, INCIDENT);
    await page.locator("jk-incident-card article").waitFor();
    await page.getByText(WORDS).waitFor();
  });

  test("the policy forbids it", async () => {
    current.server.policy((line) => (line.startsWith("worker-src") ? "worker-src 'none'" : line));
    const page = await current.open({ expected: /worker-src/ });
    await paste(page, INCIDENT);
    await page.locator("jk-incident-card article").waitFor();
    await page.getByText(WORDS).waitFor();
    // The newest text is the one that is answered, here too.
    await paste(page, TEXT);
    await answer(page).waitFor();
  });

  test("and after a trap goes on with a fresh instance", async () => {
    const page = await current.open({
      script: () => {
        Reflect.deleteProperty(window, "Worker");
        const { instantiate } = WebAssembly;
        let first = true;
        WebAssembly.instantiate = (async (bytes: BufferSource, imports: WebAssembly.Imports) => {
          const { module, instance } = await instantiate(bytes, imports);
          const exports = { ...instance.exports };
          if (!("classify" in exports)) return { module, instance };
          if (first) {
            exports.classify = () => {
              throw new WebAssembly.RuntimeError("unreachable");
            };
          }
          first = false;
          return { module, instance: { exports } };
        }) as typeof WebAssembly.instantiate;
      },
    });
    await paste(page, TEXT);
    await page.getByText("この文章の分類中にプログラムが止まりました").waitFor();
    await paste(page, INCIDENT);
    await page.locator("jk-incident-card article").waitFor();
  });

  test("and nowhere else", async () => {
    const page = await current.open();
    await paste(page, INCIDENT);
    await page.locator("jk-incident-card article").waitFor();
    expect(await page.getByText(WORDS).count()).toBe(0);
  });
});

describe("what the policy refuses is named, with the directive that lacks it", () => {
  const without = (source: string) => (line: string) => line.replace(` ${source}`, "");
  const withoutConnect = (line: string) => line.replace("connect-src 'self'", "connect-src 'none'");
  const withoutWorker = (line: string) => line.replace("worker-src 'self'", "worker-src 'none'");

  test.each([
    [
      "WebAssembly, in the worker",
      without("'wasm-unsafe-eval'"),
      /WebAssembly の実行を許していません/,
      /worker-[^/]*\.js に付く方針の script-src に 'wasm-unsafe-eval' を加える/,
    ],
    [
      "WebAssembly, in the page",
      (line: string) => withoutWorker(without("'wasm-unsafe-eval'")(line)),
      /WebAssembly の実行を許していません/,
      /127\.0\.0\.1\S* に付く方針の script-src に 'wasm-unsafe-eval' を加える/,
    ],
    [
      "the files, in the worker",
      withoutConnect,
      /jiken-\S*\.wasm\.gz の読み込みを許していません/,
      /worker-[^/]*\.js に付く方針の connect-src に 'self' を加える/,
    ],
    [
      "the files, in the page",
      (line: string) => withoutWorker(withoutConnect(line)),
      /jiken-\S*\.wasm\.gz の読み込みを許していません/,
      /127\.0\.0\.1\S* に付く方針の connect-src に 'self' を加える/,
    ],
  ])("%s", async (_, policy, what, mend) => {
    current.server.policy(policy);
    const page = await current.open({ expected: /worker-src|connect|script-src|wasm/ });
    await paste(page, TEXT);
    const alert = page.getByRole("alert");
    await alert.getByText(what).waitFor();
    await alert.getByText(mend).waitFor();
    // The whole policy stands there, to be compared with the documentation's.
    await alert.getByText("default-src 'none'").waitFor();
    current.server.mend();
    expect(await textOf(page)).toBe(TEXT);
  });
});

test("a worker that dies over a text says so, and the next text is classified", async () => {
  await answerWith(current.server, []);
  const page = await current.open();
  await paste(page, "停止");
  await page.getByText("この文章の分類中にプログラムが止まりました").waitFor();
  expect(await textOf(page)).toBe("停止");
  await paste(page, TEXT);
  await answer(page).waitFor();
});

test("a worker that never says a word is given up, and a retry goes on with the text", async () => {
  current.server.fault(WORKER, () => Buffer.from("// It listens to nothing."));
  const page = await current.open();
  await page.clock.install();
  await page.reload();
  await paste(page, TEXT);
  await page.clock.runFor(61_000);
  await page.getByRole("alert").getByText("ワーカー)を起動できませんでした").waitFor();
  expect(await textOf(page)).toBe(TEXT);
  current.server.mend();
  await retry(page).click();
  await page.clock.runFor(1_000);
  await answer(page).waitFor();
});

test("a worker that hangs over a text is started afresh, and the next text is classified", async () => {
  await answerWith(current.server, []);
  const page = await current.open();
  await page.clock.install();
  await paste(page, "沈黙");
  await expect.poll(() => textOf(page)).toBe("沈黙");
  await page.clock.runFor(61_000);
  await page.getByText("この文章の分類中にプログラムが止まりました").waitFor();
  expect(await textOf(page)).toBe("沈黙");
  await paste(page, TEXT);
  await page.clock.runFor(1_000);
  await answer(page).waitFor();
});

test("the licences of what is shipped stand beside the page", async () => {
  const page = await current.open();
  const text = await licencesOf(page);
  for (const part of ["lit-html", "lindera ", "wasm-bindgen", "Nara Institute of Science"]) {
    expect(text).toContain(part);
  }
});
