// What a person does with a text that is classified. The analyses are written by hand, so that these
// tests hold whatever the core makes of the examples.

import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { EXAMPLES } from "../../src/examples";
import { apology, many, roundUp } from "../fixtures/analyses";
import { violations } from "./axe";
import { answerWith, cards, paste } from "./browser";
import { session } from "./session";

const PHONE = { viewport: { width: 390, height: 844 } };
const [first, second] = EXAMPLES;
const one = first?.text ?? "";
const three = second?.text ?? "";

const current = session();

beforeEach(async () => {
  await answerWith(current.server, [
    [one, apology(one)],
    [three, roundUp(three)],
  ]);
});

const area = (page: Page) => page.getByRole("textbox");
const label = (page: Page, name: string) => page.locator("button.label", { hasText: name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const raised = (page: Page) => page.locator(".mark.on").allTextContents();

async function read(page: Page, text: string): Promise<void> {
  await paste(page, text);
  await cards(page).first().waitFor();
}

async function classes(locator: Locator): Promise<string[]> {
  return ((await locator.getAttribute("class")) ?? "").split(/\s+/).filter(Boolean);
}

/** What stands on the page, shadow trees included, but for what is marked as Japanese. */
function wordsOfThePage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = [];
    const visit = (node: Node) => {
      if (node.nodeName === "NOSCRIPT" || (node instanceof HTMLElement && node.lang === "ja"))
        return;
      if (node instanceof Text && node.data.trim()) words.push(node.data.trim());
      for (const child of node.childNodes) visit(child);
      if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
    };
    visit(document.body);
    return words;
  });
}

describe("a pasted text", () => {
  test("shows one card an incident, and the text for reading at once", async () => {
    const page = await current.open();
    await read(page, three);
    await expect.poll(() => cards(page).count()).toBe(3);
    await expect
      .poll(() => page.locator("jk-reader article").textContent())
      .toContain("連休明けも公表が続きました");
    await expect.poll(() => area(page).isVisible()).toBe(false);
    expect(await cards(page).nth(1).textContent()).toContain("要確認");
    expect(await cards(page).nth(2).textContent()).toContain("委託先・関係会社などで発生");
  });

  test("shows the kinds of data in three lists, told apart without colour", async () => {
    const page = await current.open();
    await read(page, one);
    const lists = await cards(page).locator("dt").allTextContents();
    expect(lists.slice(0, 2)).toEqual(["漏えい", "含まれない"]);
    await expect
      .poll(() =>
        label(page, "住所").evaluate((chip) => getComputedStyle(chip, "::after").borderTopStyle),
      )
      .toBe("solid");
    await page.keyboard.press("Control+A");
    await read(page, three);
    await expect
      .poll(() =>
        label(page, "学校")
          .or(label(page, "勤務先"))
          .evaluate((chip) => getComputedStyle(chip).borderTopStyle),
      )
      .toBe("dashed");
  });

  test("is copied from the reading view exactly as it was pasted", async () => {
    const page = await current.open();
    await read(page, three);
    await page.locator("jk-reader article").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+C");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(three.trim());
  });

  test("can be edited, and undone to what was there before", async () => {
    const page = await current.open();
    await page.keyboard.type("下書き");
    await page.keyboard.press("Control+A");
    await read(page, one);
    await button(page, "編集").click();
    await expect.poll(() => area(page).inputValue()).toBe(one);
    await page.keyboard.press("Control+Z");
    await expect.poll(() => area(page).inputValue()).toBe("下書き");
  });

  test("that replaces another one while reading can be taken back", async () => {
    const page = await current.open();
    await read(page, one);
    await read(page, three);
    await expect.poll(() => cards(page).count()).toBe(3);
    await button(page, "前の文章に戻す").click();
    await expect.poll(() => cards(page).count()).toBe(1);
    await button(page, "別の文章").click();
    await expect.poll(() => area(page).inputValue()).toBe("");
    await button(page, "前の文章に戻す").click();
    await expect.poll(() => cards(page).count()).toBe(1);
  });

  test("into the middle of a text stays in the text area", async () => {
    const page = await current.open();
    await page.keyboard.type("前後");
    await page.keyboard.press("ArrowLeft");
    await paste(page, "漏えい");
    await expect.poll(() => area(page).inputValue()).toBe("前漏えい後");
    await expect.poll(() => area(page).isVisible()).toBe(true);
  });
});

