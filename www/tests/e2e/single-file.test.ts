// The single file, opened from the disk: it does what the page does, and asks nobody for anything.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { EXAMPLES } from "../../src/examples";
import { cards, copied, INCIDENT, licencesOf, paste } from "./browser";
import { DIST } from "./server";
import { session } from "./session";

const FILE = new URL("jiken.html", DIST);

const current = session();
const folder = mkdtempSync(join(tmpdir(), "jiken-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The file with something changed, under a name with spaces and Japanese as people give it. */
function changed(change: (page: string) => string): string {
  const file = join(folder, "事案 の 読み取り.html");
  writeFileSync(file, change(readFileSync(FILE, "utf8")));
  return pathToFileURL(file).href;
}

test("classifies an article with no request at all, in its worker", async () => {
  const requests: string[] = [];
  const page = await current.open({ address: "about:blank", within: FILE.href });
  // Straight from the browser's protocol: the page's requests and those of its workers.
  const protocol = await page.context().newCDPSession(page);
  protocol.on("Network.requestWillBeSent", ({ request }) => requests.push(request.url));
  await protocol.send("Network.enable");
  await page.goto(FILE.href);
  await paste(page, EXAMPLES[0]?.text ?? "");
  await cards(page).waitFor();
  await expect.poll(() => page.workers().length).toBe(1);
  expect(await page.getByText("ワーカーが許されていない").count()).toBe(0);
  expect(requests.filter((address) => !/^(blob|data):/.test(address))).toEqual([FILE.href]);
});

test("every example is read as on the page", async () => {
  const incidents = async (address?: string) => {
    const page = await current.open(address === undefined ? {} : { address });
    const found: string[] = [];
    for (const { text } of EXAMPLES) {
      await paste(page, text);
      await cards(page).first().waitFor();
      const button = page.getByRole("button", { name: /^(全件を )?JSON でコピー$/ }).first();
      found.push(await copied(page, () => button.click()));
      await page.getByRole("button", { name: "別の文章" }).click();
    }
    return found;
  };
  expect(await incidents(FILE.href)).toEqual(await incidents());
});

test("its own policy forbids every way out", async () => {
  const page = await current.open({ address: FILE.href, expected: /connect|img-src|form-action/ });
  await paste(page, INCIDENT);
  await cards(page).first().waitFor();
  const attempts = await page.evaluate(async (address) => {
    const refused = (directive: string, attempt: () => unknown) =>
      new Promise<string>((resolve) => {
        document.addEventListener(
          "securitypolicyviolation",
          ({ effectiveDirective }) => resolve(effectiveDirective),
          { once: true },
        );
        setTimeout(resolve, 5_000, `${directive} let it pass`);
        void Promise.resolve(attempt()).catch(() => undefined);
      });
    return [
      await refused("connect-src", () => fetch(address)),
      await refused("connect-src", () => navigator.sendBeacon(address, "text")),
      await refused("connect-src", () => new WebSocket(address.replace("http", "ws"))),
      await refused("img-src", () => {
        new Image().src = address;
      }),
      await refused("form-action", () => {
        const form = document.createElement("form");
        form.action = address;
        document.body.append(form);
        form.submit();
      }),
    ];
  }, current.server.address);
  expect(attempts).toEqual(["connect-src", "connect-src", "connect-src", "img-src", "form-action"]);
});

test("goes on in the page's own thread where it may start no worker", async () => {
  const page = await current.open({
    address: changed((file) => file.replace("worker-src blob:", "worker-src 'none'")),
    expected: /worker/,
  });
  await paste(page, INCIDENT);
  await cards(page).waitFor();
  await page.getByText("ワーカーが許されていないため").waitFor();
});

test.each([
  ["within the dictionary", 'id="jiken-dictionary"'],
  ["within the code", 'id="jiken-module"'],
])("a file that was cut short %s says so", async (_, part) => {
  const cut = (file: string) => file.slice(0, file.indexOf(part) + 50_000);
  const page = await current.open({ address: changed(cut) });
  await page
    .getByRole("alert")
    .getByText(/jiken\.html.*途中で切れているか、壊れています/)
    .waitFor();
});

test("a program that was tampered with does not run", async () => {
  const page = await current.open({
    address: changed((file) => file.replace("事案の原因と", "事案の遠因と")),
    expected: /script/,
  });
  await page.waitForLoadState();
  expect(await page.locator("jk-app").count()).toBe(0);
});

test("the licences of what it contains are in it", async () => {
  const page = await current.open({ address: FILE.href });
  const text = await licencesOf(page);
  for (const part of ["lit-html", "lindera ", "©", "Nara Institute of Science"]) {
    expect(text).toContain(part);
  }
});
