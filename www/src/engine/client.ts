// The page's only way to the worker: starts it, follows its loading, and hands it one text at a time.
// A newer text takes the place of one that still waits; the answer to an outdated one is dropped.

import type { Analysis } from "../analysis";
import { ASSETS } from "./assets";
import type { Problem, Request, Response } from "./protocol";
import workerUrl from "./worker?worker&url";

export type EngineState =
  | { readonly phase: "loading"; readonly loaded: number; readonly total: number }
  | { readonly phase: "ready"; readonly version: string }
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

const WORKER_ADDRESS = new URL(workerUrl, import.meta.url).href;

/** Under `require-trusted-types-for 'script'` a worker starts from no address but the built one. */
const policy = window.trustedTypes?.createPolicy("jiken-worker", {
  createScriptURL(address) {
    if (address !== WORKER_ADDRESS) throw new TypeError(`not the worker of this page: ${address}`);
    return address;
  },
});

/** The worker; null where the browser has none, or is told not to start any. */
function createWorker(): Worker | null {
  try {
    const address = policy?.createScriptURL(WORKER_ADDRESS) ?? WORKER_ADDRESS;
    return new Worker(address as string, { type: "module", name: "jiken" });
  } catch {
    return null;
  }
}

export class Engine {
  readonly #onState: (state: EngineState) => void;
  #worker: Worker | undefined;
  #ready = false;
  #running: Job | undefined;
  #waiting: Job | undefined;
  #lastId = 0;

  constructor(onState: (state: EngineState) => void) {
    this.#onState = onState;
  }

  /** Starts the worker, or starts it afresh; a text that waits is classified once it is ready. */
  start(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#onState({ phase: "loading", loaded: 0, total: 1 });
    const worker = createWorker();
    if (!worker) {
      this.#fail({ code: "no_worker" });
      return;
    }
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Response>) => {
      if (worker === this.#worker) this.#receive(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#lost();
    });
    this.#post({ type: "load", module: ASSETS.module, dictionary: ASSETS.dictionary });
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
    if (!this.#ready || this.#running || !this.#waiting) return;
    this.#running = this.#waiting;
    this.#waiting = undefined;
    this.#post({ type: "classify", id: this.#running.id, text: this.#running.text });
  }

  #post(request: Request): void {
    this.#worker?.postMessage(request);
  }

  #receive(message: Response): void {
    switch (message.type) {
      case "progress":
        this.#onState({ phase: "loading", loaded: message.loaded, total: message.total });
        break;
      case "ready":
        this.#ready = true;
        this.#onState({ phase: "ready", version: message.version });
        this.#next();
        break;
      case "failed":
        this.#fail(message.problem);
        break;
      case "result":
        this.#settle(message.id, { kind: "analysis", analysis: message.analysis });
        break;
      case "rejected":
        this.#settle(message.id, { kind: "problem", problem: message.problem });
        // A trap leaves the module's memory in an unknown state: only a fresh one may go on.
        if (message.problem.code === "crashed") this.start();
        break;
    }
  }

  #settle(id: number, outcome: Outcome): void {
    if (this.#running?.id !== id) return;
    const { settle } = this.#running;
    this.#running = undefined;
    settle(id === this.#lastId ? outcome : { kind: "superseded" });
    this.#next();
  }

  /** The worker died without a word: while loading it cannot be had, later it is started afresh. */
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
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#onState({ phase: "failed", problem });
  }
}
