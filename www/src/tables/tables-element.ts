// What the editor's components share: they render the tables' store beside the page's and follow both.

import type { PropertyDeclarations } from "lit";
import { html } from "lit";
import { DeskElement } from "../desk/desk-element";
import type { TablesStore } from "./tables-store";
import { type TablesWords, tablesWords } from "./words";

export class TablesElement extends DeskElement {
  static override properties: PropertyDeclarations = { tables: { attribute: false } };

  declare tables: TablesStore;

  readonly #onTables = () => this.requestUpdate();

  protected get tablesWords(): TablesWords {
    return tablesWords(this.state.language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tables.addEventListener("change", this.#onTables);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tables.removeEventListener("change", this.#onTables);
  }

  /** What is wrong with what was asked at this place; nothing where it is sound. */
  protected renderFault(at: string) {
    const { fault } = this.tables.state;
    if (fault?.at !== at) return null;
    const { problem } = fault;
    if (problem.code !== "tables") {
      const { what, mend } = this.words.problem(problem);
      return html`<p class="wrong" role="alert">${what} ${mend}</p>`;
    }
    // At the entry itself its message is enough; of a whole set each names its place.
    const whole = at === "import";
    return html`<div class="wrong" role="alert">
      <p>${whole ? this.tablesWords.importFault : this.tablesWords.fault}</p>
      <ul>
        ${problem.errors.map(
          ({ file, entry, message }) =>
            html`<li lang="en">${whole ? html`<b>${file}: ${entry}</b>: ` : null}${message}</li>`,
        )}
      </ul>
    </div>`;
  }
}