describe("a typed text", () => {
  test("is classified as it is typed, without leaving the text area", async () => {
    const page = await current.open();
    await area(page).pressSequentially("本日は晴天なり");
    await page.getByText("具体的な事案は見つかりませんでした").waitFor();
    await expect.poll(() => area(page).isVisible()).toBe(true);
    await button(page, "根拠を見る").click();
    await expect.poll(() => page.locator("jk-reader article").textContent()).toBe("本日は晴天なり");
  });

  test("is left alone while an input method composes it", async () => {
    const page = await current.open();
    const keyboard = await page.context().newCDPSession(page);
    await area(page).focus();
    await keyboard.send("Input.imeSetComposition", {
      text: "ろうえい",
      selectionStart: 4,
      selectionEnd: 4,
    });
    await expect.poll(() => area(page).inputValue()).toBe("ろうえい");
    await page.waitForTimeout(600);
    expect(await page.getByText("見つかりませんでした").count()).toBe(0);
    await keyboard.send("Input.insertText", { text: "漏えい" });
    await expect.poll(() => area(page).inputValue()).toBe("漏えい");
    await page.getByText("見つかりませんでした").waitFor();
  });

  test("selects its evidence while it is being edited", async () => {
    const page = await current.open();
    await read(page, one);
    await button(page, "編集").click();
    await label(page, "氏名").click();
    const selected = await area(page).evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(selected).toBe("登録された氏名");
  });
});

describe("a dropped file", () => {
  async function drop(page: Page, files: { name: string; bytes: number[] }[]): Promise<void> {
    await page.evaluate((list) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of list) {
        transfer.items.add(new File([new Uint8Array(bytes)], name));
      }
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      }
    }, files);
  }

  test("is opened, and its line ends become those of the page", async () => {
    const page = await current.open();
    const bytes = [...Buffer.from(one.replaceAll("\n", "\r\n"))];
    await drop(page, [{ name: "お詫び.txt", bytes }]);
    await cards(page).first().waitFor();
  });

  test("in Shift_JIS is opened too", async () => {
    const page = await current.open();
    await drop(page, [{ name: "memo.md", bytes: [0x98, 0x52, 0x82, 0xa6, 0x82, 0xa2] }]);
    await expect.poll(() => page.locator("jk-reader article").textContent()).toBe("漏えい");
  });

  test("that is no text is refused by name and leaves the text as it was", async () => {
    const page = await current.open();
    await read(page, one);
    await drop(page, [{ name: "報告.pdf", bytes: [0x50, 0x4b, 0x03, 0x04, 0x00, 0x00] }]);
    await page.getByText("報告.pdf はテキストファイルではありません").waitFor();
    await expect
      .poll(() => page.locator("jk-reader article").textContent())
      .toContain("みなと文具堂");
  });
});

