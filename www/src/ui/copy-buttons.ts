// Two buttons that copy something as text and as JSON, and say so when it is done.

import { css, html, type PropertyDeclarations } from "lit";
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

  async #copy(what: "text" | "json"): Promise<void> {
    const content = what === "text" ? this.text() : JSON.stringify(this.json(), null, 2);
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
