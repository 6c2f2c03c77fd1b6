// The set as a whole: its name, whether it is in use, export and import, and the way back.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { fields, saveBlob } from "../desk/desk-element";
import { typed } from "../ui/typed";
import { TablesElement } from "./tables-element";

export class SetPanel extends TablesElement {
  static override properties: PropertyDeclarations = { resetting: { state: true } };

  static override styles = [
    ...fields,
    css`
      .box {
        margin-block-start: 0;
      }

      h3 {
        font-size: 1rem;
      }

      .version {
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }

      .use {
        background: var(--jk-accent);
        border-color: var(--jk-accent);
        color: var(--jk-paper);
      }
    `,
  ];

  declare resetting: boolean;

  constructor() {
    super();
    this.resetting = false;
  }

  protected override render() {
    const words = this.tablesWords;
    const { tables } = this;
    const { version, used, said } = tables.state;
    const name = (event: Event) =>
      void tables.rename((event.target as HTMLInputElement).value.trim());
    return html`<section class="box" aria-label=${words.set}>
      <h3>${words.set}</h3>
      ${
        tables.isChanged
          ? html`<p>
                ${words.changes(tables.altered)}
                <span class="version">${words.version} ${version}</span>
              </p>
              <label>
                <span class="name">${words.name}</span>
                <input maxlength="40" lang="ja" .value=${typed(tables.name)} @change=${name}>
                <span class="hint">${words.nameHint}</span>
              </label>
              ${this.renderFault("name")}`
          : html`<p>${words.unchanged}</p>`
      }
      ${
        version === used
          ? tables.isChanged
            ? html`<p>${words.inUse}</p>`
            : nothing
          : html`<div class="row">
              <button class="use" @click=${() => void tables.use()}>${words.use}</button>
              <span class="hint">${words.notUsed}</span>
            </div>`
      }
      ${this.renderFault("use")}
      <div class="row">
        <button @click=${() => saveBlob("jiken-tables.zip", tables.export())}>${words.export}</button>
        <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click()}>
          ${words.import}
        </button>
        <input
          type="file"
          multiple
          hidden
          accept=".toml,.zip"
          aria-label=${words.import}
          @change=${this.#onImport}
        >
        ${
          tables.canUndo
            ? html`<button @click=${() => void tables.undo()}>${words.undo}</button>`
            : nothing
        }
        ${tables.isChanged || version !== used ? this.#renderReset() : nothing}
      </div>
      <p class="hint">${words.filesHint}</p>
      ${this.renderFault("import")}
      <p role="status">${said}</p>
    </section>`;
  }

  readonly #onImport = (event: Event) => {
    const input = event.target as HTMLInputElement;
    void this.tables.import([...(input.files ?? [])]);
    input.value = "";
  };

  #renderReset() {
    const words = this.tablesWords;
    const asks = (resetting: boolean) => () => {
      this.resetting = resetting;
    };
    const reset = () => {
      this.resetting = false;
      void this.tables.reset();
    };
    if (!this.resetting)
      return html`<button class="plain" @click=${asks(true)}>${words.reset}</button>`;
    return html`<span role="alert">${words.resetSure}</span>
      <button @click=${reset}>${words.yes}</button>
      <button @click=${asks(false)}>${words.cancel}</button>`;
  }
}