describe("labels and evidence", () => {
  test("a focused label marks its evidence and dims the rest; a pressed one goes there", async () => {
    const page = await current.open();
    await read(page, one);
    await label(page, "メールアドレス").focus();
    await expect
      .poll(async () => (await raised(page)).join(""))
      .toBe("お客様のメールアドレスがほかのお客様に表示メールアドレス 1,284件");
    expect(await classes(page.locator("jk-reader article"))).toContain("dim");
    await label(page, "クレジットカード情報").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => raised(page)).toEqual(["クレジットカード情報"]);
    await expect
      .poll(() =>
        page.locator(".mark.on").evaluate((mark) => {
          const { top, bottom } = mark.getBoundingClientRect();
          return top >= 0 && bottom <= window.innerHeight;
        }),
      )
      .toBe(true);
  });

  test("a label that is pointed at marks its evidence until the pointer leaves", async () => {
    const page = await current.open();
    await read(page, one);
    await label(page, "氏名").hover();
    await expect.poll(() => raised(page)).toEqual(["登録された氏名"]);
    await page.mouse.move(5, 5);
    await expect.poll(() => raised(page)).toEqual([]);
  });

  test("evidence that is pointed at raises its labels, also where two overlap", async () => {
    const page = await current.open();
    await read(page, one);
    await page.locator(".mark", { hasText: /^1,284件$/ }).hover();
    const names = () => page.locator("button.label.on").allTextContents();
    await expect
      .poll(async () => (await names()).map((name) => name.trim()))
      .toEqual(["メールアドレス", "1,284 件"]);
  });

  test("the arrow keys move from evidence to evidence and raise their labels", async () => {
    const page = await current.open();
    await read(page, one);
    await page.locator("jk-reader article").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => raised(page)).toContain("メールの誤送信");
    await expect.poll(() => classes(label(page, "メール誤送信"))).toContain("on");
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() => page.locator("button.label.on").allTextContents())
      .toEqual(["メールアドレス"]);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => classes(label(page, "メール誤送信"))).toContain("on");
  });

  test("the phrases behind a card can be opened and lead to the text", async () => {
    const page = await current.open();
    await read(page, one);
    await page.getByText("根拠 14 件").click();
    await page
      .locator("button.phrase", { has: page.locator("b", { hasText: /^クレジットカード情報$/ }) })
      .focus();
    await expect.poll(() => raised(page)).toEqual(["クレジットカード情報"]);
  });

  test("the kinds of evidence differ in their line, and stay so on paper", async () => {
    const page = await current.open();
    await read(page, one);
    const line = (text: RegExp) =>
      page
        .locator(".mark", { hasText: text })
        .first()
        .evaluate((mark) => {
          const { textDecorationLine, textDecorationStyle } = getComputedStyle(mark);
          return `${textDecorationLine} ${textDecorationStyle}`;
        });
    for (const media of ["screen", "print"] as const) {
      await page.emulateMedia({ media });
      expect(await line(/^メールの誤送信$/)).toBe("underline solid");
      expect(await line(/^登録された氏名$/)).toBe("underline dotted");
      expect(await line(/^住所$/)).toBe("line-through solid");
      expect(await line(/^312名$/)).toBe("underline double");
    }
  });
});

test("a raised phrase can be read where the system forces its own colours", async () => {
  const page = await current.open({ forcedColors: "active", colorScheme: "dark" });
  await read(page, one);
  await label(page, "メールアドレス").focus();
  const [ink, paper] = await page
    .locator(".mark.on")
    .first()
    .evaluate((mark) => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]);
  expect(ink).not.toBe(paper);
  expect(paper).not.toBe("rgba(0, 0, 0, 0)");
});

describe("several incidents", () => {
  test("the two columns scroll in step", async () => {
    const page = await current.open({ viewport: { width: 1280, height: 600 } });
    await read(page, three);
    await expect.poll(() => cards(page).count()).toBe(3);
    await page.locator("jk-reader article").hover();
    await page.mouse.wheel(0, 20_000);
    await expect
      .poll(() =>
        page
          .locator(".results")
          .evaluate((pane) => pane.scrollTop + pane.clientHeight - pane.scrollHeight),
      )
      .toBeGreaterThan(-3);
    await expect
      .poll(() => page.locator('[aria-current="true"]').textContent())
      .toContain("ひばり台総合病院");
  });

  test("on a narrow screen come first, with a bar that jumps between them and the text", async () => {
    const page = await current.open(PHONE);
    await read(page, three);
    await expect.poll(() => cards(page).count()).toBe(3);
    const top = (locator: Locator) => locator.evaluate((node) => node.getBoundingClientRect().top);
    expect(await top(cards(page).first())).toBeLessThan(await top(page.locator("jk-reader")));
    await page.locator("jk-incident-bar button", { hasText: "ひばり台" }).click();
    await expect.poll(() => top(cards(page).nth(2))).toBeLessThan(120);
    await expect.poll(() => top(page.locator("jk-incident-bar"))).toBe(0);
    await button(page, "本文へ").click();
    await expect.poll(() => top(page.locator("jk-text-pane"))).toBeLessThan(120);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(wider).toBe(0);
  });
});

test("on a narrow screen the bar names what a pressed phrase tells, and the place in the text stays", async () => {
  const page = await current.open(PHONE);
  await read(page, one);
  await button(page, "本文へ").click();
  const phrase = page.locator(".mark", { hasText: /^登録された氏名$/ });
  await phrase.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  await phrase.click();
  await page.locator("jk-incident-bar").getByText("氏名", { exact: true }).waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
});

