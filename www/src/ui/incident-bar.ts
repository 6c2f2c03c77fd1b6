// The bar over the results: how many incidents there are, a way to each, and what is going on. On a
// narrow screen it stays at the top.

import { css, html } from "lit";
import { shortName } from "../model/format";
import { namesOf } from "../model/names";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";

/** More than these would be a list that nobody reads in a bar. */
const MOST = 50;

export class IncidentBar extends StoreElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        background: var(--jk-paper);
        border-block-end: 1px solid var(--jk-line);
        padding: 0.5rem var(--jk-gap);
        position: relative;
        min-block-size: 3.25rem;
      }

      .row {
        display: flex;
        align-items: center;
        gap: 0.25rem 1rem;
        min-block-size: 2.2rem;
      }

      h2 {
        font-size: 1rem;
        white-space: nowrap;
      }

      ul {
        display: flex;
        gap: 0.25rem;
        overflow-x: auto;
        scrollbar-width: thin;
        flex: 1;
        padding: 3px;
      }

      li {
        flex: 0 1 auto;
        min-inline-size: 5.5em;
      }

      li button {
        inline-size: 100%;
        border-color: transparent;
        padding: 0.15em 0.6em;
        white-space: nowrap;
        max-inline-size: 12em;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--jk-muted);
      }

      li button[aria-current="true"] {
        color: var(--jk-ink);
        border-color: var(--jk-line);
        background: var(--jk-accent-soft);
      }

      .number {
        font-variant-numeric: tabular-nums;
        font-weight: 700;
        margin-inline-end: 0.3em;
      }

      .to-text,
      .raised {
        display: none;
        white-space: nowrap;
      }

      .busy {
        color: var(--jk-muted);
        margin-inline-start: auto;
        white-space: nowrap;
        animation: appear 0s 100ms both;
      }

      .line {
        position: absolute;
        inset: auto 0 -1px 0;
        block-size: 2px;
        overflow: hidden;
        animation: appear 0s 100ms both;
      }

      .line::after {
        content: "";
        display: block;
        block-size: 100%;
        inline-size: 30%;
        background: var(--jk-accent);
        animation: slide 1.2s linear infinite;
      }

      @keyframes appear {
        from {
          visibility: hidden;
        }
        to {
          visibility: visible;
        }
      }

      @keyframes slide {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(340%);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .line::after {
          animation: none;
          inline-size: 100%;
        }
      }

      @container (max-width: 60rem) {
        :host {
          padding-inline: 1rem;
        }

        .to-text,
        .raised {
          display: block;
        }

        .raised {
          flex: 1;
          overflow: hidden;
          text-overflow: ellipsis;
          color: var(--jk-accent);
        }

        .aside {
          display: none;
        }

        :host(.empty) {
          display: none;
        }

        li {
          flex-shrink: 0;
        }
      }

      @media print {
        ul,
        .busy,
        .line {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const { state, words } = this;
    this.classList.toggle("empty", state.text.trim() === "");
    const incidents = state.analysis?.incidents ?? [];
    const busy = state.classifying && state.engine.phase === "ready";
    const raised =
      state.active?.from === "text" && state.analysis
        ? namesOf(state.active.keys, state.analysis, state.language).join(words.listSeparator)
        : "";
    const heading = incidents.length > 0 ? words.found(incidents.length) : words.results;
    return html`
      <div class="row">
        <h2 aria-live="polite">${heading}</h2>
        ${raised ? html`<span class="raised">${raised}</span>` : null}
        ${
          incidents.length > 1
            ? html`<ul class=${raised ? "aside" : ""} aria-label=${words.incidents}>
                ${incidents.slice(0, MOST).map(
                  (incident, index) => html`<li>
                    <button
                      aria-current=${index === state.current}
                      @click=${() => this.store.reveal({ what: "incident", index })}
                    ><span class="number">${index + 1}</span>${
                      incident.organization ? shortName(incident.organization) : incident.title
                    }</button>
                  </li>`,
                )}
              </ul>`
            : null
        }
        ${
          state.view === "read" && incidents.length > 0
            ? html`<button class="to-text plain" @click=${() => this.store.reveal({ what: "text" })}>
                ${words.toText}
              </button>`
            : null
        }
        ${busy ? html`<span class="busy" role="status">${words.classifying}</span>` : null}
      </div>
      ${busy ? html`<div class="line"></div>` : null}
    `;
  }

  protected override updated(): void {
    const current = this.renderRoot.querySelector('[aria-current="true"]');
    const list = this.renderRoot.querySelector("ul");
    if (!current || !list) return;
    const box = current.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.left < frame.left) list.scrollLeft -= frame.left - box.left;
    if (box.right > frame.right) list.scrollLeft += box.right - frame.right;
  }
}
