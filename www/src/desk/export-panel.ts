// Takes one incident, or all of them, out of the page in the format that is needed elsewhere.

import { html, nothing, type PropertyDeclarations } from "lit";
import { copy } from "../ui/clipboard";
import { DeskElement, fields, saveFile } from "./desk-element";
import {
  correctedNames,
  type Filed,
  type FiledText,
  filedOf,
  isLabelled,
  toCsv,
  toJson,
  toJsonLines,
  toLabels,
  toMarkdown,
} from "./filed";
import { todayInJapan } from "./terms";
import { FORMATS, type Format } from "./words";

const FILES: Readonly<Record<Format, readonly [ending: string, type: string]>> = {
  csv: ["csv", "text/csv"],
  json: ["json", "application/json"],
  jsonl: ["jsonl", "application/jsonl"],
  markdown: ["md", "text/markdown"],
  veris: ["veris.jsonl", "application/jsonl"],
  labels: ["labels.jsonl", "application/jsonl"],
};

export class ExportPanel extends DeskElement {
  static override properties: PropertyDeclarations = {
    index: { attribute: false },
    texts: { attribute: false },
    filed: { attribute: false },
    format: { state: true },
    all: { state: true },
    said: { state: true },
  };

  static override styles = fields;

  /** The incident beside which the panel stands; null where it stands beside all. */
  declare index: number | null;
  /** The texts to take, in the place of the one that is open. */
  declare texts: (() => readonly FiledText[]) | null;
  /** The incidents to take, in the place of all of the texts. */
  declare filed: (() => readonly Filed[]) | null;
  declare format: Format;
  declare all: boolean;
  declare said: string;

  constructor() {
    super();
    this.index = null;
    this.texts = null;
    this.filed = null;
    this.format = "csv";
    this.all = false;
    this.said = "";
  }

  #texts(): readonly FiledText[] {
    if (this.texts) return this.texts();
    const { analysis, reviews, analysedText } = this.state;
    const source = this.store.sourceName;
    return analysis ? [{ source, text: analysedText, analysis, reviews }] : [];
  }

  #filed(): readonly Filed[] {
    const filed = this.filed ? this.filed() : this.#texts().flatMap(filedOf);
    if (this.index === null || this.all) return filed;
    return filed.slice(this.index, this.index + 1);
  }

  /** What to write; null where it cannot be, and why is said. */
  async #content(): Promise<string | null> {
    const { language } = this.state;
    switch (this.format) {
      case "csv":
        return toCsv(this.#filed(), language);
      case "json":
        return toJson(this.#filed());
      case "jsonl":
        return toJsonLines(this.#filed());
      case "markdown":
        return toMarkdown(this.#filed(), language);
      case "veris":
        return await this.#veris();
      case "labels":
        if (this.#texts().some(isLabelled)) return toLabels(this.#texts());
        this.said = this.desk.nothingConfirmed;
        return null;
    }
  }

  async #veris(): Promise<string | null> {
    const year = Number(todayInJapan().slice(0, 4));
    const written = await this.store.veris(
      this.#filed().map(({ source, number, incident, review }) => ({
        incident,
        review,
        context: {
          id: `${source}#${number}`,
          year,
          notes: review.note ?? null,
          corrected: correctedNames(review),
        },
      })),
    );
    if (!written) this.said = this.desk.verisFailed;
    return written?.map((one) => `${JSON.stringify(one)}\n`).join("") ?? null;
  }

  async #save(): Promise<void> {
    const content = await this.#content();
    if (content === null) return;
    const [ending, type] = FILES[this.format];
    const name = `jiken-${todayInJapan()}.${ending}`;
    saveFile(name, content, type);
    this.said = this.desk.fileSaved(name);
  }

  async #copy(): Promise<void> {
    const content = await this.#content();
    if (content === null) return;
    // A byte order mark is for files.
    const done = await copy(content.replace(/^\ufeff/, ""));
    this.said = done ? this.desk.copied : this.desk.copyFailed;
  }

  protected override render() {
    const { desk } = this;
    const incidents = this.state.analysis?.incidents.length ?? 0;
    return html`<section class="box" aria-label=${desk.exportTitle}>
      <div class="row">
        <label>
          <span class="name">${desk.format}</span>
          <select
            @change=${(event: Event) => {
              this.format = (event.target as HTMLSelectElement).value as Format;
              this.said = "";
            }}
          >
            ${FORMATS.map(
              (one) =>
                html`<option value=${one} ?selected=${one === this.format}>${desk.formats[one]}</option>`,
            )}
          </select>
        </label>
        ${
          this.index !== null && incidents > 1
            ? html`<label>
                <span class="name">${desk.scope}</span>
                <select
                  @change=${(event: Event) => {
                    this.all = (event.target as HTMLSelectElement).value === "all";
                  }}
                >
                  <option value="one">${desk.this}</option>
                  <option value="all">${desk.all(incidents)}</option>
                </select>
              </label>`
            : nothing
        }
      </div>
      <div class="row">
        <button @click=${this.#save}>${desk.save}</button>
        <button @click=${this.#copy}>${desk.copy}</button>
        ${
          this.texts
            ? nothing
            : html`<button class="plain" @click=${() => window.print()}>${desk.print}</button>`
        }
        <span role="status">${this.said}</span>
      </div>
    </section>`;
  }
}
