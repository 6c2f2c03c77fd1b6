// Where files are put in, and where a table's columns are chosen.

import { css, html, type PropertyDeclarations } from "lit";
import { fields } from "../desk/desk-element";
import { PileElement } from "./pile-element";
import type { Choice } from "./pile-store";

export class IntakePanel extends PileElement {
  static override properties: PropertyDeclarations = { dragging: { attribute: false } };

  static override styles = [
    ...fields,
    css`
      .intake {
        border: 2px dashed var(--jk-edge);
        border-radius: 3px;
        padding: 1rem;
        margin-block: 0.75rem 1rem;
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
      }

      .intake p {
        flex: 1 1 22rem;
      }

      .intake.over {
        border-color: var(--jk-accent);
        background: var(--jk-accent-soft);
      }

      .preview {
        color: var(--jk-muted);
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
    `,
  ];

  /** Whether files are held over the page. */
  declare dragging: boolean;

  constructor() {
    super();
    this.dragging = false;
  }

  protected override render() {
    const words = this.pileWords;
    const choose = () => this.renderRoot.querySelector<HTMLInputElement>("input")?.click();
    return html`
      <div class="intake no-print ${this.dragging ? "over" : ""}">
        <p>
          ${this.dragging ? words.drop : words.intro} <span class="hint">${words.formats}</span><br>
          <span class="hint">${words.pasteHint}</span>
        </p>
        <button @click=${choose}>${words.choose}</button>
        <input
          type="file"
          multiple
          hidden
          aria-label=${words.choose}
          accept=".txt,.text,.md,.markdown,.html,.htm,.csv,.jsonl,.ndjson,.docx"
          @change=${this.#onChoose}
        >
      </div>
      ${this.pile.state.choices.map((choice) => this.#renderChoice(choice))}
    `;
  }

  readonly #onChoose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    void this.pile.addFiles([...(input.files ?? [])]);
    input.value = "";
  };

  #renderChoice(choice: Choice) {
    const words = this.pileWords;
    const { sheet, text, name } = choice;
    const options = (chosen: number | null) =>
      sheet.head.map(
        (column, at) =>
          html`<option value=${at} ?selected=${at === chosen}>${column || at + 1}</option>`,
      );
    const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`<section class="box" aria-label=${words.csvTitle(sheet.name)}>
      <h4>${words.csvTitle(sheet.name)} <span class="hint">${words.csvRows(sheet.rows.length)}</span></h4>
      <div class="row">
        <label>
          <span class="name">${words.csvText}</span>
          <select
            @change=${(event: Event) => this.pile.choose(choice, { text: Number(chosen(event)) })}
          >${options(text)}</select>
        </label>
        <label>
          <span class="name">${words.csvName}</span>
          <select
            @change=${(event: Event) => {
              const value = chosen(event);
              this.pile.choose(choice, { name: value === "" ? null : Number(value) });
            }}
          >
            <option value="">${words.csvNone}</option>
            ${options(name)}
          </select>
        </label>
        <button @click=${() => void this.pile.takeUp(choice)}>${words.csvTake}</button>
      </div>
      <p class="preview">${words.csvPreview}: <span lang="ja">${sheet.rows[0]?.[text] ?? ""}</span></p>
    </section>`;
  }
}
