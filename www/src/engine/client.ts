// The page's only way to the core: starts it in a worker, or in its own thread where a worker is refused,
// follows its loading, and hands it one text at a time. A newer text takes the place of one that still
// waits; the answer to an outdated one is dropped.

import type { Analysis } from "../analysis";
import { trusted } from "../trusted";
import { assets, WORKER_ADDRESS, WORKER_TYPE } from "./assets";
import { createCore } from "./core";
import type { Mode, Problem, Request, Response } from "./protocol";

export type EngineState =
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "ready"; readonly version: string; readonly mode: Mode }
  | { readonly phase: "failed"; readonly problem: Problem };

export type Outcome =
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "superseded" };

interface Job {
  readonly id: number;
  readonly text: string;
  readonly settle: (outcome: Outcome) => void;
}

/** A running core, wherever it runs. */
interface Core {
  readonly mode: Mode;
  readonly post: (request: Request) => void;
  readonly close: () => void;
}

/** How long a worker may say nothing over a text: the longest one takes seconds on a slow machine. */
const SILENCE_MS = 60_000;

/** The worker; null where the browser has none, or is told not to start any. */
function createWorker(): Worker | null {
  try {
    const address = trusted("jiken-worker", WORKER_ADDRESS);
    return new Worker(address as string, { type: WORKER_TYPE, name: "jiken" });
  } catch {
    return null;
  }
}

/** Lets the page paint and take input before the next piece of work. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

export class Engine {
  readonly #onState: (state: EngineState) => void;
  #core: Core | undefined;
  #ready = false;
  #running: Job | undefined;
  #waiting: Job | undefined;
  #lastId = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(onState: (state: EngineState) => void) {
    this.#onState = onState;
  }

  /** Where the core runs, once one runs. */
  get mode(): Mode | null {
    return this.#core?.mode ?? null;
  }

  /** Starts a core, or starts it afresh; a text that waits is classified once it is ready. */
  start(): void {
    this.#close();
    this.#onState({ phase: "loading", loaded: 0, total: 1 });
    if (!this.#startWorker()) this.#startInThread();
  }

  /** Whether there is a worker; where it is refused, some browsers say so only later. */
  #startWorker(): boolean {
    const worker = createWorker();
    if (!worker) return false;
    const core: Core = {
      mode: "worker",
      post: (request) => worker.postMessage(request),
      close: () => worker.terminate(),
    };
    let spoke = false;
    worker.addEventListener("message", ({ data }: MessageEvent<Response>) => {
      spoke = true;
      if (core === this.#core) this.#receive(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (core !== this.#core) return;
      if (spoke) {
        this.#lost();
        return;
      }
      // Refused by a policy, or not there: what it would have done can be done here.
      this.#close();
      this.#startInThread();
    });
    this.#load(core);
    return true;
  }

  #startInThread(): void {
    const ended = new AbortController();
    const answer = createCore({
      send: (message) => this.#receive(message),
      pause: nextTask,
      signal: ended.signal,
    });
    this.#load({
      mode: "main-thread",
      post: (request) => void answer(request),
      close: () => ended.abort(),
    });
  }

  #load(core: Core): void {
    this.#core = core;
    core.post({ type: "load", ...assets() });
  }

  /** Classifies a text; resolves to `superseded` when a newer one arrives before the answer. */
  classify(text: string): Promise<Outcome> {
    return new Promise((settle) => {
      this.#lastId += 1;
      this.#waiting?.settle({ kind: "superseded" });
      this.#waiting = { id: this.#lastId, text, settle };
      this.#next();
    });
  }

  #next(): void {
    if (!this.#ready || !this.#core || this.#running || !this.#waiting) return;
    this.#running = this.#waiting;
    this.#waiting = undefined;
    const { id, text } = this.#running;
    this.#core.post({ type: "classify", id, text });
    if (this.#core.mode === "worker") {
      this.#silence = setTimeout(() => this.#lost(), SILENCE_MS);
    }
  }

  #receive(message: Response): void {
    switch (message.type) {
      case "progress":
        this.#onState({ phase: "loading", loaded: message.loaded, total: message.total });
        break;
      case "ready":
        if (!this.#core) return;
        this.#ready = true;
        this.#onState({ phase: "ready", version: message.version, mode: this.#core.mode });
        this.#next();
        break;
      case "failed":
        this.#fail(message.problem);
        break;
      case "result":
        this.#settle(message.id, { kind: "analysis", analysis: message.analysis });
        break;
      case "rejected": {
        // A trap leaves the module's memory in an unknown state: only a fresh one may go on.
        const crashed = message.problem.code === "crashed";
        if (crashed) this.#close();
        this.#settle(message.id, { kind: "problem", problem: message.problem });
        if (crashed) this.start();
        break;
      }
    }
  }

  #settle(id: number, outcome: Outcome): void {
    if (this.#running?.id !== id) return;
    clearTimeout(this.#silence);
    const { settle } = this.#running;
    this.#running = undefined;
    settle(id === this.#lastId ? outcome : { kind: "superseded" });
    this.#next();
  }

  /** The worker died, or hangs, without a word: while loading it cannot be had, later it is started afresh. */
  #lost(): void {
    if (!this.#ready) {
      this.#fail({ code: "worker" });
      return;
    }
    this.#running?.settle({ kind: "problem", problem: { code: "crashed" } });
    this.#running = undefined;
    this.start();
  }

  #fail(problem: Problem): void {
    this.#close();
    this.#onState({ phase: "failed", problem });
  }

  #close(): void {
    this.#core?.close();
    this.#core = undefined;
    this.#ready = false;
    clearTimeout(this.#silence);
  }
}
