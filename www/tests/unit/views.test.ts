// A view renders stores and calls their methods: what is behind them, the worker and the storage, it does not know.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = new URL("../../src/", import.meta.url);
/** Where views stand; the element is an entry of its own and makes its connection. */
const VIEWS = /^(ui|desk|pile|tables)\//;

const views = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((name) => VIEWS.test(name) && name.endsWith(".ts"))
  .map((name) => ({ name, source: readFileSync(new URL(name, SOURCES), "utf8") }))
  .filter(({ source }) => /from "lit["/]/.test(source));

test("no view imports the engine or the storage", () => {
  expect(views.length).toBeGreaterThan(20);
  const imports = views.flatMap(({ name, source }) =>
    [...source.matchAll(/(?:from|import\() ?"([^"]+)"/g)].map(([, from]) => `${name}: ${from}`),
  );
  expect(imports.length).toBeGreaterThan(views.length);
  expect(imports.filter((one) => /engine\/|\/kept$|: idb$/.test(one))).toEqual([]);
});
