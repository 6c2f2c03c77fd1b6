// The pile as a person works with it: files in, progress, what failed, the table with its filters, charts, and
// the way out. Each is a component of its own; here they stand together.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { fields } from "../desk/desk-element";
import { PileElement } from "./pile-element";
import { barStyle } from "./pile-style";
import { type Filter, toFragment } from "./rows";

export class PileView extends PileElement {
  static override properties: PropertyDeclarations = {
    exporting: { state: true },
    charting: { state: true },
    clearing: { state: true },
    dragging: { state: true },
  };

  static override styles = [
    ...fields,
    barStyle,
    css`
      :host {
        display: block;
        padding: 1rem var(--jk-gap) var(--jk-gap);
      }

      h2 {
        font-size: 1.25rem;
      }
    `,
  ];

  declare exporting: "selected" | "shown" | null;
  declare charting: boolean;
  declare clearing: boolean;
  declare dragging: boolean;
  #listening = new AbortController();

  constructor() {
    super();
    this.exporting = null;
    this.charting = false;
    this.clearing = false;
    this.dragging = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.pile.catchUp();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("paste", this.#onPaste, { signal });
    window.addEventListener("dragover", this.#onDragOver, { signal });
    window.addEventListener("drop", this.#onDrop, { signal });
    window.addEventListener(
      "dragleave",
      (event) => {
        if (event.relatedTarget === null) this.dragging = false;
      },
      { signal },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  readonly #onPaste = (event: ClipboardEvent) => {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    void this.pile.paste(text);
  };

  readonly #onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dragging = true;
  };

  readonly #onDrop = (event: DragEvent) => {
    this.dragging = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.pile.addFiles(files);
  };

  protected override updated(): void {
    if (!this.isConnected) return;
    const { filter, sort } = this.pile.state;
    const fragment = toFragment(filter, sort);
    if (location.hash !== fragment) history.replaceState(null, "", fragment);
  }

  protected override render() {
    const { store, pile } = this;
    return html`
      <h2>${this.pileWords.heading}</h2>
      <jk-intake .store=${store} .pile=${pile} .dragging=${this.dragging}></jk-intake>
      <jk-progress .store=${store} .pile=${pile}></jk-progress>
      <p role="status">${pile.state.said}</p>
      <jk-failures .store=${store} .pile=${pile}></jk-failures>
      ${pile.progress.total > 0 ? this.#renderTable() : nothing}
      <jk-keeping .store=${store} .pile=${pile}></jk-keeping>
    `;
  }

  #renderTable() {
    const { store, pile } = this;
    const words = this.pileWords;
    const { all, shown, withoutIncident } = pile.rows;
    const { size } = pile.state.selected;
    return html`
      <jk-filters .store=${store} .pile=${pile}></jk-filters>
      <div class="bar">
        <strong aria-live="polite">${words.shown(shown.length, all.length)}</strong>
        ${
          withoutIncident > 0
            ? html`<span class="hint">${words.withoutIncident(withoutIncident)}</span>`
            : nothing
        }
        <span class="spacer"></span>
        <button
          aria-expanded=${this.charting}
          @click=${() => {
            this.charting = !this.charting;
          }}
        >${words.charts}</button>
        ${this.#exportButton("selected", size, words.exportSelected(size))}
        ${this.#exportButton("shown", shown.length, words.exportShown(shown.length))}
        ${this.#renderClear()}
      </div>
      ${this.exporting ? this.#renderExport(this.exporting) : nothing}
      ${
        this.charting
          ? html`<jk-charts
              .store=${store}
              .rows=${shown}
              @filter=${(event: CustomEvent<Partial<Filter>>) => pile.filter(event.detail)}
            ></jk-charts>`
          : nothing
      }
      <jk-pile-table .store=${store} .pile=${pile}></jk-pile-table>
    `;
  }

  #renderClear() {
    const words = this.pileWords;
    const asks = (clearing: boolean) => () => {
      this.clearing = clearing;
    };
    const clear = () => {
      this.clearing = false;
      this.exporting = null;
      this.pile.clear();
    };
    if (!this.clearing) {
      return html`<button class="plain" @click=${asks(true)}>${words.clear}</button>`;
    }
    return html`<span role="alert">${words.clearSure(this.pile.progress.total)}</span>
      <button @click=${clear}>${words.yesClear}</button>
      <button @click=${asks(false)}>${words.keep}</button>`;
  }

  #exportButton(what: "selected" | "shown", incidents: number, text: string) {
    if (incidents === 0) return nothing;
    return html`<button
      aria-expanded=${this.exporting === what}
      @click=${() => {
        this.exporting = this.exporting === what ? null : what;
      }}
    >${text}</button>`;
  }

  #renderExport(what: "selected" | "shown") {
    return html`<jk-export
      .store=${this.store}
      .texts=${() => this.pile.texts(what)}
      .filed=${() => this.pile.filed(what)}
    ></jk-export>`;
  }
}
