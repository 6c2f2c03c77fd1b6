// Many texts on their way through a pool of workers. The pile holds them and what was found in them; views
// read it and follow its changes, which it announces no oftener than a person can see.

import type { Analysis } from "../analysis";
import type { Connection, EngineState } from "../engine/connection";
import type { Problem, Tables } from "../engine/protocol";
import type { Article } from "./intake";
import { searchable } from "./rows";

export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  /** Name and text, for searching. */
  readonly searchable: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly analysis: Analysis | null;
  readonly problem: Problem | null;
}

export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly waiting: number;
  readonly running: number;
  /** How many texts were read, or could not be, since the pile was made. */
  readonly settled: number;
  readonly paused: boolean;
  /** Seconds until all is done; null where that cannot be told yet. */
  readonly secondsLeft: number | null;
}

/** More workers than these cost more memory than they save time. */
const MOST_WORKERS = 4;

/** How many workers a machine has room for beside the page. */
export function workersToSpare(): number {
  const spare = Math.max((navigator.hardwareConcurrency || 2) - 1, 1);
  return Math.min(spare, MOST_WORKERS);
}

/** How often a change is announced, in milliseconds. */
const ANNOUNCED_EVERY = 250;
/** So many texts must be done before the time that is left is told. */
const TOLD_AFTER = 5;

export class Pile extends EventTarget {
  readonly #connect: () => Connection;
  readonly #workers: number;
  readonly #tables: () => Tables | null;
  #entries: Entry[] = [];
  #waiting: number[] = [];
  /** The names of each text, by which what is kept is told from what is new. */
  #names = new Map<string, Set<string>>();
  #running = 0;
  #settled = 0;
  #idle: Connection[] = [];
  #pool: Connection[] = [];
  #paused = false;
  #nextId = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** For the time that is left: what was done in this run, and how long it took, without the pauses. */
  #done = 0;
  #worked = 0;
  #since: number | null = null;
  #generation = 0;

  /** Texts are classified by what `tables` gives; null for the built-in ones. */
  constructor(
    connect: () => Connection,
    workers: number,
    tables: () => Tables | null = () => null,
  ) {
    super();
    this.#tables = tables;
    this.#connect = connect;
    this.#workers = workers;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get progress(): Progress {
    const waiting = this.#waiting.length;
    const worked = this.#worked + (this.#since === null ? 0 : performance.now() - this.#since);
    const left = ((waiting + this.#running) * worked) / Math.max(this.#done, 1) / 1000;
    return {
      total: this.#entries.length,
      done: this.#entries.length - waiting - this.#running,
      waiting,
      running: this.#running,
      settled: this.#settled,
      paused: this.#paused,
      secondsLeft: this.#done < TOLD_AFTER ? null : Math.max(Math.ceil(left), 1),
    };
  }

  add(articles: readonly Article[]): void {
    for (const { name, text } of articles) {
      this.#name({ name, text });
      this.#waiting.push(this.#entries.length);
      this.#entries.push({
        id: this.#nextId++,
        name,
        text,
        searchable: searchable(`${name}\n${text}`),
        state: "waiting",
        analysis: null,
        problem: null,
      });
    }
    this.#announce();
    this.#go();
  }

