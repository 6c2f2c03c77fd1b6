// The tables as a person works with them: the entries, beside them the set as a whole and what it would change.

import { css, html } from "lit";
import { fields } from "../desk/desk-element";
import { TablesElement } from "./tables-element";

export class TablesView extends TablesElement {
  static override styles = [
    ...fields,
    css`
      :host {
        padding: 1rem var(--jk-gap) var(--jk-gap);
        max-inline-size: 84rem;
        margin-inline: auto;
      }

      h2 {
        font-size: 1.25rem;
      }

      .intro {
        color: var(--jk-muted);
        margin-block-end: 1rem;
      }

      .panes {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(22rem, 28rem);
        gap: 1rem 2rem;
        align-items: start;
      }

      aside {
        position: sticky;
        inset-block-start: 1rem;
        max-block-size: calc(100dvh - 2rem);
        overflow-y: auto;
      }

      @media (max-width: 60rem) {
        .panes {
          grid-template-columns: minmax(0, 1fr);
        }

        aside {
          position: static;
          max-block-size: none;
          order: -1;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.tables.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tables.close();
  }

  protected override render() {
    const words = this.tablesWords;
    return html`
      <h2>${words.heading}</h2>
      <p class="intro">${words.intro}</p>
      ${this.#renderTables()}
    `;
  }

  #renderTables() {
    const { store, tables } = this;
    const { phase, problem } = tables.state;
    if (problem) {
      const { what, mend } = this.words.problem(problem);
      return html`<p role="alert"><strong>${what}</strong> ${mend}</p>`;
    }
    if (phase === "loading") return html`<p role="status">${this.tablesWords.loading}</p>`;
    return html`<div class="panes">
      <jk-entries .store=${store} .tables=${tables}></jk-entries>
      <aside aria-label=${this.tablesWords.set}>
        <jk-table-set .store=${store} .tables=${tables}></jk-table-set>
        <jk-effect .store=${store} .tables=${tables}></jk-effect>
      </aside>
    </div>`;
  }
}
