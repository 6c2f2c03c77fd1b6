// One browser, whichever it is, steered by the W3C's WebDriver protocol. `$ENGINE` names it, and further
// variables its programs: `cargo xtask test` sets them.

import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import {
  Builder,
  By,
  Capabilities,
  until,
  type WebDriver,
  type WebElement,
} from "selenium-webdriver";
import { ARGUMENTS } from "../e2e/browser";

/** How long anything may take, in milliseconds. */
export const PATIENCE = 60_000;

export type EngineName = "chromium" | "firefox" | "webkit";

export interface Engine {
  readonly name: EngineName;
  readonly browser: WebDriver;
  /** The element in the components' shadow trees, from the outermost inwards. */
  readonly find: (...selectors: string[]) => Promise<WebElement>;
  readonly close: () => Promise<void>;
}

interface Programs {
  readonly driver: string;
  readonly portArgument: (port: number) => string[];
  readonly capabilities: (browser: string) => object;
}

const PROGRAMS: Readonly<Record<EngineName, Programs>> = {
  chromium: {
    driver: "CHROMEDRIVER",
    portArgument: (port) => [`--port=${port}`],
    capabilities: (binary) => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary,
        args: ARGUMENTS,
      },
    }),
  },
  firefox: {
    driver: "GECKODRIVER",
    portArgument: (port) => ["--log", "fatal", "--port", `${port}`],
    capabilities: (binary) => ({
      browserName: "firefox",
      "moz:firefoxOptions": { binary, args: ["-headless"] },
    }),
  },
  webkit: {
    driver: "WEBKITDRIVER",
    portArgument: (port) => [`--port=${port}`],
    capabilities: (binary) => ({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary, args: ["--automation"] },
    }),
  },
};

/** The engine that the run is for. */
export function engineName(): EngineName {
  const name = process.env.ENGINE ?? "";
  if (name in PROGRAMS) return name as EngineName;
  throw new Error(`ENGINE is "${name}": name one of ${Object.keys(PROGRAMS).join(", ")}`);
}

export async function start(name: EngineName): Promise<Engine> {
  const { driver, portArgument, capabilities } = PROGRAMS[name];
  const started: ChildProcess[] = [];
  const close = async () => {
    for (const program of started.reverse()) program.kill();
  };
  try {
    const environment = { ...process.env };
    // WebKitGTK's browser has no headless mode: it gets a screen of its own.
    if (name === "webkit") {
      const screen = spawn(program("XVFB"), ["-displayfd", "3", "-nolisten", "tcp"], {
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      });
      started.push(screen);
      environment.DISPLAY = `:${await firstLine(screen)}`;
    }
    const port = await freePort();
    started.push(spawn(program(driver), portArgument(port), { env: environment, stdio: "ignore" }));
    const address = `http://127.0.0.1:${port}`;
    await ready(`${address}/status`);
    const browser = await new Builder()
      .usingServer(address)
      .withCapabilities(new Capabilities(capabilities(program("BROWSER"))))
      .build();
    await browser.manage().setTimeouts({ script: PATIENCE });
    return {
      name,
      browser,
      find: (...selectors) => find(browser, selectors),
      close: async () => {
        await browser.quit();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An element in the shadow of another, and so on; each may come late, as what is loaded on demand does. */
async function find(browser: WebDriver, selectors: readonly string[]): Promise<WebElement> {
  const [first, ...rest] = selectors;
  let element = await browser.wait(until.elementLocated(By.css(first ?? "")), PATIENCE);
  for (const selector of rest) {
    const host = element;
    element = (await browser.wait(
      async () => {
        // Until its first rendering an element has no shadow.
        const root = await host.getShadowRoot().catch(() => null);
        return (await root?.findElements(By.css(selector)))?.at(0) ?? null;
      },
      PATIENCE,
      `${selector} did not come`,
    )) as WebElement;
  }
  return element;
}

function program(variable: string): string {
  const file = process.env[variable];
  if (!file) throw new Error(`${variable} names no program: cargo xtask test sets it`);
  return file;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the screen ended at once (${code})`)));
    child.stdio[3]?.once("data", (data: Buffer) => resolve(data.toString().trim()));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : 0));
    });
  });
}

async function ready(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`the driver does not answer at ${address}`);
}
