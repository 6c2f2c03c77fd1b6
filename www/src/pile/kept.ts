// What the person chose to keep: texts, what was read in them, what was left of them, in this browser's own
// storage. One record a text, under a key that is made of the text, so that two tabs that keep the same one
// keep it once, and neither undoes what the other kept.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Analysis } from "../analysis";
import type { Left } from "../store";

export interface KeptText {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly analysis: Analysis;
  /** What a person left of it; null where nothing. */
  readonly left: Left | null;
}

interface Schema extends DBSchema {
  texts: { key: string; value: KeptText };
}

const NAME = "jiken";
/** 1: texts and analyses. 2: what a person left of them, too. */
export const VERSION = 2;
const FORMAT = "jiken-store";
const PAGE = 200;

/** A text's key: enough to tell ten thousand texts apart, wherever the page is served from. */
export function keyOf(name: string, text: string): string {
  const whole = `${name}\n${text}`;
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < whole.length; at += 1) {
    const unit = whole.charCodeAt(at);
    one = Math.imul(one ^ unit, 2654435761);
    other = Math.imul(other ^ unit, 1597334677);
  }
  return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}-${whole.length.toString(36)}`;
}

export class Kept {
  readonly #database: IDBPDatabase<Schema>;
  /** Tells other tabs that there is something new. */
  readonly #channel = new BroadcastChannel(NAME);

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Opens the storage, in the form of this version whatever version made it. */
  static async open(onElsewhere: () => void): Promise<Kept> {
    const database = await openDB<Schema>(NAME, VERSION, {
      async upgrade(db, before, _, transaction) {
        if (before < 1) db.createObjectStore("texts", { keyPath: "key" });
        if (before === 1) {
          for await (const cursor of transaction.objectStore("texts")) {
            await cursor.update({ ...cursor.value, left: null });
          }
        }
      },
      // A newer version in another tab may change the storage's form: it must not wait for this one.
      blocking: (_, __, event) => (event.target as unknown as IDBDatabase).close(),
    });
    const kept = new Kept(database);
    kept.#channel.onmessage = onElsewhere;
    return kept;
  }

  /** All texts, some at a time, so that the page stays free in between. */
  async *all(): AsyncGenerator<KeptText[]> {
    let range: IDBKeyRange | null = null;
    for (;;) {
      const page: KeptText[] = await this.#database.getAll("texts", range, PAGE);
      const last = page.at(-1);
      if (!last) return;
      yield page;
      range = IDBKeyRange.lowerBound(last.key, true);
    }
  }

  /** Keeps texts; once it is done, they outlive a crash. */
  async put(texts: readonly KeptText[]): Promise<void> {
    const transaction = this.#database.transaction("texts", "readwrite", { durability: "strict" });
    for (const text of texts) void transaction.store.put(text);
    await transaction.done;
    this.#channel.postMessage("kept");
  }

  async clear(): Promise<void> {
    await this.#database.clear("texts");
    this.#channel.postMessage("cleared");
  }

  close(): void {
    this.#channel.close();
    this.#database.close();
  }
}

/** All that is kept, as a file: a text a line under a first line that says what it is. */
export function toExport(texts: readonly KeptText[]): Blob {
  const head = `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`;
  return new Blob([head, ...texts.map((text) => `${JSON.stringify(text)}\n`)], {
    type: "application/jsonl",
  });
}

/** What a file holds that was exported here, by this version or an earlier one; null where it is none. */
export function fromExport(content: string): KeptText[] | null {
  try {
    const [head = "", ...lines] = content.split("\n").filter(Boolean);
    const { format, version } = JSON.parse(head) as { format?: unknown; version?: unknown };
    if (format !== FORMAT || typeof version !== "number" || version > VERSION) return null;
    return lines.map((line) => {
      const { name, text, analysis, left = null } = JSON.parse(line) as KeptText;
      if (
        typeof name !== "string" ||
        typeof text !== "string" ||
        !Array.isArray(analysis.incidents)
      ) {
        throw new TypeError("not a kept text");
      }
      return { key: keyOf(name, text), name, text, analysis, left };
    });
  } catch {
    return null;
  }
}
