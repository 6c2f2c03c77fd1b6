// One browser and one server for a file of tests. Every page that a test opens is held to account when
// the test ends: no violation of the policy, no request to another host, no uncaught error.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Account, launch, open, type PageOptions } from "./browser";
import { DIST, type Server, serve } from "./server";

export interface Session {
  readonly server: Server;
  readonly open: (options?: PageOptions) => Promise<Page>;
}

const CLEAN: Account = { violations: [], foreign: [], errors: [] };

export function session(browserArguments: readonly string[] = [], folder = DIST): Session {
  let browser: Browser;
  let server: Server;
  let opened: { page: Page; account: Account }[] = [];
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(...browserArguments), serve(folder)]);
  });
  afterEach(async () => {
    const accounts = opened.map(({ account }) => account);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    server.mend();
    expect(accounts).toEqual(accounts.map(() => CLEAN));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    get server() {
      return server;
    },
    open: async (options) => {
      const entry = await open(browser, server, options);
      opened.push(entry);
      return entry.page;
    },
  };
}
