// The page: header, text, results; what concerns the window as a whole (dropped files, pasting while
// reading, the document's language) lives here.

import { css, html, type PropertyDeclarations } from "lit";
import type { Language } from "../labels";
import type { Reveal } from "../store";
import { IncidentBar } from "./incident-bar";
import { Results } from "./results";
import { StepScroll } from "./step-scroll";
import { StoreElement } from "./store-element";
import { TextPane } from "./text-pane";
import { shared } from "./tokens";

const LANGUAGES: readonly { id: Language; name: string }[] = [
  { id: "ja", name: "日本語" },
  { id: "en", name: "English" },
];

export class App extends StoreElement {
  static override properties: PropertyDeclarations = { dragging: { state: true } };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 1rem;
        padding: 0.75rem var(--jk-gap);
        border-block-end: 1px solid var(--jk-line);
      }

      h1 {
        font-size: 1.25rem;
        font-weight: 700;
        letter-spacing: 0.02em;
      }

      header p {
        color: var(--jk-muted);
        flex: 1 1 20rem;
      }

      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: flex;
        gap: 0.75rem;
      }

      .language {
        border-width: 0 0 2px;
        border-color: transparent;
        border-radius: 0;
        padding: 0.25rem 0;
        color: var(--jk-muted);
      }

      .language:hover {
        background: none;
        color: var(--jk-accent);
      }

      .language[aria-pressed="true"] {
        color: var(--jk-ink);
        border-color: var(--jk-accent);
      }

      @media (forced-colors: active) {
        .language:not([aria-pressed="true"]) {
          border-color: Canvas;
        }
      }

      .update {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        flex-basis: 100%;
        order: 2;
      }

      main {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(24rem, 31rem);
        grid-template-areas: "text bar" "text results";
        max-inline-size: 84rem;
        margin-inline: auto;
        block-size: calc(100dvh - var(--header, 3.5rem));
      }

      .text {
        grid-area: text;
      }

      jk-incident-bar {
        grid-area: bar;
      }

      .results {
        grid-area: results;
        padding-inline: var(--jk-gap);
        border-inline-start: 1px solid var(--jk-line);
      }

      jk-incident-bar {
        border-inline-start: 1px solid var(--jk-line);
      }

      .pane {
        overflow-y: auto;
        overscroll-behavior: contain;
        min-inline-size: 0;
      }

      .pane:focus-visible {
        outline-offset: -2px;
      }

      .drop {
        position: fixed;
        inset: 0.5rem;
        z-index: 2;
        display: grid;
        place-content: center;
        border: 2px dashed var(--jk-accent);
        background: color-mix(in srgb, var(--jk-paper) 85%, transparent);
        font-size: 1.25rem;
        pointer-events: none;
      }

      @media (max-width: 60rem) {
        main {
          display: flex;
          flex-direction: column;
          block-size: auto;
        }

        .pane {
          overflow: visible;
        }

        .results,
        jk-incident-bar {
          border-inline-start: 0;
        }

        .results,
        header {
          padding-inline: 1rem;
        }

        header p {
          order: 1;
          flex-basis: 100%;
        }

        fieldset {
          margin-inline-start: auto;
        }

        header.read p {
          display: none;
        }

        .read .text {
          order: 3;
          border-block-start: 1px solid var(--jk-line);
        }

        jk-incident-bar {
          position: sticky;
          inset-block-start: 0;
          z-index: 1;
        }
      }

      @media print {
        main {
          display: block;
          block-size: auto;
        }

        .pane {
          overflow: visible;
          border: 0;
        }
      }
    `,
  ];

  declare dragging: boolean;
  #scroll: StepScroll | undefined;

  constructor() {
    super();
    this.dragging = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("dragover", this.#onDragOver);
    window.addEventListener("dragleave", this.#onDragLeave);
    window.addEventListener("drop", this.#onDrop);
    window.addEventListener("paste", this.#onPaste);
    this.store.addEventListener("reveal", this.#onReveal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("dragover", this.#onDragOver);
    window.removeEventListener("dragleave", this.#onDragLeave);
    window.removeEventListener("drop", this.#onDrop);
    window.removeEventListener("paste", this.#onPaste);
    this.store.removeEventListener("reveal", this.#onReveal);
    this.#scroll?.stop();
  }

  readonly #onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dragging = true;
  };

  readonly #onDragLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) this.dragging = false;
  };

  readonly #onDrop = (event: DragEvent) => {
    this.dragging = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.store.openFiles(files);
  };

  /** While the text is being read there is no field to paste into: the pasted text becomes the next one. */
  readonly #onPaste = (event: ClipboardEvent) => {
    if (this.state.view !== "read") return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    this.store.open(text);
  };

  readonly #onReveal = (event: Event) => {
    const { detail } = event as CustomEvent<Reveal>;
    this.#scroll?.pause();
    if (detail.what === "text") this.#textPane.scrollIntoView({ block: "start" });
    if (detail.what === "incident") this.#results.revealIncident(detail.index);
    if (detail.what === "incident" && this.#scroll?.isActive) {
      this.#textPane.revealIncident(detail.index);
    }
    // On a narrow screen the label is elsewhere on the page, and going there would lose the place in the
    // text: the bar names it instead.
    if (detail.what === "finding" && this.#scroll?.isActive) {
      this.#results.revealFinding(detail.key);
    }
    if (detail.what === "phrase") this.#textPane.revealPhrase(detail.start, detail.end);
  };

  get #textPane(): TextPane {
    return this.renderRoot.querySelector("jk-text-pane") as TextPane;
  }

  get #results(): Results {
    return this.renderRoot.querySelector("jk-results") as Results;
  }

  protected override firstUpdated(): void {
    const text = this.renderRoot.querySelector(".text") as HTMLElement;
    const results = this.renderRoot.querySelector(".results") as HTMLElement;
    this.#scroll = new StepScroll(
      { scroller: text, tops: () => this.#textPane.incidentTops(this.#results.shown) },
      { scroller: results, tops: () => this.#results.incidentTops() },
      (index) => this.store.setCurrent(index),
    );
    const header = this.renderRoot.querySelector("header") as HTMLElement;
    new ResizeObserver(() => {
      this.style.setProperty("--header", `${header.offsetHeight}px`);
    }).observe(header);
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.state.language;
    document.title = this.words.documentTitle;
  }

  protected override render() {
    const { words, state } = this;
    return html`
      <header class=${state.view}>
        <h1 lang="en">jiken</h1>
        <p>${words.tagline}</p>
        <fieldset aria-label=${words.languageSwitch} class="no-print">
          ${LANGUAGES.map(
            ({ id, name }) => html`<button
              class="language"
              lang=${id}
              aria-pressed=${state.language === id}
              @click=${() => this.store.setLanguage(id)}
            >${name}</button>`,
          )}
        </fieldset>
      ${
        state.offline.update
          ? html`<div class="update no-print" role="status">
              <span>${words.newerVersion}</span>
              <button @click=${state.offline.update}>${words.update}</button>
            </div>`
          : null
      }
      </header>
      <main class=${state.view}>
        <section class="pane text" aria-label=${words.text}>
          <jk-text-pane .store=${this.store}></jk-text-pane>
        </section>
        <jk-incident-bar .store=${this.store}></jk-incident-bar>
        <section class="pane results" aria-label=${words.results}>
          <jk-results .store=${this.store}></jk-results>
        </section>
      </main>
      ${this.dragging ? html`<div class="drop">${words.dropHere}</div>` : null}
    `;
  }
}

customElements.define("jk-incident-bar", IncidentBar);
customElements.define("jk-results", Results);
customElements.define("jk-text-pane", TextPane);
customElements.define("jk-app", App);
