// Two buttons that copy something as text and as JSON, and say so when it is done.

import { css, html, type PropertyDeclarations } from "lit";
import { customTables } from "../model/report";
import { copy } from "./clipboard";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";

const CONFIRMATION = 4_000;

export class CopyButtons extends StoreElement {
  static override properties: PropertyDeclarations = {
    text: { attribute: false },
    json: { attribute: false },
    all: { type: Boolean },
    said: { state: true },
  };

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
      }

      span {
        color: var(--jk-muted);
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  /** What the first button copies. */
  declare text: () => string;
  /** What the second button copies, as JSON. */
  declare json: () => unknown;
  /** Whether the buttons speak of all incidents. */
  declare all: boolean;
  declare said: string;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.all = false;
    this.said = "";
  }

  /** What is copied names tables of one's own. */
  #asText(): string {
    const version = customTables(this.state.analysis);
    const line = version && this.words.line(this.words.place.tables, version);
    return [this.text(), line].filter(Boolean).join("\n");
  }

  #asJson(): string {
    const version = customTables(this.state.analysis);
    const named = version ? { tables_version: version } : {};
    return JSON.stringify({ ...named, ...(this.json() as object) }, null, 2);
  }

  async #copy(what: "text" | "json"): Promise<void> {
    const content = what === "text" ? this.#asText() : this.#asJson();
    const done = await copy(content);
    this.said = done ? this.words.copied[what] : this.words.copied.failed;
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => {
      this.said = "";
    }, CONFIRMATION);
  }

  protected override render() {
    const { all, words } = this;
    return html`
      <button @click=${() => this.#copy("text")}>${all ? words.copyAllText : words.copyText}</button>
      <button @click=${() => this.#copy("json")}>${all ? words.copyAllJson : words.copyJson}</button>
      <span role="status">${this.said}</span>
    `;
  }
}
