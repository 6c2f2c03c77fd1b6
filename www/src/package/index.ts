// `createClassifier`: the core without the element, for a page or, with other surroundings, for Node.js.

import type * as face from "../../package/index";
import type { Job } from "../engine/connection";
import type { Problem, Tables } from "../engine/protocol";
import { JikenError } from "./error";
import { connect } from "./files";
import type { Lease } from "./pool";

export { JikenError };

export const createClassifier: typeof face.createClassifier = async (options = {}) => {
  const { assets, worker = true, tables = null, onProgress } = options;
  const lease = connect(assets, worker);
  const classifier = new Classifier(lease);
  try {
    await classifier.ready(onProgress);
    if (tables) await classifier.setTables(tables);
  } catch (error) {
    classifier.close();
    throw error;
  }
  return classifier;
};

type Settle = (problem: Problem | { code: "closed" }) => void;

class Classifier implements face.Classifier {
  readonly #lease: Lease;
  readonly #unfollow: () => void;
  /** What waits for an answer. */
  readonly #jobs = new Map<Job, Settle>();
  #tables: Tables | null = null;
  #closed = false;

  constructor(lease: Lease) {
    this.#lease = lease;
    this.#unfollow = lease.connection.follow((state) => {
      if (state.phase === "failed") this.#giveUp(state.problem);
    });
  }

  get mode(): face.Mode {
    const { state } = this.#lease.connection;
    return state.phase === "ready" ? state.mode : "worker";
  }

  get version(): string {
    const { state } = this.#lease.connection;
    return state.phase === "ready" ? state.version : "";
  }

  ready(onProgress: face.ClassifierOptions["onProgress"]): Promise<void> {
    const { connection } = this.#lease;
    return new Promise((resolve, reject) => {
      const look = () => {
        const { state } = connection;
        if (state.phase === "loading") {
          onProgress?.({ loaded: state.loaded, total: state.total });
          return;
        }
        unfollow();
        if (state.phase === "ready") resolve();
        else reject(new JikenError(state.problem));
      };
      const unfollow = connection.follow(look);
      connection.start();
      if (connection.state.phase === "ready") look();
    });
  }

  async classify(text: string, { signal }: face.ClassifyOptions = {}): Promise<face.Analysis> {
    if (typeof text !== "string") throw new JikenError({ code: "text_not_a_string" });
    const analysis = await this.#submit(this.#tables, text, signal);
    if (!analysis) throw new JikenError({ code: "crashed" });
    return analysis;
  }

  async setTables(tables: Tables | null): Promise<void> {
    await this.#submit(tables, null);
    this.#tables = tables;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unfollow();
    this.#giveUp({ code: "closed" });
    this.#lease.release();
  }

  #submit(
    tables: Tables | null,
    text: string | null,
    signal?: AbortSignal,
  ): Promise<face.Analysis | null> {
    signal?.throwIfAborted();
    if (this.#closed) throw new JikenError({ code: "closed" });
    const { connection } = this.#lease;
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#jobs.delete(job);
        signal?.removeEventListener("abort", abort);
      };
      const abort = () => {
        end();
        connection.withdraw(job);
        reject(signal?.reason);
      };
      const job: Job = {
        tables,
        text,
        settle: (answer) => {
          end();
          if (answer.kind === "done") resolve(answer.analysis);
          else reject(new JikenError(answer.problem));
        },
      };
      this.#jobs.set(job, (problem) => {
        end();
        connection.withdraw(job);
        reject(new JikenError(problem));
      });
      signal?.addEventListener("abort", abort);
      connection.submit(job);
      // A crash whose restart failed has left nothing running.
      if (connection.state.phase === "failed") connection.start();
    });
  }

  #giveUp(problem: Parameters<Settle>[0]): void {
    for (const settle of [...this.#jobs.values()]) settle(problem);
  }
}
