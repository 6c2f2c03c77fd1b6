// The pile's whole state in one place: what was taken up and what could not be, how the table is filtered and
// sorted, what is selected, what is kept. It is made once, outside of the views (`start.ts`), which read it and
// call its methods.

import type { Analysis } from "../analysis";
import type { Filed, FiledText } from "../desk/filed";
import type { Left, Store } from "../store";
import {
  articlesOf,
  likelyColumns,
  MAX_FILE_BYTES,
  type Refusal,
  type Sheet,
  type Taken,
  take,
} from "./intake";
import type { Keeper, Keeping } from "./keeping";
import type { Entry, Pile, Progress } from "./pile";
import {
  type Filter,
  filedRow,
  filtered,
  NO_FILTER,
  type Row,
  rowsOf,
  type Sort,
  sorted,
} from "./rows";
import { type Column, type PileWords, pileWords } from "./words";

/** So long, in milliseconds, the page may be busy without a pause. */
const AT_ONCE = 12;

/** A table that was taken up and waits for the choice of its columns. */
export interface Choice {
  readonly sheet: Sheet;
  readonly text: number;
  readonly name: number | null;
}

export interface PileState {
  readonly filter: Filter;
  readonly sort: Sort | null;
  /** The keys of the rows that are selected. */
  readonly selected: ReadonlySet<string>;
  readonly choices: readonly Choice[];
  readonly refused: Taken["refused"];
  /** What became of the texts, in words. */
  readonly said: string;
  /** What became of what is kept, in words. */
  readonly told: string;
}

/** What the table shows. */
export interface Shown {
  readonly all: readonly Row[];
  readonly shown: readonly Row[];
  readonly failed: readonly Entry[];
  readonly withoutIncident: number;
}

export class PileStore extends EventTarget {
  readonly #store: Store;
  readonly #pile: Pile;
  readonly #keeper: Keeper;
  #state: PileState;
  /** How many texts were settled when it was last said that all are done. */
  #settledTold = 0;
  #pastes = 0;
  #stale = true;
  #madeOf: readonly unknown[] = [];
  #rows: Shown = { all: [], shown: [], failed: [], withoutIncident: 0 };
  readonly #rowsOfEntry = new WeakMap<
    Entry,
    { readonly text: FiledText; readonly rows: Row[]; readonly left: Left | null }
  >();

  constructor(
    store: Store,
    pile: Pile,
    keeper: Keeper,
    { filter, sort }: Pick<PileState, "filter" | "sort">,
  ) {
    super();
    this.#store = store;
    this.#pile = pile;
    this.#keeper = keeper;
    this.#state = {
      filter,
      sort,
      selected: new Set(),
      choices: [],
      refused: [],
      said: "",
      told: "",
    };
    pile.addEventListener("change", this.#onPile);
    keeper.addEventListener("change", this.#onStale);
    store.addEventListener("tables", () => pile.readAnew());
  }

  get state(): PileState {
    return this.#state;
  }

  get progress(): Progress {
    return this.#pile.progress;
  }

  /** The texts that have been read, as the core read them. */
  get read(): readonly { name: string; text: string; analysis: Analysis }[] {
    return this.#pile.entries.flatMap(({ name, text, analysis }) =>
      analysis ? [{ name, text, analysis }] : [],
    );
  }

  get keeping(): Keeping {
    return this.#keeper.keeping;
  }

  get #words(): PileWords {
    return pileWords(this.#store.state.language);
  }

