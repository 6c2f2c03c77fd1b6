// The results' column: what is being loaded, what went wrong, or one card per incident; before there is
// a text, the examples.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { EXAMPLES } from "../examples";
import { LICENCES_ADDRESS } from "../licences";
import { analysisAsText, customTables } from "../model/report";
import { analysisAsJson } from "../model/review";
import { hasKana } from "../model/text";
import { define } from "./define";
import { IncidentCard } from "./incident-card";
import { Loading } from "./loading";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";

/** Cards are rendered this many at a time. */
export const PAGE = 50;

export class Results extends StoreElement {
  static override properties: PropertyDeclarations = { shown: { state: true } };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding-block-end: var(--jk-gap);
      }

      .intro {
        color: var(--jk-muted);
        padding-block: 1rem;
      }

      .examples h2 {
        font-size: 1rem;
        padding-block: 0.5rem;
      }

      .examples button {
        display: block;
        inline-size: 100%;
        text-align: start;
        border: 0;
        border-block-start: 1px solid var(--jk-line);
        border-radius: 0;
        padding: 0.75rem 0.25rem;
      }

      .examples li:last-child button {
        border-block-end: 1px solid var(--jk-line);
      }

      .examples .title {
        display: block;
        color: var(--jk-accent);
      }

      .examples .note {
        display: block;
        color: var(--jk-muted);
      }

      .nothing {
        padding-block: 1rem;
      }

      .nothing p + p {
        margin-block-start: 0.5rem;
        color: var(--jk-muted);
      }

      .more {
        margin-block: 1rem;
      }

      jk-copy-buttons {
        margin-block-start: 1.25rem;
      }

      footer {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.5rem;
        color: var(--jk-muted);
        padding-block-start: 1.5rem;
      }

      .tables {
        color: var(--jk-muted);
        padding-block-start: 0.75rem;
        overflow-wrap: anywhere;
      }

      footer a {
        color: inherit;
      }

      @container (max-width: 60rem) {
        .examples button {
          padding-inline: 0;
        }
      }
    `,
  ];

  declare shown: number;

  constructor() {
    super();
    this.shown = PAGE;
  }

  #cards(): IncidentCard[] {
    return [...this.renderRoot.querySelectorAll<IncidentCard>("jk-incident-card")];
  }

  incidentTops(): number[] {
    const scroller = (this.getRootNode() as ShadowRoot).querySelector(".results");
    if (!scroller) return [];
    const origin = scroller.getBoundingClientRect().top - scroller.scrollTop;
    return this.#cards().map((card) => card.getBoundingClientRect().top - origin);
  }

  revealIncident(index: number): void {
    const card = this.#cards()[index];
    card?.scrollIntoView({ block: "start" });
    this.store.setCurrent(index);
  }

  revealFinding(key: string): void {
    this.#cards()[Number.parseInt(key, 10)]?.revealFinding(key);
  }

  protected override render() {
    const { state } = this;
    return html`
      <jk-loading .store=${this.store}></jk-loading>
      ${state.problem ? this.#renderProblem() : this.#renderAnswer()}
      ${state.frame.embedded ? nothing : this.#renderFooter()}
    `;
  }

  #renderFooter() {
    const { state } = this;
    return html`
      <footer class="no-print">
        <a href=${LICENCES_ADDRESS} target="_blank" rel="noopener">${this.words.licences}</a>
        ${state.offline.kept ? html`<span>${this.words.keptOffline}</span>` : nothing}
      </footer>
    `;
  }

  #renderProblem() {
    const { problem } = this.state;
    if (!problem) return nothing;
    const { what, mend } = this.words.problem(problem);
    return html`<div class="nothing" role="alert"><p><strong>${what}</strong></p><p>${mend}</p></div>`;
  }

  #renderAnswer() {
    const { state, words } = this;
    if (state.text.trim() === "") {
      return state.frame.compact || state.frame.readOnly ? nothing : this.#renderExamples();
    }
    const { analysis } = state;
    if (!analysis) return nothing;
    const tables = customTables(analysis);
    const named = tables
      ? html`<p class="tables">${words.line(words.place.tables, tables)}</p>`
      : nothing;
    if (analysis.incidents.length === 0) {
      return html`<div class="nothing" role="status">
        <p><strong>${words.none}</strong></p>
        <p>${hasKana(state.analysedText) ? words.noneWhy : words.noneNotJapanese}</p>
        ${named}
      </div>`;
    }
    const rest = analysis.incidents.length - this.shown;
    return html`
      ${named}
      ${repeat(
        analysis.incidents.slice(0, this.shown),
        (_, index) => index,
        (incident, index) => html`<jk-incident-card
          exportparts="card, cause, label"
          .store=${this.store}
          .incident=${incident}
          .index=${index}
          .numbered=${analysis.incidents.length > 1}
        ></jk-incident-card>`,
      )}
      ${
        rest > 0
          ? html`<button class="more" @click=${this.#showMore}>${words.more(rest)}</button>`
          : nothing
      }
      ${
        analysis.incidents.length > 1 && !state.frame.compact
          ? html`<jk-copy-buttons
              all
              .store=${this.store}
              .text=${() => analysisAsText(analysis, state.language, state.reviews)}
              .json=${() => analysisAsJson(analysis, state.reviews)}
            ></jk-copy-buttons>`
          : nothing
      }
    `;
  }

  #showMore(): void {
    this.shown += PAGE;
  }

  #renderExamples() {
    const { words, state } = this;
    return html`
      <p class="intro">${words.intro}</p>
      <div class="examples">
        <h2>${words.tryExample}</h2>
        <ul>
          ${EXAMPLES.map(
            (example) => html`<li>
              <button @click=${() => this.store.open(example.text)}>
                <span class="title">${example.title[state.language]}</span>
                <span class="note">${example.note[state.language]}</span>
              </button>
            </li>`,
          )}
        </ul>
      </div>
    `;
  }
}

define("jk-loading", Loading);
define("jk-incident-card", IncidentCard);
