// The choice to keep the pile in this browser, and what can be done with what is kept.

import { html, nothing, type PropertyDeclarations } from "lit";
import { live } from "lit/directives/live.js";
import { fields, saveBlob } from "../desk/desk-element";
import { PileElement } from "./pile-element";

export class KeepingPanel extends PileElement {
  static override properties: PropertyDeclarations = { deleting: { state: true } };

  static override styles = fields;

  declare deleting: boolean;

  constructor() {
    super();
    this.deleting = false;
  }

  protected override render() {
    const words = this.pileWords;
    const { keeping, state } = this.pile;
    const told = {
      off: () => state.told,
      busy: () => words.storing,
      kept: () => state.told || words.stored("kept" in keeping ? keeping.kept : 0),
      failed: () => words.storeFailed,
    }[keeping.state]();
    const on = keeping.state !== "off";
    return html`<section class="box no-print">
      <label class="check">
        <input
          type="checkbox"
          .checked=${live(on)}
          @change=${(event: Event) => this.pile.keep((event.target as HTMLInputElement).checked)}
        >
        ${words.store}
      </label>
      <p class="hint" id="kept-where">${words.storeHint}</p>
      <div class="row">
        ${on ? this.#renderButtons() : nothing}
        <span role="status">${told}</span>
      </div>
    </section>`;
  }

  #renderButtons() {
    const words = this.pileWords;
    const choose = () => this.renderRoot.querySelector<HTMLInputElement>("input.import")?.click();
    const asks = (deleting: boolean) => () => {
      this.deleting = deleting;
    };
    return html`<button @click=${this.#save}>${words.storeExport}</button>
      <button @click=${choose}>${words.storeImport}</button>
      <input
        class="import"
        type="file"
        hidden
        accept=".jsonl"
        aria-label=${words.storeImport}
        @change=${this.#load}
      >
      ${
        this.deleting
          ? html`<button @click=${this.#delete}>${words.yesClear}</button>
              <button @click=${asks(false)}>${words.keep}</button>`
          : html`<button @click=${asks(true)}>${words.storeDelete}</button>`
      }`;
  }

  readonly #save = async () => {
    const file = await this.pile.exportKept();
    if (file) saveBlob("jiken-store.jsonl", file);
  };

  readonly #load = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) await this.pile.importKept(file);
    input.value = "";
  };

  readonly #delete = async () => {
    await this.pile.deleteKept();
    this.deleting = false;
  };
}
