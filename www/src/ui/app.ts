// The page: header, text, results; the document's language and title live here.

import { css, html, type PropertyDeclarations } from "lit";
import { EXAMPLES } from "../examples";
import type { Language } from "../labels";
import { define } from "./define";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";
import { Workspace } from "./workspace";

const LANGUAGES: readonly { id: Language; name: string }[] = [
  { id: "ja", name: "日本語" },
  { id: "en", name: "English" },
];

const PLACES = ["article", "pile", "tables"] as const;

type Place = (typeof PLACES)[number];

/** The pile's store, as far as the page itself has to do with it. */
export interface PileFace extends EventTarget {
  addFiles(files: readonly File[]): Promise<void>;
}

export class App extends StoreElement {
  static override properties: PropertyDeclarations = {
    place: { state: true },
    pile: { state: true },
    tables: { state: true },
    failed: { state: true },
  };

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

      nav {
        margin-inline-end: 1rem;
        display: flex;
        gap: 0.75rem;
      }

      .failed {
        padding: 0.75rem var(--jk-gap);
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

      jk-workspace {
        block-size: calc(100dvh - var(--header, 3.5rem));
      }

      @media (max-width: 60rem) {
        jk-workspace {
          block-size: auto;
        }

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
      }

      @media print {
        jk-workspace {
          block-size: auto;
        }
      }
    `,
  ];

  /** Loads the pile's components, and makes its store. */
  declare loadPile: () => Promise<PileFace>;
  /** Loads the tables' components, and makes their store. */
  declare loadTables: () => Promise<EventTarget>;
  declare place: Place;
  declare pile: PileFace | null;
  declare tables: EventTarget | null;
  declare failed: boolean;
  #listening = new AbortController();

  constructor() {
    super();
    this.place = "article";
    this.pile = null;
    this.tables = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("hashchange", this.#onAddress, { signal });
    this.store.addEventListener("several", this.#onSeveral, { signal });
    this.#onAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  /** The address's fragment says which view it is, and which example; never what the text is. */
  readonly #onAddress = () => {
    const fragment = location.hash.slice(1);
    const [place] = /^(pile|tables)\b/.exec(fragment) ?? [];
    this.place = (place as Place | undefined) ?? "article";
    if (this.place !== "article") void this.#load(this.place);
    const example = EXAMPLES.find(({ id }) => fragment === `example=${id}`);
    if (example && example.text !== this.state.text) this.store.open(example.text, example.id);
  };

  readonly #onSeveral = (event: Event) => {
    event.preventDefault();
    const { detail } = event as CustomEvent<readonly File[]>;
    void this.#load("pile").then(() => this.pile?.addFiles(detail));
  };

  /** Goes to a view that is loaded when it is first asked for. */
  async #load(place: "pile" | "tables"): Promise<void> {
    try {
      if (place === "pile") this.pile ??= await this.loadPile();
      else this.tables ??= await this.loadTables();
      this.failed = false;
    } catch {
      this.failed = true;
      this.place = "article";
      return;
    }
    this.#goTo(place);
  }

  readonly #onRead = (event: CustomEvent) => {
    const { entry, at } = event.detail;
    this.store.open(entry.text, entry.name);
    this.#goTo("article");
    this.store.setCurrent(at);
  };

  #goTo(place: Place): void {
    this.place = place;
    this.#showAddress();
  }

  #choose(place: Place): void {
    if (place === "article") this.#goTo(place);
    else void this.#load(place);
  }

  /** Keeps the address a link to what is shown. */
  #showAddress(): void {
    const example = EXAMPLES.find(({ text }) => text === this.state.text);
    const article = example ? `#example=${example.id}` : "";
    const shown = /^#pile\b/.test(location.hash) ? location.hash : "#pile";
    const fragment = { article, pile: shown, tables: "#tables" }[this.place];
    if (location.hash === fragment) return;
    history.replaceState(null, "", fragment || location.pathname + location.search);
  }

  protected override updated(): void {
    this.#showAddress();
  }

  protected override firstUpdated(): void {
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
        <nav aria-label=${words.places} class="no-print">
          ${PLACES.map(
            (place) => html`<button
              class="language"
              aria-pressed=${this.place === place}
              @click=${() => this.#choose(place)}
            >${words.place[place]}</button>`,
          )}
        </nav>
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
      ${this.failed ? html`<p class="failed" role="alert">${words.deskFailed}</p>` : null}
      <main>${this.#renderPlace()}</main>
    `;
  }

  #renderPlace() {
    const { store, pile, tables } = this;
    // What a link asks for is not there until it is loaded.
    switch (this.place) {
      case "article":
        return html`<jk-workspace .store=${store}></jk-workspace>`;
      case "pile":
        return (
          pile && html`<jk-pile .store=${store} .pile=${pile} @read=${this.#onRead}></jk-pile>`
        );
      case "tables":
        return tables && html`<jk-tables .store=${store} .tables=${tables}></jk-tables>`;
    }
  }
}

define("jk-workspace", Workspace);
define("jk-app", App);