  #set(change: Partial<PileState>): void {
    this.#state = { ...this.#state, ...change };
    this.dispatchEvent(new Event("change"));
  }

  readonly #onPile = () => {
    this.#stale = true;
    const { total, waiting, running, settled } = this.#pile.progress;
    // Said once, when all is done: figures that are told at every step would never let a reader speak. A few
    // texts may be done before the first change is told.
    const finished = settled > this.#settledTold && waiting + running === 0 && total > 0;
    if (finished) this.#settledTold = settled;
    this.#set(finished ? { said: this.#words.finished(total, this.rows.all.length) } : {});
  };

  readonly #onStale = () => {
    this.#stale = true;
    this.#set({});
  };

  /** Takes up what a person corrected while the pile was out of sight, and keeps it. */
  catchUp(): void {
    void this.#keeper.keep();
    this.#onStale();
  }

  /** Takes files up, one after the other, so that the page stays free between two. */
  async addFiles(files: readonly File[]): Promise<void> {
    this.#set({ refused: [], said: "" });
    for (const file of files) {
      if (file.size > MAX_FILE_BYTES) {
        this.#refuse(file.name, "too_large");
        continue;
      }
      let content: Uint8Array;
      try {
        content = new Uint8Array(await file.arrayBuffer());
      } catch {
        this.#refuse(file.name, "unreadable");
        continue;
      }
      await this.#takeAll(file.name, take(file.name, content));
    }
  }

  /** Takes a text up that was pasted. */
  async paste(text: string): Promise<void> {
    this.#pastes += 1;
    const name = this.#words.pasted(this.#pastes);
    await this.#takeAll(name, take(name, new TextEncoder().encode(text)));
  }

  /** Chooses a table's columns. */
  choose(choice: Choice, columns: Partial<Pick<Choice, "text" | "name">>): void {
    const choices = this.#state.choices.map((one) =>
      one === choice ? { ...one, ...columns } : one,
    );
    this.#set({ choices });
  }

  /** Takes a table's rows up. */
  async takeUp(choice: Choice): Promise<void> {
    const { sheet, text, name } = choice;
    this.#set({ choices: this.#state.choices.filter((one) => one !== choice) });
    await this.#takeAll(sheet.name, articlesOf(sheet, text, name));
  }

  #refuse(name: string, code: Exclude<Refusal["code"], "line">): void {
    this.#set({ refused: [...this.#state.refused, { name, refusal: { code } }] });
  }

  /** Takes pieces up, and lets the page paint and take input now and then. */
  async #takeAll(name: string, pieces: Iterable<Taken>): Promise<void> {
    let since = performance.now();
    try {
      for (const piece of pieces) {
        this.#take(piece);
        if (performance.now() - since < AT_ONCE) continue;
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
        since = performance.now();
      }
    } catch {
      this.#refuse(name, "not_text");
    }
  }

  #take({ articles, sheet, refused }: Taken): void {
    const { choices } = this.#state;
    if (sheet) this.#set({ choices: [...choices, { sheet, ...likelyColumns(sheet) }] });
    if (refused.length > 0) this.#set({ refused: [...this.#state.refused, ...refused] });
    if (articles.length > 0) this.#pile.add(articles);
  }

  pause(): void {
    this.#pile.pause();
  }

  resume(): void {
    this.#pile.resume();
  }

  cancel(): void {
    this.#set({ said: this.#words.cancelled(this.#pile.cancel()) });
  }

  retryFailed(): void {
    this.#pile.retryFailed();
  }

  clear(): void {
    this.#pile.clear();
    this.#set({
      said: this.keeping.state === "kept" ? this.#words.storeRemains : "",
      refused: [],
      selected: new Set(),
      filter: NO_FILTER,
    });
  }

  filter(change: Partial<Filter>): void {
    this.#set({ filter: { ...this.#state.filter, ...change } });
  }

  /** Sorts by a column; again the other way round, and then no more. */
  sortBy(by: Column): void {
    const { sort } = this.#state;
    const first = by === "count" || by === "date" || by === "data";
    if (sort?.by !== by) this.#set({ sort: { by, descending: first } });
    else if (sort.descending === first) this.#set({ sort: { by, descending: !first } });
    else this.#set({ sort: null });
  }

  select(keys: readonly string[], selects: boolean): void {
    const selected = new Set(this.#state.selected);
    for (const key of keys) {
      if (selects) selected.add(key);
      else selected.delete(key);
    }
    this.#set({ selected });
  }

  /** The rows of every text, with what a person left in them since; made anew only when something changed. */
  get rows(): Shown {
    if (this.#stale) {
      this.#stale = false;
      const { entries } = this.#pile;
      this.#rows = {
        ...this.#rows,
        all: entries.flatMap((entry) => this.#rowsOf(entry)),
        failed: entries.filter(({ state }) => state === "failed"),
        withoutIncident: entries.filter(({ analysis }) => analysis?.incidents.length === 0).length,
      };
    }
    const { language } = this.#store.state;
    const { filter, sort } = this.#state;
    const { all } = this.#rows;
    const made = [all, filter, sort, language];
    if (made.some((part, at) => part !== this.#madeOf[at])) {
      this.#madeOf = made;
      this.#rows = { ...this.#rows, shown: sorted(filtered(all, filter), sort, language) };
    }
    return this.#rows;
  }

  #rowsOf(entry: Entry): Row[] {
    if (!entry.analysis) return [];
    const left = this.#store.left(entry.text);
    const analysis = left?.analysis ?? entry.analysis;
    const known = this.#rowsOfEntry.get(entry);
    if (known?.text.analysis === analysis && known.left === left) return known.rows;
    const reviews = left?.reviews ?? [];
    const text = { source: entry.name, text: entry.text, analysis, reviews };
    const rows = rowsOf(entry, text);
    this.#rowsOfEntry.set(entry, { text, rows, left });
    return rows;
  }

  /** The rows that an export takes. */
  exported(what: "selected" | "shown"): readonly Row[] {
    const { all, shown } = this.rows;
    return what === "shown" ? shown : all.filter(({ key }) => this.#state.selected.has(key));
  }

  filed(what: "selected" | "shown"): Filed[] {
    return this.exported(what).map(filedRow);
  }

  texts(what: "selected" | "shown"): FiledText[] {
    const entries = new Set(this.exported(what).map(({ entry }) => entry));
    return [...entries].flatMap((entry) => this.#rowsOfEntry.get(entry)?.text ?? []);
  }

  /** Keeps the pile from now on, or no more. */
  keep(keeps: boolean): void {
    this.#set({ told: "" });
    if (keeps) void this.#keeper.start();
    else this.#keeper.stop();
  }

  /** All that is kept, as a file. */
  async exportKept(): Promise<Blob | null> {
    return await this.#keeper.export();
  }

  async importKept(file: File): Promise<void> {
    const texts = await this.#keeper.import(await file.text());
    if (this.#keeper.keeping.state === "failed") return;
    this.#set({
      told: texts === null ? this.#words.storeWrong : this.#words.storeImported(texts),
    });
  }

  async deleteKept(): Promise<void> {
    await this.#keeper.deleteAll();
    if (this.#keeper.keeping.state === "off") this.#set({ told: this.#words.storeDeleted });
  }
}
