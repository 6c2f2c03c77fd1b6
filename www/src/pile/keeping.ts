// Keeps a pile as it grows and as it is corrected, where the person chose so, and brings back what was kept.

import type { Left } from "../store";
import { fromExport, Kept, type KeptText, keyOf, toExport } from "./kept";
import type { Entry, Pile } from "./pile";

const SETTING = "jiken.keep";
/** So many texts are kept at a time, so that the page stays free in between. */
const BATCH = 100;

export type Keeping =
  | { readonly state: "off" }
  | { readonly state: "busy"; readonly kept: number }
  | { readonly state: "kept"; readonly kept: number }
  | { readonly state: "failed" };

/** What was left of texts, wherever that is held. */
export interface Leavings {
  left(text: string): Left | null;
  leave(text: string, left: Left): void;
}

export class Keeper extends EventTarget {
  readonly #pile: Pile;
  readonly #leavings: Leavings;
  #storage: Kept | null = null;
  /** What is kept of each text: by which tables it was read, and what was left of it. */
  #known = new Map<string, string>();
  #keeping: Keeping = { state: "off" };
  #working = false;
  #again = false;

  constructor(pile: Pile, leavings: Leavings) {
    super();
    this.#pile = pile;
    this.#leavings = leavings;
    pile.addEventListener("change", () => void this.keep());
    if (wanted()) void this.start();
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  #set(keeping: Keeping): void {
    this.#keeping = keeping;
    this.dispatchEvent(new Event("change"));
  }

  /** Opens the storage, brings back what is in it, and keeps from now on. */
  async start(): Promise<void> {
    remember(true);
    this.#set({ state: "busy", kept: 0 });
    try {
      this.#storage ??= await Kept.open(() => void this.#takeUp());
      await this.#takeUp();
      await this.keep();
    } catch {
      this.#set({ state: "failed" });
    }
  }

  /** Keeps nothing any more; what is kept stays. */
  stop(): void {
    remember(false);
    this.#storage?.close();
    this.#storage = null;
    this.#known.clear();
    this.#set({ state: "off" });
  }

  /** Keeps what has become new since. */
  async keep(): Promise<void> {
    const storage = this.#storage;
    if (!storage) return;
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = true;
    try {
      const fresh = this.#pile.entries.flatMap((entry) => this.#freshOf(entry) ?? []);
      for (let at = 0; at < fresh.length; at += BATCH) {
        const batch = fresh.slice(at, at + BATCH);
        this.#set({ state: "busy", kept: this.#known.size });
        await storage.put(batch);
        for (const text of batch) this.#known.set(text.key, signOf(text));
      }
      this.#set({ state: "kept", kept: this.#known.size });
    } catch {
      this.#set({ state: "failed" });
    } finally {
      this.#working = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.keep();
    }
  }

  /** An entry that is not kept as it stands. */
  #freshOf({ name, text, analysis }: Entry): KeptText | null {
    if (!analysis) return null;
    const key = this.#keys.get(text)?.get(name) ?? this.#learn(name, text, keyOf(name, text));
    const fresh = { key, name, text, analysis, left: this.#leavings.left(text) };
    return this.#known.get(key) === signOf(fresh) ? null : fresh;
  }

  /** The keys of texts by text and name: those that records have already, and those that were made. */
  readonly #keys = new Map<string, Map<string, string>>();

  #learn(name: string, text: string, key: string): string {
    const names = this.#keys.get(text) ?? new Map<string, string>();
    this.#keys.set(text, names.set(name, key));
    return key;
  }

  /** Takes up what is kept, by this tab or by another. */
  async #takeUp(): Promise<void> {
    if (!this.#storage) return;
    for await (const page of this.#storage.all()) this.#restore(page);
    this.#set({ state: "kept", kept: this.#known.size });
  }

  #restore(all: readonly KeptText[]): void {
    for (const kept of all) {
      const { key, name, text, left } = kept;
      this.#known.set(key, signOf(kept));
      this.#learn(name, text, key);
      if (left) this.#leavings.leave(text, left);
    }
    this.#pile.restore(
      all.map(({ name, text, analysis }) => ({ article: { name, text }, analysis })),
    );
  }

  /** All that is kept, as a file. */
  async export(): Promise<Blob | null> {
    return await this.#have(async (storage) => {
      const pages: KeptText[][] = [];
      for await (const page of storage.all()) pages.push(page);
      return toExport(pages.flat());
    });
  }

  /** Keeps what a file holds that was exported here; how many texts, null where it is no such file. */
  async import(content: string): Promise<number | null> {
    const texts = fromExport(content);
    if (!texts) return null;
    return await this.#have(async (storage) => {
      await storage.put(texts);
      this.#restore(texts);
      this.#set({ state: "kept", kept: this.#known.size });
      return texts.length;
    });
  }

  async deleteAll(): Promise<void> {
    await this.#have(async (storage) => {
      await storage.clear();
      this.stop();
    });
  }

  /** Has the storage do something; null where it cannot, which the state tells. */
  async #have<T>(done: (storage: Kept) => Promise<T>): Promise<T | null> {
    if (!this.#storage) return null;
    try {
      return await done(this.#storage);
    } catch {
      this.#set({ state: "failed" });
      return null;
    }
  }
}

function signOf({ analysis, left }: KeptText): string {
  return JSON.stringify([analysis.tables_version, left]);
}

function wanted(): boolean {
  try {
    return localStorage.getItem(SETTING) === "1";
  } catch {
    return false;
  }
}

function remember(keep: boolean): void {
  try {
    if (keep) localStorage.setItem(SETTING, "1");
    else localStorage.removeItem(SETTING);
  } catch {
    // Storage is forbidden, and so is keeping: opening it will say so.
  }
}
