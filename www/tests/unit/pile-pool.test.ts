// The pile's way through its workers.

import { expect, test } from "vitest";
import type { Connection, Job } from "../../src/engine/connection";
import { Pile } from "../../src/pile/pile";
import { analysis } from "../fixtures/analyses";

test("a pile that is read anew goes by the tables of then, and gives nothing up when that is cancelled", async () => {
  const asked: unknown[] = [];
  const connect = () =>
    ({
      follow: () => () => undefined,
      start: () => undefined,
      close: () => undefined,
      submit: ({ tables, settle }: Job) => {
        asked.push(tables);
        queueMicrotask(() => settle({ kind: "done", analysis: analysis() }));
      },
    }) as unknown as Connection;
  let tables: Record<string, string> | null = null;
  const pile = new Pile(connect, 1, () => tables);
  const settled = () =>
    new Promise<void>((resolve) => {
      pile.addEventListener("change", () => {
        const { waiting, running } = pile.progress;
        if (waiting + running === 0) resolve();
      });
    });
  const first = settled();
  pile.add([
    { name: "a", text: "一" },
    { name: "b", text: "二" },
  ]);
  await first;
  expect(asked).toEqual([null, null]);
  tables = { "cues.toml": "" };
  pile.readAnew();
  expect(pile.entries.map(({ analysis: read }) => read !== null)).toEqual([true, true]);
  pile.cancel();
  await settled();
  expect(pile.entries.map(({ state }) => state)).toEqual(["done", "done"]);
  const again = settled();
  pile.readAnew();
  await again;
  expect(asked.slice(-2)).toEqual([tables, tables]);
});
