// Texts by somebody who means harm: what they hold stays text, wherever the page shows a piece of it, and the
// page's own words stay where they are.

import { describe, expect, test } from "vitest";
import { cards, paste } from "./browser";
import { session } from "./session";

const current = session();

const article = (name: string, more = "") =>
  `${name}、メール誤送信${more}\n株式会社${name}は5月7日、顧客への案内メールを誤送信し、120人の氏名が流出したと発表した。`;

/** The words of the page's own in a card, and where they stand. */
const LABELS = ["メール誤送信", "氏名", "120"];

describe("what a card shows of a text is only text", () => {
  test.each([
    ["markup", "<img src=x onerror=document.title='run'>商事"],
    ["a script", "<script>document.title='run'</script>"],
    ["a template's place", "{{document.title='run'}}<%= 7 * 7 %>"],
    ["an address", "javascript:document.title='run'"],
    ["an entity", "&lt;b&gt;&#x202e;"],
  ])("%s", async (_, name) => {
    const page = await current.open();
    await paste(page, article(name));
    await cards(page).first().waitFor();
    expect(await page.title()).not.toBe("run");
    const own = "jk-incident-card :is(script, img, iframe, object, a)";
    expect(await page.locator(own).count()).toBe(0);
    expect(await page.locator("jk-reader article").textContent()).toBe(article(name));
  });
});

describe("signs that turn or hide a text leave the page's words alone", () => {
  test.each([
    ["right to left override", "架空\u202e商事"],
    ["right to left isolate, never closed", "架空\u2067商事"],
    ["marks of direction", "架空\u200f\u200e\u061c商事"],
    ["nothing to be seen", "架\u200b空\u200d商\u2060事\ufeff"],
    ["a thousand marks on one letter", `架空${"\u0301".repeat(1_000)}商事`],
    ["one word that is too long", `架空${"商".repeat(5_000)}`],
  ])("%s", async (_, name) => {
    const page = await current.open();
    await paste(page, article("架空商事"));
    const card = cards(page).first();
    await card.waitFor();
    const places = async () =>
      await Promise.all(
        LABELS.map(async (label) => {
          const box = await card.getByRole("button", { name: label }).first().boundingBox();
          return [box?.x, box?.width];
        }),
      );
    const before = await places();
    await paste(page, article(name));
    await expect.poll(() => page.locator("jk-reader article").textContent()).toBe(article(name));
    await card.waitFor();
    await expect.poll(places).toEqual(before);
    // Nothing is pushed out of the window.
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

test("letters that only look like those of a label give no label", async () => {
  const page = await current.open();
  // Two Cyrillic letters in BCC, and a Chinese variant of 誤.
  await paste(page, "架空商事は、案内のBСС欄を误って用いた。");
  await page.getByText("具体的な事案は見つかりませんでした").waitFor();
  expect(await cards(page).count()).toBe(0);
  expect(await page.locator("jk-reader mark").count()).toBe(0);
});
