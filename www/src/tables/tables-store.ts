// A set of tables in the making: what stands in it, what a person changed, what that changes in the open article
// and in the pile, and whether it is in use. It is made once, outside of the views (`start.ts`). Whatever changes
// it is tried by a core of its own first: a set that is not sound is never taken up.

import type { Analysis } from "../analysis";
import type { Problem, Tables } from "../engine/protocol";
import type { Pile } from "../pile/pile";
import type { Store } from "../store";
import { added, changed, literalOf, removed, switchedOff, switchedOn } from "./edit";
import { effectOf } from "./effect";
import { packed, readTables } from "./files";
import type { TableEntry, TableList } from "./listing";
import {
  FILES,
  type Filter,
  filtered,
  listKey,
  NO_FILTER,
  type Row,
  rowsOf,
  type TableFile,
} from "./rows";
import type { Trial } from "./trial";
import { type TablesWords, tablesWords } from "./words";

const NAME_FILE = "name.toml";

/** A text with what was read in it. */
export interface ReadText {
  readonly name: string;
  readonly text: string;
  readonly analysis: Analysis;
}

/** What tables make of a text, before and after. */
export interface Effect {
  readonly name: string;
  readonly before: Analysis;
  readonly after: Analysis;
}

/** What tables make of the pile; while it works, of what was read so far. */
export interface PileEffect {
  readonly total: number;
  readonly done: number;
  readonly changed: readonly Effect[];
}

/** What is wrong, and which entry, list or control it was asked by. */
export interface Fault {
  readonly at: string;
  readonly problem: Problem;
}

export interface TablesState {
  readonly phase: "loading" | "ready" | "failed";
  /** Why the tables cannot be had. */
  readonly problem: Problem | null;
  /** The version of the set: its name and a hash. */
  readonly version: string;
  /** The version of the tables in use. */
  readonly used: string;
  readonly filter: Filter;
  readonly fault: Fault | null;
  /** Whether a change is being tried. */
  readonly trying: boolean;
  /** What the set makes of the open article; null where none is open, or the set is in use. */
  readonly article: Effect | null;
  readonly pile: PileEffect | null;
  readonly said: string;
}

