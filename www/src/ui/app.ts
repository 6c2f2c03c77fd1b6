// The page: header, text, results; the document's language and title live here.

import { css, html } from "lit";
import type { Language } from "../labels";
import { define } from "./define";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";
import { Workspace } from "./workspace";

const LANGUAGES: readonly { id: Language; name: string }[] = [
  { id: "ja", name: "日本語" },
  { id: "en", name: "English" },
];

export class App extends StoreElement {
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
      <main><jk-workspace .store=${this.store}></jk-workspace></main>
    `;
  }
}

define("jk-workspace", Workspace);
define("jk-app", App);
