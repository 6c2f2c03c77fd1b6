// The way to a core: starts it in a worker, or in this thread where a worker is refused, follows its loading,
// and hands it one job at a time, in order. Several users may share one; nothing here knows where the files
// are (`assets.ts`) or whether a newer text makes an older one superfluous (`client.ts`).

import type { Analysis } from "../analysis";
import { createCore } from "./core";
import type { Ask, Asset, Mode, Problem, Request, Response, Tables } from "./protocol";

export type EngineState =
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "ready"; readonly version: string; readonly mode: Mode }
  | { readonly phase: "failed"; readonly problem: Problem };

/** What a worker says. */
export interface WorkerEvents {
  readonly onMessage: (message: Response) => void;
  readonly onError: () => void;
}

/** A running core, wherever it runs. */
export interface Core {
  readonly post: (request: Request) => void;
  readonly close: () => void;
}

/** What a core is made of. */
export interface Sources {
  readonly module: Asset;
  readonly dictionary: Asset;
  /** Starts a worker; null, or null in return, where there is to be none. */
  readonly startWorker: ((events: WorkerEvents) => Core | null) | null;
}

/** What became of a job; without an analysis where there was no text, without answers where nothing was asked. */
export type Answer =
  | {
      readonly kind: "done";
      readonly analysis: Analysis | null;
      readonly answers?: readonly unknown[];
    }
  | { readonly kind: "problem"; readonly problem: Problem };

export interface Job {
  /** The tables to classify by; null for the built-in ones. */
  readonly tables: Tables | null;
  /** The text to classify; null to try the tables only. */
  readonly text: string | null;
  /** What to ask the tables in place of a text. */
  readonly ask?: Ask;
  readonly settle: (answer: Answer) => void;
}

/** How long a worker may say nothing over a step: the longest text takes seconds on a slow machine. */
const SILENCE_MS = 60_000;

/** Lets the page paint and take input before the next piece of work. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

export class Connection {
  readonly #sources: () => Sources;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState | undefined;
  #core: Core | undefined;
  #mode: Mode = "worker";
  #running: Job | undefined;
  #waiting: Job[] = [];
  #lastId = 0;
  /** The tables that the core has. */
  #tables: Tables | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(sources: () => Sources) {
    this.#sources = sources;
  }

  get state(): EngineState {
    return this.#state ?? { phase: "loading", loaded: 0, total: 1 };
  }

  /** Follows the state from now on; returns what ends that. */
  follow(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts a core, unless one runs or is being loaded; jobs that wait are done once it is ready. */
  start(): void {
    if (this.#core) return;
    this.#set({ phase: "loading", loaded: 0, total: 1 });
    const sources = this.#sources();
    if (!this.#startWorker(sources)) this.#startInThread(sources);
  }

  submit(job: Job): void {
    this.#waiting.push(job);
    this.#next();
  }

  /** Takes a job back that still waits; whether it did. */
  withdraw(job: Job): boolean {
    const waited = this.#waiting.includes(job);
    this.#waiting = this.#waiting.filter((other) => other !== job);
    return waited;
  }

  /** Ends the core; a job that runs is given up. */
  close(): void {
    clearTimeout(this.#silence);
    this.#core?.close();
    this.#core = undefined;
    this.#running = undefined;
    this.#tables = null;
  }

  #set(state: EngineState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  /** Whether there is a worker; where it is refused, some browsers say so only later. */
  #startWorker(sources: Sources): boolean {
    let spoke = false;
    const core = sources.startWorker?.({
      onMessage: (message) => {
        spoke = true;
        if (core === this.#core) this.#receive(message);
      },
      onError: () => {
        if (core !== this.#core) return;
        if (spoke) {
          this.#lost();
          return;
        }
        // Refused by a policy, or not there: what it would have done can be done here.
        this.close();
        this.#startInThread(sources);
      },
    });
    if (!core) return false;
    this.#load(core, "worker", sources);
    return true;
  }

  #startInThread(sources: Sources): void {
    const ended = new AbortController();
    const answer = createCore({
      send: (message) => this.#receive(message),
      pause: nextTask,
      signal: ended.signal,
    });
    const core: Core = {
      post: (request) => void answer(request),
      close: () => ended.abort(),
    };
    this.#load(core, "main-thread", sources);
  }

  #load(core: Core, mode: Mode, { module, dictionary }: Sources): void {
    this.#core = core;
    this.#mode = mode;
    this.#awaitWord();
    core.post({ type: "load", module, dictionary });
  }

  #next(): void {
    if (this.#state?.phase !== "ready" || !this.#core || this.#running) return;
    this.#running = this.#waiting.shift();
    if (this.#running) this.#go(this.#running);
  }

  /** The next step of a job: its tables first, where the core has others. */
  #go({ tables, text, ask }: Job): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#awaitWord();
    if (tables !== this.#tables) this.#core?.post({ type: "tables", id, tables });
    else if (text !== null) this.#core?.post({ type: "classify", id, text });
    else if (ask) this.#core?.post({ type: "ask", id, ask });
    else {
      this.#settle({ kind: "done", analysis: null });
    }
  }

  #receive(message: Response): void {
    switch (message.type) {
      case "progress":
        this.#awaitWord();
        this.#set({ phase: "loading", loaded: message.loaded, total: message.total });
        break;
      case "ready":
        clearTimeout(this.#silence);
        this.#set({ phase: "ready", version: message.version, mode: this.#mode });
        this.#next();
        break;
      case "failed":
        this.#fail(message.problem);
        break;
      case "replaced":
        if (!this.#running || message.id !== this.#lastId) return;
        this.#tables = this.#running.tables;
        this.#go(this.#running);
        break;
      case "result":
        if (message.id === this.#lastId) {
          this.#settle({ kind: "done", analysis: message.analysis });
        }
        break;
      case "answered":
        if (message.id === this.#lastId) {
          this.#settle({ kind: "done", analysis: null, answers: message.answers });
        }
        break;
      case "rejected":
        if (message.id !== this.#lastId) return;
        if (message.problem.code === "crashed") this.#crashed();
        else this.#settle({ kind: "problem", problem: message.problem });
        break;
    }
  }

  #settle(answer: Answer): void {
    clearTimeout(this.#silence);
    const job = this.#running;
    this.#running = undefined;
    job?.settle(answer);
    this.#next();
  }

  /** From now on the worker may say nothing for a while, and not longer. */
  #awaitWord(): void {
    clearTimeout(this.#silence);
    if (this.#mode === "worker") this.#silence = setTimeout(() => this.#lost(), SILENCE_MS);
  }

  /** The worker died, or hangs, without a word: while loading it cannot be had, later it is started afresh. */
  #lost(): void {
    if (this.#state?.phase === "ready") this.#crashed();
    else this.#fail({ code: "worker" });
  }

  /** A trap leaves the module's memory in an unknown state: only a fresh one may go on. */
  #crashed(): void {
    const job = this.#running;
    this.close();
    this.start();
    job?.settle({ kind: "problem", problem: { code: "crashed" } });
  }

  #fail(problem: Problem): void {
    this.close();
    this.#set({ phase: "failed", problem });
  }
}
