// A problem as the package's users meet it.

import type * as face from "../../package/index";
import type { Problem } from "../engine/protocol";
import { MESSAGES } from "../messages";

/** Problems of the package alone; the page has none of them. */
const OWN = {
  closed: "The classifier is closed: create another one.",
  superseded: "Another text took the place of this one.",
  text_not_a_string: "classify takes a string.",
} as const;

export class JikenError extends Error implements face.JikenError {
  override readonly name = "JikenError";
  readonly code: face.ErrorCode;
  readonly errors: readonly face.TableError[];

  constructor(problem: Problem | { readonly code: keyof typeof OWN }) {
    super(messageOf(problem));
    this.code = problem.code;
    this.errors = problem.code === "tables" ? problem.errors : [];
  }
}

function messageOf(problem: Problem | { readonly code: keyof typeof OWN }): string {
  if (isOwn(problem)) return OWN[problem.code];
  const { what, mend } = MESSAGES.en.problem(problem);
  return `${what} ${mend}`;
}

function isOwn(
  problem: Problem | { readonly code: keyof typeof OWN },
): problem is { readonly code: keyof typeof OWN } {
  return problem.code in OWN;
}
