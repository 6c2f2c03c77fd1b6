// The names on the page are those of the tables, so that a reader of both meets one vocabulary.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CAUSES, DATA_TYPES } from "../../src/labels";

/** The labels of a table's file: each entry of that kind with its id and its names. */
function labels(file: string, kind: string) {
  const table = readFileSync(new URL(`../../../tables/${file}`, import.meta.url), "utf8");
  const entries = table.split(/^\[\[/m).filter((entry) => entry.startsWith(`${kind}]]`));
  return Object.fromEntries(
    entries.map((entry) => {
      const value = (key: string) => new RegExp(`^${key} = "(.*)"$`, "m").exec(entry)?.[1];
      return [value("id"), { ja: value("ja"), en: value("en") }];
    }),
  );
}

test.each([
  ["causes.toml", "cause", CAUSES],
  ["data_types.toml", "data_type", DATA_TYPES],
])("the labels of %s", (file, kind, names) => {
  expect(names).toEqual(labels(file, kind));
});