export class TablesStore extends EventTarget {
  readonly #store: Store;
  readonly #trial: Trial;
  readonly #pileTexts: () => readonly ReadText[];
  /** A pool of workers that classify by these tables. */
  readonly #poolOf: (tables: Tables | null) => Pile;
  #pool: Pile | null = null;
  #state: TablesState = {
    phase: "loading",
    problem: null,
    version: "",
    used: "",
    filter: NO_FILTER,
    fault: null,
    trying: false,
    article: null,
    pile: null,
    said: "",
  };
  #builtIn: Tables = {};
  readonly #builtInEntries = new Map<string, TableEntry>();
  /** The files that differ from the built-in ones. */
  #files: Tables = {};
  /** Those before each change. */
  #history: readonly Tables[] = [];
  #lists: ReadonlyMap<TableFile, readonly TableList[]> = new Map();
  readonly #rowsOfLists = new WeakMap<readonly TableList[], readonly Row[]>();
  /** One change is tried after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    store: Store,
    trial: Trial,
    pileTexts: () => readonly ReadText[],
    poolOf: (tables: Tables | null) => Pile,
  ) {
    super();
    this.#store = store;
    this.#trial = trial;
    this.#pileTexts = pileTexts;
    this.#poolOf = poolOf;
  }

  get state(): TablesState {
    return this.#state;
  }

  /** What the set calls itself; empty where it has no name of its own. */
  get name(): string {
    const name = this.#state.version.slice(0, this.#state.version.lastIndexOf("-"));
    return name === "builtin" || name === "custom" ? "" : name;
  }

  /** Whether anything differs from the built-in tables. */
  get isChanged(): boolean {
    return Object.keys(this.#files).length > 0;
  }

  get canUndo(): boolean {
    return this.#history.length > 0;
  }

  /** How many texts of the pile can be tried. */
  get pileSize(): number {
    return this.#pileTexts().length;
  }

  get #words(): TablesWords {
    return tablesWords(this.#store.state.language);
  }

  #set(change: Partial<TablesState>): void {
    this.#state = { ...this.#state, ...change };
    this.dispatchEvent(new Event("change"));
  }

  /** Takes up what was done elsewhere while the tables were out of sight, and starts a core. */
  async open(): Promise<void> {
    this.#trial.start();
    if (this.#state.phase === "ready") {
      await this.#inTurn(async () => await this.#adopt(this.#files, ""));
      return;
    }
    this.#set({ phase: "loading", problem: null });
    const builtIn = await this.#trial.builtIn();
    if (builtIn.kind === "problem") return this.#set({ phase: "failed", problem: builtIn.problem });
    this.#builtIn = builtIn.value;
    const lists = new Map<TableFile, readonly TableList[]>();
    for (const file of FILES) {
      const told = await this.#trial.lists(file, this.#builtIn[file] ?? "");
      if (told.kind === "problem") return this.#set({ phase: "failed", problem: told.problem });
      lists.set(file, told.value);
      for (const { key, entry } of rowsOf(file, told.value, null)) {
        this.#builtInEntries.set(key, entry);
      }
    }
    this.#lists = lists;
    // The page may use tables that were set before the editor was opened.
    const done = await this.#inTurn(async () => await this.#adopt(this.#store.tables ?? {}, ""));
    if (!done) {
      this.#set({ phase: "failed", problem: this.#state.fault?.problem ?? null });
      return;
    }
    this.#set({ phase: "ready", used: this.#state.version, article: null });
  }

  /** Gives the memory of its cores back. */
  close(): void {
    this.#stopPool();
    this.#trial.close();
  }

  forgetFault(): void {
    if (this.#state.fault) this.#set({ fault: null });
  }

  filter(change: Partial<Filter>): void {
    this.#set({ filter: { ...this.#state.filter, ...change } });
  }

  /** The rows that the search and the filters leave. */
  get rows(): readonly Row[] {
    const all = FILES.flatMap((file) => this.#rowsOf(file));
    return filtered(all, this.#state.filter, this.#words);
  }

  /** How many entries differ from the built-in ones. */
  get altered(): number {
    return FILES.filter((file) => file in this.#files)
      .flatMap((file) => this.#rowsOf(file))
      .filter(({ state }) => state !== "same").length;
  }

  #rowsOf(file: TableFile): readonly Row[] {
    const lists = this.#lists.get(file) ?? [];
    const known = this.#rowsOfLists.get(lists);
    if (known) return known;
    const rows = rowsOf(file, lists, this.#builtInEntries);
    this.#rowsOfLists.set(lists, rows);
    return rows;
  }

  #row(key: string): Row | null {
    const file = FILES.find((one) => key.startsWith(`${one}/`));
    return (file && this.#rowsOf(file).find((row) => row.key === key)) ?? null;
  }

  #text(file: string): string {
    return this.#files[file] ?? this.#builtIn[file] ?? "";
  }

  /** Writes other words, or another number, into an entry's place; whether the tables are sound with it. */
  change(
    key: string,
    written: { readonly text?: string; readonly weight?: string },
  ): Promise<boolean> {
    return this.#edit(key, (text, { list, entry }) => {
      const number = list.kind === "weight" ? entry : list.weight;
      const splices: [TableEntry, string][] = [];
      if (written.text !== undefined) splices.push([entry, literalOf(written.text)]);
      if (written.weight !== undefined && number) splices.push([number, written.weight]);
      // From behind, so that the places before stay right.
      splices.sort(([one], [other]) => other.start - one.start);
      return splices.reduce((now, [place, literal]) => changed(now, place, literal), text);
    });
  }

  /** Switches an entry off, or on again. A number that is off is 0. */
  toggle(key: string): Promise<boolean> {
    return this.#edit(key, (text, { list, entry, state, builtIn }) => {
      if (list.kind === "weight") {
        return changed(text, entry, state === "off" ? String(builtIn?.weight ?? 0) : "0");
      }
      return entry.off ? switchedOn(text, entry) : switchedOff(text, entry);
    });
  }

  /** Takes an entry away that a person added. */
  remove(key: string): Promise<boolean> {
    return this.#edit(key, (text, { entry }) => removed(text, entry));
  }

  /** Adds an entry to the list of another; `weight` where the list is one of numbers. */
  add(file: TableFile, list: TableList, text: string, weight: string): Promise<boolean> {
    const at = listKey(file, list);
    return this.#inTurn(async () => {
      const now = this.#lists.get(file)?.find((one) => listKey(file, one) === at);
      if (!now) return false;
      const literal = literalOf(text);
      const written = list.kind === "weight" ? `${literal} = ${weight}` : literal;
      return await this.#take(
        { ...this.#files, [file]: added(this.#text(file), now, written) },
        at,
      );
    });
  }

  #edit(key: string, edit: (text: string, row: Row) => string): Promise<boolean> {
    return this.#inTurn(async () => {
      const row = this.#row(key);
      if (!row) return false;
      const text = edit(this.#text(row.file), row);
      return await this.#take({ ...this.#files, [row.file]: text }, key);
    });
  }

  /** Calls the set by a name. */
  rename(name: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const line = `name = ${literalOf(name || "builtin")}`;
      const text = this.#text(NAME_FILE).replace(/^\s*"?name"?\s*=.*$/m, () => line);
      return await this.#take({ ...this.#files, [NAME_FILE]: text }, "name");
    });
  }

  undo(): Promise<boolean> {
    return this.#inTurn(async () => {
      const files = this.#history.at(-1);
      return files ? await this.#adopt(files, "", this.#history.slice(0, -1)) : false;
    });
  }

  /** Goes back to the built-in tables, and uses them. */
  async reset(): Promise<void> {
    await this.#inTurn(async () => await this.#take({}, ""));
    await this.use();
    this.#set({ said: this.#words.resetDone });
  }

  /** Has the article and the pile classified by the set. */
  use(): Promise<void> {
    return this.#inTurn(async () => await this.#use());
  }

  async #use(): Promise<void> {
    const { version } = this.#state;
    const problem = await this.#store.setTables(this.#tables(this.#files));
    if (problem) return this.#set({ fault: { at: "use", problem } });
    this.#stopPool();
    this.#set({
      used: version,
      article: null,
      pile: null,
      fault: null,
      said: this.#words.usedNow(version),
    });
  }

  /** All tables of the set, as the command takes them. */
  export(): Blob {
    return packed({ ...this.#builtIn, ...this.#files });
  }

  /** Takes tables from files in the place of the set. */
  async import(files: readonly File[]): Promise<void> {
    const tables = await readTables(files);
    if (!tables) return this.#set({ said: this.#words.importWrong, fault: null });
    const done = await this.#inTurn(async () => await this.#take(tables, "import"));
    this.#set({ said: done ? this.#words.imported(Object.keys(tables).length) : "" });
  }

  /** Tries the set on the whole pile. */
  tryPile(): void {
    this.#stopPool();
    const texts = this.#pileTexts();
    const pool = this.#poolOf(this.#tables(this.#files));
    this.#pool = pool;
    const tell = () => {
      if (this.#pool !== pool) return;
      const { done, waiting, running } = pool.progress;
      const changed = pool.entries.flatMap(({ analysis }, at) => {
        const { name, analysis: before } = texts[at] as ReadText;
        const differs = analysis && effectOf(before, analysis, "ja").length > 0;
        return differs ? [{ name, before, after: analysis }] : [];
      });
      this.#set({ pile: { total: texts.length, done, changed } });
      if (waiting + running === 0) this.#stopPool();
    };
    pool.addEventListener("change", tell);
    pool.add(texts);
    tell();
  }

  /** Tries the set on no more of the pile. */
  stopPile(): void {
    this.#stopPool();
    this.#set({ pile: null });
  }

  #stopPool(): void {
    const pool = this.#pool;
    this.#pool = null;
    pool?.clear();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done;
    return done;
  }

  /** The tables to classify by; null for the built-in ones. */
  #tables(files: Tables): Tables | null {
    return Object.keys(files).length > 0 ? files : null;
  }

  /** Takes up what a person changed, so that it can be undone. */
  async #take(files: Tables, at: string): Promise<boolean> {
    return await this.#adopt(files, at, [...this.#history, this.#files]);
  }

  /** Takes other files up, if they are sound; else says what is wrong where it was asked. */
  async #adopt(given: Tables, at: string, history = this.#history): Promise<boolean> {
    const files = Object.fromEntries(
      Object.entries(given).filter(([file, text]) => text !== this.#builtIn[file]),
    );
    this.#set({ trying: true, fault: null, said: "" });
    const { text, before } = this.#article();
    const outcome = await this.#trial.classify(this.#tables(files), text);
    if (outcome.kind === "problem") {
      this.#set({ trying: false, fault: { at, problem: outcome.problem } });
      return false;
    }
    const lists = new Map(this.#lists);
    for (const file of FILES) {
      const now = files[file] ?? this.#builtIn[file] ?? "";
      if (now === this.#text(file) && lists.has(file)) continue;
      const told = await this.#trial.lists(file, now);
      if (told.kind === "done") lists.set(file, told.value);
    }
    this.#lists = lists;
    this.#files = files;
    this.#history = history;
    this.#stopPool();
    const after = outcome.value;
    const { sourceName } = this.#store;
    const { used } = this.#state;
    const article =
      before && used !== after.tables_version ? { name: sourceName, before, after } : null;
    this.#set({ trying: false, version: after.tables_version, article, pile: null });
    return true;
  }

  /** The open article, and what the core read in it. */
  #article(): { readonly text: string; readonly before: Analysis | null } {
    const { read, state } = this.#store;
    return read && this.#store.isCurrent
      ? { text: state.analysedText, before: read }
      : { text: "", before: null };
  }
}