  /** Takes up texts that were classified before. */
  restore(
    kept: readonly { readonly article: Article; readonly analysis: Analysis | null }[],
  ): void {
    for (const { article, analysis } of kept) {
      if (this.#names.get(article.text)?.has(article.name)) continue;
      if (!analysis) {
        this.add([article]);
        continue;
      }
      this.#name(article);
      this.#entries.push({
        id: this.#nextId++,
        ...article,
        searchable: searchable(`${article.name}\n${article.text}`),
        state: "done",
        analysis,
        problem: null,
      });
    }
    this.#announce();
  }

  #name({ name, text }: Article): void {
    const names = this.#names.get(text) ?? new Set();
    this.#names.set(text, names.add(name));
  }

  pause(): void {
    this.#paused = true;
    this.#clock();
    this.#announce();
  }

  resume(): void {
    this.#paused = false;
    this.#announce();
    this.#go();
  }

  /** Gives up what still waits; how many that were. */
  cancel(): number {
    const given = this.#waiting.length;
    const waiting = new Set(this.#waiting);
    this.#waiting = [];
    this.#paused = false;
    // What runs keeps its place: it is told apart by its id. What was read before, by other tables, stays.
    this.#entries = this.#entries.flatMap((entry, at) => {
      if (!waiting.has(at)) return [entry];
      return entry.analysis ? [{ ...entry, state: "done" as const }] : [];
    });
    this.#announce();
    return given;
  }

  /** Reads every text anew, by other tables; what was read before stands until then. */
  readAnew(): void {
    this.#generation += 1;
    this.#running = 0;
    this.#paused = false;
    this.#close();
    this.#entries = this.#entries.map((entry) => ({ ...entry, state: "waiting", problem: null }));
    this.#waiting = this.#entries.map((_, at) => at);
    this.#announce();
    this.#go();
  }

  retryFailed(): void {
    this.#entries.forEach((entry, at) => {
      if (entry.state !== "failed") return;
      this.#entries[at] = { ...entry, state: "waiting", problem: null };
      this.#waiting.push(at);
    });
    this.#announce();
    this.#go();
  }

  clear(): void {
    this.#generation += 1;
    this.#names.clear();
    this.#entries = [];
    this.#waiting = [];
    this.#running = 0;
    this.#paused = false;
    this.#close();
    this.#announce();
  }

  /** Starts as many workers as there is work for, and gives each the next text. */
  #go(): void {
    while (this.#pool.length < this.#workers && this.#waiting.length > this.#idle.length) {
      const connection = this.#connect();
      connection.follow((state) => this.#follow(connection, state));
      this.#pool.push(connection);
      this.#idle.push(connection);
      connection.start();
    }
    for (const connection of this.#idle.splice(0)) this.#next(connection);
    this.#clock();
  }

  #next(connection: Connection): void {
    if (!this.#pool.includes(connection)) return;
    const at = this.#paused ? undefined : this.#waiting.shift();
    const entry = at === undefined ? undefined : this.#entries[at];
    if (at === undefined || !entry) {
      this.#idle.push(connection);
      // What nobody needs any more gives its memory back.
      if (this.#waiting.length === 0 && this.#running === 0) this.#close();
      this.#clock();
      return;
    }
    const generation = this.#generation;
    this.#running += 1;
    this.#entries[at] = { ...entry, state: "running" };
    connection.submit({
      tables: this.#tables(),
      text: entry.text,
      settle: (answer) => {
        if (generation !== this.#generation) return;
        this.#running -= 1;
        this.#done += 1;
        const analysis = answer.kind === "done" ? answer.analysis : null;
        const problem = answer.kind === "problem" ? answer.problem : null;
        this.#settle(entry, analysis, problem);
        this.#next(connection);
      },
    });
  }

  #settle(entry: Entry, analysis: Analysis | null, problem: Problem | null): void {
    const at = this.#placeOf(entry);
    if (at < 0) return;
    this.#settled += 1;
    this.#entries[at] = { ...entry, state: analysis ? "done" : "failed", analysis, problem };
    this.#announce();
  }

  /** Entries stand in the order of their ids. */
  #placeOf({ id }: Entry): number {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = (this.#entries[middle] as Entry).id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** A core that cannot be had takes all that waits with it. */
  #follow(connection: Connection, state: EngineState): void {
    if (state.phase !== "failed" || !this.#pool.includes(connection)) return;
    const { problem } = state;
    this.#generation += 1;
    this.#settled += this.#waiting.length + this.#running;
    this.#entries = this.#entries.map((entry) =>
      entry.state === "waiting" || entry.state === "running"
        ? { ...entry, state: "failed" as const, problem }
        : entry,
    );
    this.#waiting = [];
    this.#running = 0;
    this.#close();
    this.#announce();
  }

  #close(): void {
    for (const connection of this.#pool) connection.close();
    this.#pool = [];
    this.#idle = [];
    this.#done = 0;
    this.#worked = 0;
    this.#since = null;
  }

  /** Stops the clock while nothing is worked on. */
  #clock(): void {
    const works = this.#running > 0 && !this.#paused;
    if (works && this.#since === null) this.#since = performance.now();
    if (!works && this.#since !== null) {
      this.#worked += performance.now() - this.#since;
      this.#since = null;
    }
  }

  #announce(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.dispatchEvent(new Event("change"));
    }, ANNOUNCED_EVERY);
  }
}
