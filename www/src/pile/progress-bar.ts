// How far the pile's texts have been read, with pause and cancel; nothing once all are.

import { css, html, nothing } from "lit";
import { fields } from "../desk/desk-element";
import { PileElement } from "./pile-element";
import { barStyle } from "./pile-style";

export class ProgressBar extends PileElement {
  static override styles = [
    ...fields,
    barStyle,
    css`
      progress {
        flex: 1 1 12rem;
        block-size: 0.6rem;
        accent-color: var(--jk-accent);
      }

      .figures {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override render() {
    const words = this.pileWords;
    const { total, done, waiting, running, paused, secondsLeft } = this.pile.progress;
    if (waiting + running === 0) return nothing;
    // The buttons stand first, where growing figures do not move them.
    return html`<div class="bar no-print">
      ${
        paused
          ? html`<button @click=${() => this.pile.resume()}>${words.resume}</button>`
          : html`<button @click=${() => this.pile.pause()}>${words.pause}</button>`
      }
      <button @click=${() => this.pile.cancel()}>${words.cancel}</button>
      <progress max=${total} .value=${done} aria-label=${words.progress(done, total)}></progress>
      <span class="figures">${words.progress(done, total)}${
        paused ? ` · ${words.paused}` : secondsLeft === null ? "" : ` · ${words.left(secondsLeft)}`
      }</span>
    </div>`;
  }
}