describe("a long text", () => {
  const crowd = many(1_000);

  beforeEach(async () => {
    await answerWith(current.server, [[crowd.text, crowd.analysis]]);
  });

  test("is shown whole, its cards some at a time", async () => {
    const page = await current.open();
    await read(page, crowd.text);
    await expect.poll(() => page.locator("jk-reader article").textContent()).toBe(crowd.text);
    await expect.poll(() => cards(page).count()).toBe(50);
    await button(page, "残り 950 件を表示").click();
    await expect.poll(() => cards(page).count()).toBe(100);
  });

  test("is marked where it comes into view, where the keys lead, and whole on paper", async () => {
    const page = await current.open();
    await read(page, crowd.text);
    const marks = page.locator("jk-reader .mark");
    await expect.poll(() => marks.count()).toBeGreaterThan(0);
    expect(await marks.count()).toBeLessThan(1_000);
    await page.locator("jk-reader article").focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => raised(page)).toEqual(["メールを誤送信"]);
    const section = page.locator("section.numbered", { has: page.locator(".mark.on") });
    await expect.poll(() => section.getAttribute("data-number")).toBe("1000");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await expect.poll(() => marks.count()).toBe(1_000);
  });
});

describe("copying", () => {
  test("an incident as text and as JSON, with a spoken confirmation", async () => {
    const page = await current.open();
    await read(page, one);
    const card = cards(page).first();
    await card.getByRole("button", { name: "文章でコピー" }).click();
    await card.getByRole("status").getByText("文章をコピーしました").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      "原因: メール誤送信(確かさ 97 %)\n漏えい: メールアドレス、氏名\n",
    );
    await card.getByRole("button", { name: "JSON でコピー" }).click();
    await card.getByRole("status").getByText("JSON をコピーしました").waitFor();
    const json = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(json)).toEqual(apology(one).incidents[0]);
  });

  test("all incidents at once", async () => {
    const page = await current.open();
    await read(page, three);
    await button(page, "全件を JSON でコピー").click();
    await page.getByText("JSON をコピーしました").waitFor();
    const json = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(json)).toEqual(roundUp(three));
  });

  test("works where the clipboard's interface is missing, as on a server without TLS", async () => {
    const page = await current.open();
    await read(page, one);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    });
    await cards(page).getByRole("button", { name: "文章でコピー" }).click();
    await page.getByText("文章をコピーしました").waitFor();
    await page.evaluate(() => {
      Reflect.deleteProperty(navigator, "clipboard");
    });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("みなと文具堂");
  });
});

describe("language", () => {
  test("is Japanese first, switches to English whole, and is remembered", async () => {
    const page = await current.open();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ja");
    await button(page, "English").click();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
    await page.reload();
    await page.getByText("Try an example").waitFor();
    expect(await page.title()).toBe("jiken — reading incident reports");
    await page.getByRole("button", { name: /^A company's apology/ }).click();
    await label(page, "Misdirected e-mail").waitFor();
    const words = await wordsOfThePage(page);
    expect(words).toContain("Not exposed");
    expect(
      words.filter((word) => /[\p{Script=Kana}\p{Script=Hira}\p{Script=Han}]/u.test(word)),
    ).toEqual([]);
  });
});

describe("accessibility", () => {
  test.each(["light", "dark"] as const)("axe finds nothing in %s", async (colorScheme) => {
    for (const size of [{}, PHONE]) {
      const page = await current.open({ colorScheme, ...size });
      expect(await violations(page)).toEqual([]);
      await read(page, three);
      await expect.poll(() => cards(page).count()).toBe(3);
      await cards(page).first().getByText(/^根拠/).click();
      expect(await violations(page)).toEqual([]);
      await label(page, "設定ミス").focus();
      expect(await violations(page)).toEqual([]);
    }
  });

  test("everything can be reached by the keyboard alone", async () => {
    const page = await current.open();
    await read(page, one);
    const reached = new Set<string>();
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active?.textContent?.trim().split("\n")[0]?.slice(0, 8) ?? "";
        }),
      );
    }
    for (const name of [
      "日本語",
      "編集",
      "別の文章",
      "メール誤送信",
      "氏名",
      "住所",
      "根拠 14 件",
      "文章でコピー",
    ]) {
      expect([...reached]).toContain(name);
    }
  });
});
