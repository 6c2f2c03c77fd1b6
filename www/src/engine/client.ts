// One reader's way to the core: a newer text takes the place of one that still waits, and the answer to an
// outdated one is dropped.

import type { Analysis, Case, Reporting, VerisContext } from "../analysis";
import type { Answer, Connection, EngineState, Job } from "./connection";
import type { Ask, Problem, Tables } from "./protocol";

export type { EngineState };

export type Outcome =
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "superseded" };

export class Engine {
  readonly #connection: Connection;
  readonly #unfollow: () => void;
  #tables: Tables | null;
  #newest: { readonly job: Job; readonly supersede: () => void } | undefined;

  /** The tables have been in use before: nothing is wrong with them. */
  constructor(
    connection: Connection,
    tables: Tables | null,
    onState: (state: EngineState) => void,
  ) {
    this.#connection = connection;
    this.#tables = tables;
    this.#unfollow = connection.follow(onState);
  }

  get state(): EngineState {
    return this.#connection.state;
  }

  get tables(): Tables | null {
    return this.#tables;
  }

  /** Has a core started, unless one runs. */
  start(): void {
    this.#connection.start();
  }

  /** Classifies a text; resolves to `superseded` when a newer one arrives before the answer. */
  classify(text: string): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#supersede();
      const settle = (answer: Answer) => {
        if (this.#newest?.job !== job) return resolve({ kind: "superseded" });
        if (answer.kind === "problem") return resolve(answer);
        if (answer.analysis) resolve({ kind: "analysis", analysis: answer.analysis });
      };
      const job: Job = { tables: this.#tables, text, settle };
      this.#newest = { job, supersede: () => resolve({ kind: "superseded" }) };
      this.#connection.submit(job);
    });
  }

  /** Puts tables in the place of those in use, null for the built-in ones; what is wrong with them, if anything is. */
  setTables(tables: Tables | null): Promise<Problem | null> {
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        if (answer.kind === "problem") return resolve(answer.problem);
        this.#tables = tables;
        resolve(null);
      };
      this.#connection.submit({ tables, text: null, settle });
    });
  }

  /** The duties of incidents as a person left them; null where the core could not tell. */
  async reporting(cases: readonly Case[]): Promise<readonly Reporting[] | null> {
    return (await this.#ask({ what: "reporting", cases })) as readonly Reporting[] | null;
  }

  /** Incidents in the words of VERIS; null where the core could not tell. */
  veris(cases: readonly (readonly [Case, VerisContext])[]): Promise<readonly unknown[] | null> {
    return this.#ask({ what: "veris", cases });
  }

  /** The built-in tables: names and contents; null where the core could not tell. */
  async builtInTables(): Promise<Tables | null> {
    const [tables] = (await this.#ask({ what: "tables" })) ?? [];
    return (tables as Tables | undefined) ?? null;
  }

  #ask(ask: Ask): Promise<readonly unknown[] | null> {
    return new Promise((resolve) => {
      const settle = (answer: Answer) =>
        resolve(answer.kind === "done" ? (answer.answers ?? null) : null);
      this.#connection.submit({ tables: this.#tables, text: null, ask, settle });
    });
  }

  /** Waits for nothing any more. */
  close(): void {
    this.#supersede();
    this.#newest = undefined;
    this.#unfollow();
  }

  #supersede(): void {
    if (this.#newest && this.#connection.withdraw(this.#newest.job)) this.#newest.supersede();
  }
}
