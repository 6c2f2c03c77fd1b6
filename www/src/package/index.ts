// `createClassifier`: the core without the element, for a page or, with other surroundings, for Node.js.

import type * as face from "../../package/index";
import type { Answer, Job } from "../engine/connection";
import type { Ask, Problem, Tables } from "../engine/protocol";
import { caseOf as caseOfIncident } from "../model/review";
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

export const caseOf: typeof face.caseOf = (incident) => caseOfIncident(incident);

type Done = Answer & { readonly kind: "done" };
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
    const { analysis } = await this.#submit({ tables: this.#tables, text }, signal);
    if (!analysis) throw new JikenError({ code: "crashed" });
    return analysis;
  }

  async setTables(tables: Tables | null): Promise<void> {
    await this.#submit({ tables, text: null });
    this.#tables = tables;
  }

  async reporting(incident: face.Case): Promise<face.Reporting> {
    return (await this.#ask({ what: "reporting", cases: [incident] })) as face.Reporting;
  }

  async veris(incident: face.Case, context: face.VerisContext): Promise<Record<string, unknown>> {
    const cases = [[incident, context]] as const;
    return (await this.#ask({ what: "veris", cases })) as Record<string, unknown>;
  }

  async #ask(ask: Ask): Promise<unknown> {
    const { answers } = await this.#submit({ tables: this.#tables, text: null, ask });
    return answers?.[0];
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unfollow();
    this.#giveUp({ code: "closed" });
    this.#lease.release();
  }

  #submit(task: Omit<Job, "settle">, signal?: AbortSignal): Promise<Done> {
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
        ...task,
        settle: (answer) => {
          end();
          if (answer.kind === "done") resolve(answer);
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
