// A core beside the page's own: tells what stands in tables, and tries changed ones before they are used.

import type { Analysis } from "../analysis";
import type { Answer, Connection, Job } from "../engine/connection";
import type { Problem, Tables } from "../engine/protocol";
import { listsOf, type TableList } from "./listing";

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "problem"; readonly problem: Problem };

export class Trial {
  readonly #connection: Connection;
  readonly #asked = new Set<(answer: Answer) => void>();
  /** The tables that are known to be sound. */
  #tables: Tables | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Has a core started, unless one runs. */
  start(): void {
    this.#connection.start();
  }

  /** Gives the core's memory back; what was asked and not answered is answered so. */
  close(): void {
    this.#connection.close();
    this.#tables = null;
    for (const end of [...this.#asked]) end({ kind: "problem", problem: { code: "crashed" } });
  }

  /** The built-in tables: names and contents. */
  async builtIn(): Promise<Outcome<Tables>> {
    const answer = await this.#submit({ tables: null, text: null, ask: { what: "tables" } });
    return answered(answer, ([tables]) => tables as Tables);
  }

  /** What stands in a table's text. */
  async lists(file: string, text: string): Promise<Outcome<readonly TableList[]>> {
    const ask = { what: "lists", file, text } as const;
    const answer = await this.#submit({ tables: this.#tables, text: null, ask });
    return answered(answer, (told) => listsOf(text, told));
  }

  /** What a text says by these tables; what is wrong with them, if anything is. */
  async classify(tables: Tables | null, text: string): Promise<Outcome<Analysis>> {
    const answer = await this.#submit({ tables, text });
    if (answer.kind === "problem") return answer;
    this.#tables = tables;
    return { kind: "done", value: answer.analysis as Analysis };
  }

  #submit(job: Omit<Job, "settle">): Promise<Answer> {
    return new Promise((settle) => {
      // A core that cannot be had, or is lost, answers no more.
      const unfollow = this.#connection.follow((state) => {
        if (state.phase === "failed") end({ kind: "problem", problem: state.problem });
      });
      const end = (answer: Answer) => {
        unfollow();
        this.#asked.delete(end);
        settle(answer);
      };
      this.#asked.add(end);
      this.#connection.submit({ ...job, settle: end });
    });
  }
}

function answered<T>(answer: Answer, read: (answers: readonly unknown[]) => T): Outcome<T> {
  if (answer.kind === "problem") return answer;
  return { kind: "done", value: read(answer.answers ?? []) };
}
