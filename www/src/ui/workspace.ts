// The text, the bar and the results, side by side or, where there is little room, one under the other; what
// concerns them together (dropped files, pasting while reading, scrolling in step) lives here.

import { css, html, type PropertyDeclarations } from "lit";
import type { Reveal } from "../store";
import { define } from "./define";
import { IncidentBar } from "./incident-bar";
import { Results } from "./results";
import { StepScroll } from "./step-scroll";
import { StoreElement } from "./store-element";
import { TextPane } from "./text-pane";
import { shared } from "./tokens";

export class Workspace extends StoreElement {
  static override properties: PropertyDeclarations = { dragging: { state: true } };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        container-type: inline-size;
      }

      .panes {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(24rem, 31rem);
        grid-template-areas: "text bar" "text results";
        max-inline-size: 84rem;
        margin-inline: auto;
        block-size: 100%;
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

      .embedded + .drop {
        position: absolute;
      }

      @container (max-width: 60rem) {
        .panes {
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

        .results {
          padding-inline: 1rem;
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
        .panes {
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
  #listening = new AbortController();

  constructor() {
    super();
    this.dragging = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // In others' page only what happens here is meant for us.
    const place: EventTarget = this.state.frame.embedded ? this : window;
    const listen = (type: string, listener: (event: never) => void) =>
      place.addEventListener(type, listener as EventListener, { signal });
    listen("dragover", this.#onDragOver);
    listen("dragleave", this.#onDragLeave);
    listen("drop", this.#onDrop);
    listen("paste", this.#onPaste);
    this.store.addEventListener("reveal", this.#onReveal, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
    this.#scroll?.stop();
    this.#scroll = undefined;
  }

  readonly #onDragOver = (event: DragEvent) => {
    if (this.state.frame.readOnly || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dragging = true;
  };

  readonly #onDragLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) this.dragging = false;
  };

  readonly #onDrop = (event: DragEvent) => {
    this.dragging = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (this.state.frame.readOnly || files.length === 0) return;
    event.preventDefault();
    void this.store.openFiles(files);
  };

  /** While the text is being read there is no field to paste into: the pasted text becomes the next one. */
  readonly #onPaste = (event: ClipboardEvent) => {
    if (this.state.view !== "read" || this.state.frame.readOnly) return;
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

  protected override updated(): void {
    if (this.#scroll || !this.isConnected) return;
    const text = this.renderRoot.querySelector(".text") as HTMLElement;
    const results = this.renderRoot.querySelector(".results") as HTMLElement;
    this.#scroll = new StepScroll(
      { scroller: text, tops: () => this.#textPane.incidentTops(this.#results.shown) },
      { scroller: results, tops: () => this.#results.incidentTops() },
      (index) => this.store.setCurrent(index),
    );
  }

  protected override render() {
    const { words, state } = this;
    return html`
      <div class="panes ${state.view} ${state.frame.embedded ? "embedded" : ""}">
        <section class="pane text" part="text" aria-label=${words.text}>
          <jk-text-pane exportparts="textarea" .store=${this.store}></jk-text-pane>
        </section>
        <jk-incident-bar part="bar" .store=${this.store}></jk-incident-bar>
        <section class="pane results" part="results" aria-label=${words.results}>
          <jk-results exportparts="card, cause, label" .store=${this.store}></jk-results>
        </section>
      </div>
      ${this.dragging ? html`<div class="drop">${words.dropHere}</div>` : null}
    `;
  }
}

define("jk-incident-bar", IncidentBar);
define("jk-results", Results);
define("jk-text-pane", TextPane);
