// The pile's way through its workers.

import { expect, test } from "vitest";
import type { Connection, Job } from "../../src/engine/connection";
import type { Keeper } from "../../src/pile/keeping";
import { Pile } from "../../src/pile/pile";
import { PileStore } from "../../src/pile/pile-store";
import { NO_FILTER } from "../../src/pile/rows";
import type { Store } from "../../src/store";
import { analysis } from "../fixtures/analyses";

/** A core that answers at once. */
const atOnce = () =>
  ({
    follow: () => () => undefined,
    start: () => undefined,
    close: () => undefined,
    submit: ({ settle }: Job) =>
      queueMicrotask(() => settle({ kind: "done", analysis: analysis() })),
  }) as unknown as Connection;

test("texts that are done before the first change is told are said to be done, and only once", async () => {
  const pile = new Pile(atOnce, 2, () => null);
  const page = Object.assign(new EventTarget(), { state: { language: "ja" }, left: () => null });
  const keeper = Object.assign(new EventTarget(), { keeping: { state: "off" } });
  const store = new PileStore(page as unknown as Store, pile, keeper as unknown as Keeper, {
    filter: NO_FILTER,
    sort: { by: "title", descending: false },
  });
  const said: string[] = [];
  store.addEventListener("change", () => said.push(store.state.said));
  pile.add([
    { name: "a", text: "一" },
    { name: "b", text: "二" },
  ]);
  await new Promise((resolve) => pile.addEventListener("change", resolve));
  expect(said).toEqual(["2 件の記事から 0 件の事案を読み取りました"]);
});

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
