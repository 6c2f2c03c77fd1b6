// The text's column: a plain text area to write and paste in, and the same text to read with its
// evidence marked. A text that is pasted, dropped or opened is shown for reading at once.
//
// The two are apart because each is then what it should be: the text area keeps the browser's own
// undo, input methods and speed whatever is typed; the reading view is a document, which selects,
// prints, is read aloud and, on a phone, does not open the keyboard.

import { css, html } from "lit";
import { live } from "lit/directives/live.js";
import { define } from "./define";
import { Reader } from "./reader";
import { StoreElement } from "./store-element";
import { marks, shared } from "./tokens";

export class TextPane extends StoreElement {
  static override styles = [
    shared,
    marks,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 100%;
        padding: 0 var(--jk-gap) var(--jk-gap);
      }

      .tools {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        padding-block: 0.5rem;
        min-block-size: 3.25rem;
        background: var(--jk-paper);
      }

      .tools,
      textarea,
      jk-reader {
        inline-size: 100%;
        max-inline-size: 45rem;
        margin-inline: auto;
      }

      textarea {
        flex: 1;
        min-block-size: 16rem;
        resize: none;
        border: 1px solid var(--jk-edge);
        border-radius: 3px;
        padding: 0.5rem calc(1.25rem - 1px);
        background: var(--jk-raised);
        color: var(--jk-ink);
        font: inherit;
        font-size: 1.0625rem;
        line-height: var(--jk-leading);
        line-break: strict;
      }

      textarea:focus-visible {
        outline-offset: -1px;
      }

      textarea::placeholder {
        color: var(--jk-muted);
        opacity: 1;
      }

      .tools.read,
      jk-reader {
        padding-inline: 1.25rem;
      }

      .spacer {
        flex: 1;
      }

      .legend {
        display: flex;
        gap: 1rem;
        color: var(--jk-muted);
      }

      @container (max-width: 60rem) {
        :host {
          padding-inline: 1rem;
          min-block-size: 0;
        }

        .tools {
          position: static;
        }

        .tools.read,
        jk-reader {
          padding-inline: 0;
        }

        textarea {
          min-block-size: 38dvh;
          padding-inline: 1rem;
        }

        textarea.small {
          min-block-size: 8rem;
        }
      }

      @media print {
        .tools,
        textarea {
          display: none;
        }
      }
    `,
  ];

  #replacing: string | null = null;
  #shown: "edit" | "read" = "edit";

  get #area(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea") as HTMLTextAreaElement;
  }

  get #reader(): Reader {
    return this.renderRoot.querySelector("jk-reader") as Reader;
  }

  incidentTops(most: number): number[] {
    return this.state.view === "read" ? this.#reader.incidentTops(most) : [];
  }

  revealIncident(index: number): void {
    if (this.state.view === "read") this.#reader.revealIncident(index);
  }

  /** Brings a phrase into view; while the text is being edited, selects it. */
  revealPhrase(start: number, end: number): void {
    if (this.state.view === "read") {
      this.#reader.revealPhrase(start, end);
    } else if (this.store.isCurrent) {
      this.#area.focus();
      this.#area.setSelectionRange(start, end);
    }
  }

  readonly #onPaste = () => {
    const { value, selectionStart, selectionEnd } = this.#area;
    if (selectionStart === 0 && selectionEnd === value.length) this.#replacing = value;
  };

  readonly #onInput = (event: Event) => {
    const { value } = this.#area;
    const before = this.#replacing;
    this.#replacing = null;
    if ((event as InputEvent).inputType === "insertFromPaste" && before !== null) {
      this.store.paste(value, before);
      return;
    }
    this.store.type(value, (event as InputEvent).isComposing);
  };

  readonly #onCompositionEnd = () => this.store.type(this.#area.value);

  readonly #onChoose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    void this.store.openFiles([...(input.files ?? [])]);
    input.value = "";
  };

  #edit(): void {
    const at = this.#reader.readingOffset();
    this.store.setView("edit");
    void this.updateComplete.then(() => {
      this.#area.setSelectionRange(at, at);
      this.#area.blur();
      this.#area.focus();
    });
  }

  #another(): void {
    this.store.open("");
    void this.updateComplete.then(() => this.#area.focus());
  }

  protected override firstUpdated(): void {
    if (!this.state.frame.embedded) this.#area.focus({ preventScroll: true });
  }

  protected override updated(): void {
    const { view, frame } = this.state;
    const mayFocus = !frame.embedded || this.matches(":focus-within");
    if (view === "read" && this.#shown === "edit" && mayFocus) {
      this.#reader.focus({ preventScroll: true });
    }
    this.#shown = view;
  }

  protected override render() {
    const { state, words } = this;
    const reading = state.view === "read";
    const { compact, readOnly } = state.frame;
    return html`
      <div class="tools ${state.view}" ?hidden=${readOnly && !reading}>
        ${
          readOnly
            ? null
            : reading
              ? html`<button @click=${this.#edit}>${words.edit}</button>
                <button @click=${this.#another}>${words.another}</button>`
              : html`<button @click=${() => this.renderRoot.querySelector("input")?.click()}>
                ${words.openFile}
              </button>`
        }
        ${
          state.previousText !== null && !readOnly
            ? html`<button class="plain" @click=${() => this.store.restore()}>
                ${words.restore}
              </button>`
            : null
        }
        <span class="spacer"></span>
        ${
          reading && this.store.isCurrent && state.analysis?.incidents.length
            ? html`<span class="legend" aria-hidden="true">
                ${(["cause", "data", "excluded", "count"] as const).map(
                  (kind) => html`<span class=${kind}>${words.legend[kind]}</span>`,
                )}
              </span>`
            : null
        }
        ${
          !reading && !compact && state.text.trim() !== ""
            ? html`<button @click=${() => this.store.setView("read")}>${words.read}</button>`
            : null
        }
        <input
          type="file"
          hidden
          aria-label=${words.openFile}
          accept=".txt,.text,.md,.markdown,.html,.htm,.csv,text/*"
          @change=${this.#onChoose}
        >
      </div>
      <textarea
        lang="ja"
        spellcheck="false"
        autocomplete="off"
        aria-label=${words.textLabel}
        placeholder=${words.placeholder}
        ?hidden=${reading}
        ?readonly=${readOnly}
        part="textarea"
        class=${compact ? "small" : ""}
        .value=${live(state.text)}
        @paste=${this.#onPaste}
        @input=${this.#onInput}
        @compositionend=${this.#onCompositionEnd}
      ></textarea>
      <jk-reader ?hidden=${!reading} .store=${this.store}></jk-reader>
    `;
  }
}

define("jk-reader", Reader);
