// How far the code and the dictionary are, or why they cannot be had and how to try again; and where the
// page has to do without a worker.

import { css, html, nothing } from "lit";
import { percent } from "../model/format";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";

export class Loading extends StoreElement {
  static override styles = [
    shared,
    css`
      .loading {
        padding-block: 1rem;
        color: var(--jk-muted);
        animation: appear 0s 100ms both;
      }

      progress {
        display: block;
        inline-size: 100%;
        block-size: 2px;
        margin-block-start: 0.5rem;
        border: 0;
        background: var(--jk-line);
        appearance: none;
      }

      progress::-webkit-progress-bar {
        background: var(--jk-line);
      }

      progress::-webkit-progress-value {
        background: var(--jk-accent);
      }

      progress::-moz-progress-bar {
        background: var(--jk-accent);
      }

      .note {
        margin-block-start: 1rem;
        color: var(--jk-muted);
      }

      .failed {
        margin-block: 1rem;
        padding-inline-start: 1rem;
        border-inline-start: 3px solid var(--jk-cause);
      }

      .failed p {
        margin-block-end: 0.5rem;
        overflow-wrap: anywhere;
      }

      @keyframes appear {
        from {
          visibility: hidden;
        }
        to {
          visibility: visible;
        }
      }
    `,
  ];

  protected override render() {
    const { engine } = this.state;
    if (engine.phase === "loading") {
      const { loaded, total } = engine;
      const label =
        loaded < total ? this.words.loading(percent(loaded / total)) : this.words.preparing;
      return html`<div class="loading">
        <p>${label}</p>
        <progress aria-label=${label} max=${total} .value=${loaded}></progress>
      </div>`;
    }
    if (engine.phase === "failed") {
      const { what, mend } = this.words.problem(engine.problem);
      return html`<div class="failed" role="alert">
        <p><strong>${what}</strong></p>
        <p>${mend}</p>
        <button @click=${() => this.store.start()}>${this.words.retry}</button>
      </div>`;
    }
    if (engine.mode === "main-thread") {
      return html`<p class="note">${this.words.mainThread}</p>`;
    }
    return nothing;
  }
}
