// The page with the real core behind it: what it makes of the examples is what the command makes of
// them, and no input, however odd, breaks it or is lost.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Analysis, Incident } from "../../src/analysis";
import { EXAMPLES } from "../../src/examples";
import { cards, copied, paste } from "./browser";
import { session } from "./session";

const COMMAND = process.env.JIKEN_COMMAND;
const INCIDENT =
  "架空商事は5月7日、顧客への案内メールを誤送信し、120人分のメールアドレスが漏えいしたと発表した。";
const NONE = "具体的な事案は見つかりませんでした";
const NOT_JAPANESE = "読めるのは日本語の文章だけです";

const current = session();

const area = (page: Page) => page.getByRole("textbox", { includeHidden: true });
const text = (page: Page) => page.locator("jk-reader article").textContent();

/** Puts a text into the text area at once, as a paste does; the clipboard would change some of them. */
async function insert(page: Page, content: string): Promise<void> {
  await area(page).evaluate((field: HTMLTextAreaElement, value) => {
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { inputType: "insertText", bubbles: true }));
  }, content);
}

/** What the page says of each incident, as its JSON. */
async function incidents(page: Page): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const button of await page
    .getByRole("button", { name: "JSON でコピー", exact: true })
    .all()) {
    found.push(JSON.parse(await copied(page, () => button.click())) as Incident);
  }
  return found;
}

/** The same result with its offsets counted in code points instead of UTF-16's units. */
function inCodePoints<T>(value: T, content: string): T {
  return JSON.parse(JSON.stringify(value), (key, inner) =>
    key === "start" || key === "end" ? [...content.slice(0, inner as number)].length : inner,
  ) as T;
}

describe("the examples", () => {
  test.each(EXAMPLES.map((example) => [example.id, example] as const))("%s", async (_, example) => {
    const page = await current.open();
    await page.getByRole("button", { name: new RegExp(`^\\s*${example.title.ja}`) }).click();
    await cards(page).first().waitFor();
    expect(await text(page)).toBe(example.text);
    const found = await incidents(page);
    const causes = found.map((incident) => incident.causes[0]?.id);
    expect(causes).toEqual(
      {
        apology: ["misdirected_email"],
        "round-up": ["misconfiguration", "web_tampering", "ransomware"],
        notice: ["loss"],
      }[example.id],
    );
    for (const incident of found) {
      for (const { evidence } of [...incident.causes, ...incident.data_types]) {
        for (const phrase of evidence) {
          expect(example.text.slice(phrase.start, phrase.end)).toBe(phrase.text);
        }
      }
    }
  });

  test("give in the page what they give in the command", async (context) => {
    if (COMMAND === undefined) {
      return context.skip(
        "JIKEN_COMMAND names no command to compare with; `cargo xtask test` sets it",
      );
    }
    if (!existsSync(COMMAND)) {
      throw new Error(`${COMMAND} is missing: cargo build --release --features cli`);
    }
    const astral = `😀𠮷野家をまねた架空の店の話。\n\n${INCIDENT}`;
    for (const content of [...EXAMPLES.map((example) => example.text), astral]) {
      const page = await current.open();
      await paste(page, content);
      await cards(page).first().waitFor();
      const printed = execFileSync(COMMAND, ["classify", "--format", "json"], { input: content });
      const expected = JSON.parse(printed.toString()) as Analysis;
      expect(inCodePoints(await incidents(page), content)).toEqual(expected.incidents);
    }
  });
});

describe("an input that holds no incident gets a plain answer", () => {
  test.each([
    ["one character", "漏", NOT_JAPANESE],
    ["one kana", "あ", NONE],
    ["English", "Acme Corp. said that a mail with 120 addresses went astray.", NOT_JAPANESE],
    ["Chinese", "某公司宣布，由于设置错误，客户的个人信息可能已经泄露。", NOT_JAPANESE],
  ])("%s", async (_, content, answer) => {
    const page = await current.open();
    await insert(page, content);
    await page.getByText(answer).waitFor();
    expect(await cards(page).count()).toBe(0);
    expect(await area(page).inputValue()).toBe(content);
  });

  test.each([
    ["nothing", ""],
    ["spaces and line ends only", " 　\n\t\n "],
  ])("%s: the examples stay", async (_, content) => {
    const page = await current.open();
    await insert(page, INCIDENT);
    await cards(page).first().waitFor();
    await insert(page, content);
    await page.getByText("例文で試す").waitFor();
    expect(await cards(page).count()).toBe(0);
    expect(await page.getByText(NONE).count()).toBe(0);
  });
});

describe("an odd input is classified like any other", () => {
  test.each([
    ["control characters", `${INCIDENT}\u0001\u0007\u001b[31m\u0085\u202e\ufeff`],
    ["NUL", `\0${INCIDENT}\0`],
    ["a lone high surrogate", `\ud842 ${INCIDENT}`],
    ["a lone low surrogate", `${INCIDENT} \udfb7`],
    ["emoji and rare characters", `😀𠮷👨‍👩‍👧\n${INCIDENT}`],
    ["Markdown", `# お知らせ\n\n**${INCIDENT}**\n\n- [詳細](https://example.test/)\n`],
  ])("%s", async (_, content) => {
    const page = await current.open();
    await insert(page, content);
    await cards(page).first().waitFor();
    expect(await area(page).inputValue()).toBe(content);
    const [incident] = await incidents(page);
    expect(incident?.causes[0]?.id).toBe("misdirected_email");
    const [phrase] = incident?.causes[0]?.evidence ?? [];
    expect(content.slice(phrase?.start, phrase?.end)).toBe(phrase?.text);
    await page.getByRole("button", { name: "根拠を見る" }).click();
    expect(await text(page)).toBe(content);
  });

  test("HTML stays text: nothing of it is run or loaded", async () => {
    const content = `<script>document.title = "run"</script><img src="https://example.test/x.png" onerror="document.title = 'run'"><p>${INCIDENT}</p>`;
    const page = await current.open();
    await paste(page, content);
    await cards(page).first().waitFor();
    expect(await text(page)).toBe(content);
    expect(await page.title()).not.toBe("run");
    expect(await page.locator("img, p > script").count()).toBe(0);
  });
});

describe("a long input", () => {
  test("of 1 MB in one line without punctuation is answered, and the page stays usable", async () => {
    const line = "あいうえおかきくけこ".repeat(35_000);
    const page = await current.open();
    await insert(page, line);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("No concrete incident was found").waitFor();
    expect((await area(page).inputValue()).length).toBe(line.length);
  });

  test("above the limit is refused with the limit named, and nothing of it is lost", async () => {
    const content = `${INCIDENT}\n`.repeat(80_000);
    const page = await current.open();
    await paste(page, INCIDENT);
    await cards(page).first().waitFor();
    await page.getByRole("button", { name: "編集" }).click();
    await insert(page, content);
    await page.getByRole("alert").getByText("10,000,000 バイト").waitFor();
    expect(await cards(page).count()).toBe(0);
    expect(await area(page).evaluate((field: HTMLTextAreaElement) => field.value.length)).toBe(
      content.length,
    );
  });

  test("above the limit in a file is refused before it is read, and the text stays", async () => {
    const page = await current.open();
    await paste(page, INCIDENT);
    await cards(page).first().waitFor();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(10_000_001)], "長い記録.txt"));
      document.body.dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }),
      );
    });
    await page.getByRole("alert").getByText("長い記録.txt は大きすぎます").waitFor();
    expect(await text(page)).toBe(INCIDENT);
  });
});
