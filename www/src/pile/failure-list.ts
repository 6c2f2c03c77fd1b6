// What could not be read, with the reason.

import { html, nothing } from "lit";
import { fields } from "../desk/desk-element";
import type { Refusal } from "./intake";
import { PileElement } from "./pile-element";
import { detailsStyle } from "./pile-style";

/** So many are listed, of those that were refused and of those that failed. */
const LISTED = 200;

export class FailureList extends PileElement {
  static override styles = [...fields, detailsStyle];

  protected override render() {
    const words = this.pileWords;
    const { refused } = this.pile.state;
    const { failed } = this.pile.rows;
    const all = failed.length + refused.length;
    if (all === 0) return nothing;
    const told = (name: string, why: string) => html`<li><b>${name}</b> ${why}</li>`;
    return html`<details open>
      <summary>${words.failures(all)}</summary>
      <ul>
        ${refused.slice(0, LISTED).map(({ name, refusal }) => told(name, this.#why(refusal)))}
        ${failed.slice(0, LISTED).map(({ name, problem }) => {
          if (!problem) return nothing;
          const { what, mend } = this.words.problem(problem);
          return told(name, `${what} ${mend}`);
        })}
      </ul>
      ${
        failed.length > 0
          ? html`<button @click=${() => this.pile.retryFailed()}>${words.retry}</button>`
          : nothing
      }
    </details>`;
  }

  #why(refusal: Refusal): string {
    const { refused } = this.pileWords;
    return refusal.code === "line" ? refused.line(refusal.line) : refused[refusal.code];
  }
}
