// The pile as a person works with it: files in, progress, what failed, the table with its filters, charts, and
// the way out. The table renders only the rows in view.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Status } from "../analysis";
import { DeskElement, fields, saveBlob } from "../desk/desk-element";
import { ExportPanel } from "../desk/export-panel";
import type { Filed, FiledText } from "../desk/filed";
import { pageConnection } from "../engine/page";
import { CAUSES, causeName, DATA_TYPES, dataTypeName, STATUSES } from "../labels";
import { formatCount, formatDate } from "../model/format";
import type { Left } from "../store";
import { define } from "../ui/define";
import { Charts } from "./charts";
import {
  articlesOf,
  likelyColumns,
  MAX_FILE_BYTES,
  type Refusal,
  type Sheet,
  type Taken,
  take,
} from "./intake";
import { Keeper } from "./keeping";
import { type Entry, Pile } from "./pile";
import {
  COLUMNS,
  dateOf,
  type Filter,
  filedRow,
  filtered,
  fromFragment,
  NO_FILTER,
  needsCheck,
  type Row,
  rowsOf,
  type Sort,
  sorted,
  toFragment,
} from "./rows";
import { type Column, type PileWords, pileWords } from "./words";

/** A row's height in pixels, which the style gives it, too. */
const ROW = 56;
/** Rows that are rendered beyond those in view. */
const MORE = 8;
/** So long, in milliseconds, the page may be busy without a pause. */
const AT_ONCE = 12;
/** More workers than these cost more memory than they save time. */
const MOST_WORKERS = 4;

export class PileView extends DeskElement {
  static override properties: PropertyDeclarations = {
    filter: { state: true },
    sort: { state: true },
    selected: { state: true },
    sheets: { state: true },
    refused: { state: true },
    said: { state: true },
    exporting: { state: true },
    charting: { state: true },
    clearing: { state: true },
    dragging: { state: true },
    top: { state: true },
    told: { state: true },
    deleting: { state: true },
  };

  static override styles = [
    ...fields,
    css`
      :host {
        display: block;
        padding: 1rem var(--jk-gap) var(--jk-gap);
      }

      h2 {
        font-size: 1.25rem;
      }

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

      progress {
        flex: 1 1 12rem;
        block-size: 0.6rem;
        accent-color: var(--jk-accent);
      }

      .figures {
        font-variant-numeric: tabular-nums;
      }

      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
        gap: 0.5rem 0.75rem;
        align-items: end;
        margin-block: 1rem 0.75rem;
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.75rem;
        align-items: center;
        margin-block: 0.75rem;
      }

      .bar strong {
        font-variant-numeric: tabular-nums;
      }

      .spacer {
        flex: 1;
      }

      .frame {
        overflow-x: auto;
        border: 1px solid var(--jk-line);
      }

      .table {
        min-inline-size: 62rem;
      }

      .rows {
        max-block-size: min(60dvh, 40rem);
        overflow-y: auto;
        position: relative;
      }

      .window {
        position: absolute;
        inset-inline: 0;
        inset-block-start: 0;
      }

      .line {
        display: grid;
        grid-template-columns: 2.5rem 3fr 2fr 2fr 2.5fr 1.1fr 1.2fr 1.6fr;
        gap: 0 0.75rem;
        align-items: center;
        padding-inline: 0.5rem;
      }

      .rows .line {
        block-size: 56px;
        border-block-end: 1px solid var(--jk-line);
      }

      .rows .line.chosen {
        background: var(--jk-accent-soft);
      }

      .head {
        border-block-end: 1px solid var(--jk-edge);
        padding-block: 0.25rem;
      }

      .head button {
        border: 0;
        padding: 0.25rem 0;
        font-weight: 700;
        text-align: start;
        inline-size: 100%;
      }

      [role="cell"] {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        line-height: 1.45;
        min-inline-size: 0;
      }

      .number {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      button.title {
        border: 0;
        padding: 0;
        text-align: start;
        color: var(--jk-accent);
        line-height: 1.45;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }

      .check-word {
        font-weight: 700;
      }

      details {
        margin-block: 0.5rem;
      }

      summary {
        cursor: pointer;
        color: var(--jk-accent);
        inline-size: fit-content;
      }

      details li {
        padding-block: 0.15rem;
      }

      .preview {
        color: var(--jk-muted);
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }

      @media print {
        .rows {
          max-block-size: none;
          overflow: visible;
        }
      }
    `,
  ];

  declare filter: Filter;
  declare sort: Sort | null;
  declare selected: ReadonlySet<string>;
  declare sheets: readonly { readonly sheet: Sheet; text: number; name: number | null }[];
  declare refused: Taken["refused"];
  declare said: string;
  declare exporting: "selected" | "shown" | null;
  declare charting: boolean;
  declare clearing: boolean;
  declare dragging: boolean;
  declare top: number;
  declare deleting: boolean;
  readonly #pile: Pile;
  /** Made once the store is there. */
  #keeper: Keeper | undefined;
  declare told: string;
  readonly #rows = new WeakMap<
    Entry,
    { readonly text: FiledText; readonly rows: Row[]; readonly left: Left | null }
  >();
  #stale = true;
  #madeOf: readonly unknown[] = [];
  #withoutIncident = 0;
  #failed: readonly Entry[] = [];
  #shown: readonly Row[] = [];
  #all: readonly Row[] = [];
  #pastes = 0;
  #listening = new AbortController();

  constructor() {
    super();
    ({ filter: this.filter, sort: this.sort } = fromFragment(location.hash));
    this.selected = new Set();
    this.sheets = [];
    this.refused = [];
    this.said = "";
    this.exporting = null;
    this.charting = false;
    this.clearing = false;
    this.dragging = false;
    this.top = 0;
    this.told = "";
    this.deleting = false;
    const spare = Math.max((navigator.hardwareConcurrency || 2) - 1, 1);
    this.#pile = new Pile(pageConnection, Math.min(spare, MOST_WORKERS));
    // Also while an article is shown: the pile lives as long as the page.
    window.addEventListener("beforeunload", (event) => {
      const kept = this.#keeper?.keeping.state === "kept";
      if (!kept && this.#pile.entries.length > 0) event.preventDefault();
    });
    let busy = false;
    this.#pile.addEventListener("change", () => {
      this.#stale = true;
      const { total, waiting, running } = this.#pile.progress;
      const works = waiting + running > 0;
      // Said once, when all is done: figures that are told at every step would never let a reader speak.
      if (busy && !works && total > 0) {
        this.#recompute();
        this.said = this.#words.finished(total, this.#all.length);
      }
      busy = works;
      this.requestUpdate();
    });
  }

  get #words(): PileWords {
    return pileWords(this.state.language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#keeper) {
      this.#keeper = new Keeper(this.#pile, this.store);
      this.#keeper.addEventListener("change", () => {
        this.#stale = true;
        this.requestUpdate();
      });
    }
    // What was corrected since is kept, too.
    void this.#keeper.keep();
    // While it was away, a person may have corrected what it shows.
    this.#stale = true;
    this.requestUpdate();
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
    this.#pastes += 1;
    const name = this.#words.pasted(this.#pastes);
    void this.#takeAll(name, take(name, new TextEncoder().encode(text)));
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
    void this.addFiles(files);
  };

  /** Takes files up, one after the other, so that the page stays free between two. */
  async addFiles(files: readonly File[]): Promise<void> {
    this.refused = [];
    this.said = "";
    for (const file of files) {
      if (file.size > MAX_FILE_BYTES) {
        this.#refuse(file.name, "too_large");
        continue;
      }
      let content: Uint8Array;
      try {
        content = new Uint8Array(await file.arrayBuffer());
      } catch {
        this.#refuse(file.name, "unreadable");
        continue;
      }
      await this.#takeAll(file.name, take(file.name, content));
    }
  }

  #refuse(name: string, code: "too_large" | "unreadable" | "not_text"): void {
    this.refused = [...this.refused, { name, refusal: { code } }];
  }

  /** Takes pieces up, and lets the page paint and take input now and then. */
  async #takeAll(name: string, pieces: Iterable<Taken>): Promise<void> {
    let since = performance.now();
    try {
      for (const piece of pieces) {
        this.#take(piece);
        if (performance.now() - since < AT_ONCE) continue;
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
        since = performance.now();
      }
    } catch {
      this.#refuse(name, "not_text");
    }
  }

  #take({ articles, sheet, refused }: Taken): void {
    if (sheet) this.sheets = [...this.sheets, { sheet, ...likelyColumns(sheet) }];
    if (refused.length > 0) this.refused = [...this.refused, ...refused];
    if (articles.length > 0) this.#pile.add(articles);
  }

  /** The rows of every text, with what a person left in them since; made anew only when something changed. */
  #recompute(): void {
    if (this.#stale) {
      this.#stale = false;
      this.#all = this.#pile.entries.flatMap((entry) => this.#rowsOf(entry));
      this.#withoutIncident = this.#pile.entries.filter(
        ({ analysis }) => analysis?.incidents.length === 0,
      ).length;
      this.#failed = this.#pile.entries.filter(({ state }) => state === "failed");
    }
    const { language } = this.state;
    const made = [this.#all, this.filter, this.sort, language];
    if (made.every((part, at) => part === this.#madeOf[at])) return;
    this.#madeOf = made;
    this.#shown = sorted(filtered(this.#all, this.filter), this.sort, language);
  }

  #rowsOf(entry: Entry): Row[] {
    if (!entry.analysis) return [];
    const left = this.store.left(entry.text);
    const analysis = left?.analysis ?? entry.analysis;
    const known = this.#rows.get(entry);
    if (known?.text.analysis === analysis && known.left === left) return known.rows;
    const reviews = left?.reviews ?? [];
    const text = { source: entry.name, text: entry.text, analysis, reviews };
    const rows = rowsOf(entry, text);
    this.#rows.set(entry, { text, rows, left });
    return rows;
  }

  #texts(rows: readonly Row[]): FiledText[] {
    const entries = new Set(rows.map(({ entry }) => entry));
    return [...entries].flatMap((entry) => this.#rows.get(entry)?.text ?? []);
  }

  #change(filter: Partial<Filter>): void {
    this.filter = { ...this.filter, ...filter };
    this.top = 0;
    const rows = this.renderRoot.querySelector(".rows");
    if (rows) rows.scrollTop = 0;
  }

  #sortBy(by: Column): void {
    const { sort } = this;
    const first = by === "count" || by === "date" || by === "data";
    if (sort?.by !== by) this.sort = { by, descending: first };
    else if (sort.descending === first) this.sort = { by, descending: !first };
    else this.sort = null;
  }

  protected override render() {
    const words = this.#words;
    this.#recompute();
    const { total } = this.#pile.progress;
    return html`
      <h2>${words.heading}</h2>
      <div class="intake no-print ${this.dragging ? "over" : ""}">
        <p>
          ${this.dragging ? words.drop : words.intro} <span class="hint">${words.formats}</span><br>
          <span class="hint">${words.pasteHint}</span>
        </p>
        <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click()}>
          ${words.choose}
        </button>
        <input
          type="file"
          multiple
          hidden
          aria-label=${words.choose}
          accept=".txt,.text,.md,.markdown,.html,.htm,.csv,.jsonl,.ndjson,.docx"
          @change=${this.#onChoose}
        >
      </div>
      ${this.sheets.map((one) => this.#renderSheet(one))} ${this.#renderProgress()}
      <p role="status">${this.said}</p>
      ${this.#renderFailures()} ${total > 0 ? this.#renderTable() : nothing} ${this.#renderKeeping()}
    `;
  }

  readonly #onChoose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    void this.addFiles([...(input.files ?? [])]);
    input.value = "";
  };

  #renderKeeping() {
    const words = this.#words;
    const keeper = this.#keeper;
    if (!keeper) return nothing;
    const { keeping } = keeper;
    const on = keeping.state !== "off";
    const told = {
      off: () => this.told,
      busy: () => words.storing,
      kept: () => this.told || words.stored("kept" in keeping ? keeping.kept : 0),
      failed: () => words.storeFailed,
    }[keeping.state]();
    const change = (event: Event) => {
      this.told = "";
      if ((event.target as HTMLInputElement).checked) void keeper.start();
      else keeper.stop();
    };
    const save = async () => {
      const file = await keeper.export();
      if (file) saveBlob("jiken-store.jsonl", file);
    };
    const load = async (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      const texts = file ? await keeper.import(await file.text()) : null;
      input.value = "";
      if (keeper.keeping.state === "failed") return;
      this.told = texts === null ? words.storeWrong : words.storeImported(texts);
    };
    const remove = async () => {
      await keeper.deleteAll();
      this.deleting = false;
      if (keeper.keeping.state === "off") this.told = words.storeDeleted;
    };
    return html`<section class="box no-print">
      <label class="check">
        <input type="checkbox" .checked=${live(on)} @change=${change}>
        ${words.store}
      </label>
      <p class="hint" id="kept-where">${words.storeHint}</p>
      <div class="row">
        ${
          on
            ? html`<button @click=${save}>${words.storeExport}</button>
                <button
                  @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input.import")?.click()}
                >${words.storeImport}</button>
                <input
                  class="import"
                  type="file"
                  hidden
                  accept=".jsonl"
                  aria-label=${words.storeImport}
                  @change=${load}
                >
                ${
                  this.deleting
                    ? html`<button @click=${remove}>${words.yesClear}</button>
                        <button
                          @click=${() => {
                            this.deleting = false;
                          }}
                        >${words.keep}</button>`
                    : html`<button
                        @click=${() => {
                          this.deleting = true;
                        }}
                      >${words.storeDelete}</button>`
                }`
            : nothing
        }
        <span role="status">${told}</span>
      </div>
    </section>`;
  }

  #renderSheet(one: { readonly sheet: Sheet; text: number; name: number | null }) {
    const words = this.#words;
    const { sheet } = one;
    const options = (chosen: number | null) =>
      sheet.head.map(
        (name, at) =>
          html`<option value=${at} ?selected=${at === chosen}>${name || at + 1}</option>`,
      );
    const takeUp = () => {
      this.sheets = this.sheets.filter((other) => other !== one);
      void this.#takeAll(sheet.name, articlesOf(sheet, one.text, one.name));
    };
    return html`<section class="box" aria-label=${words.csvTitle(sheet.name)}>
      <h4>${words.csvTitle(sheet.name)} <span class="hint">${words.csvRows(sheet.rows.length)}</span></h4>
      <div class="row">
        <label>
          <span class="name">${words.csvText}</span>
          <select
            @change=${(event: Event) => {
              one.text = Number((event.target as HTMLSelectElement).value);
              this.requestUpdate();
            }}
          >${options(one.text)}</select>
        </label>
        <label>
          <span class="name">${words.csvName}</span>
          <select
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              one.name = value === "" ? null : Number(value);
            }}
          >
            <option value="">${words.csvNone}</option>
            ${options(one.name)}
          </select>
        </label>
        <button @click=${takeUp}>${words.csvTake}</button>
      </div>
      <p class="preview">${words.csvPreview}: <span lang="ja">${sheet.rows[0]?.[one.text] ?? ""}</span></p>
    </section>`;
  }

  #renderProgress() {
    const words = this.#words;
    const { total, done, waiting, running, paused, secondsLeft } = this.#pile.progress;
    if (waiting + running === 0) return nothing;
    const cancel = () => {
      this.said = words.cancelled(this.#pile.cancel());
    };
    // The buttons stand first, where growing figures do not move them.
    return html`<div class="bar no-print">
      ${
        paused
          ? html`<button @click=${() => this.#pile.resume()}>${words.resume}</button>`
          : html`<button @click=${() => this.#pile.pause()}>${words.pause}</button>`
      }
      <button @click=${cancel}>${words.cancel}</button>
      <progress max=${total} .value=${done} aria-label=${words.progress(done, total)}></progress>
      <span class="figures">${words.progress(done, total)}${
        paused ? ` · ${words.paused}` : secondsLeft === null ? "" : ` · ${words.left(secondsLeft)}`
      }</span>
    </div>`;
  }

  #renderFailures() {
    const words = this.#words;
    const failed = this.#failed;
    const all = failed.length + this.refused.length;
    if (all === 0) return nothing;
    const told = (name: string, why: string) => html`<li><b>${name}</b> ${why}</li>`;
    return html`<details open>
      <summary>${words.failures(all)}</summary>
      <ul>
        ${this.refused.slice(0, 200).map(({ name, refusal }) => told(name, this.#why(refusal)))}
        ${failed.slice(0, 200).map(({ name, problem }) => {
          if (!problem) return nothing;
          const { what, mend } = this.words.problem(problem);
          return told(name, `${what} ${mend}`);
        })}
      </ul>
      ${
        failed.length > 0
          ? html`<button @click=${() => this.#pile.retryFailed()}>${words.retry}</button>`
          : nothing
      }
    </details>`;
  }

  #why(refusal: Refusal): string {
    const { refused } = this.#words;
    return refusal.code === "line" ? refused.line(refusal.line) : refused[refusal.code];
  }

  #renderTable() {
    const words = this.#words;
    const { total } = this.#pile.progress;
    const without = this.#withoutIncident;
    return html`
      ${this.#renderFilters()}
      <div class="bar">
        <strong aria-live="polite">${words.shown(this.#shown.length, this.#all.length)}</strong>
        ${without > 0 ? html`<span class="hint">${words.withoutIncident(without)}</span>` : nothing}
        <span class="spacer"></span>
        <button
          aria-expanded=${this.charting}
          @click=${() => {
            this.charting = !this.charting;
          }}
        >${words.charts}</button>
        ${this.#exportButton("selected", this.selected.size, words.exportSelected(this.selected.size))}
        ${this.#exportButton("shown", this.#shown.length, words.exportShown(this.#shown.length))}
        ${
          this.clearing
            ? html`<span role="alert">${words.clearSure(total)}</span>
                <button @click=${this.#clear}>${words.yesClear}</button>
                <button
                  @click=${() => {
                    this.clearing = false;
                  }}
                >${words.keep}</button>`
            : html`<button
                class="plain"
                @click=${() => {
                  this.clearing = true;
                }}
              >${words.clear}</button>`
        }
      </div>
      ${this.exporting ? this.#renderExport(this.exporting) : nothing}
      ${
        this.charting
          ? html`<jk-charts
              .store=${this.store}
              .rows=${this.#shown}
              @filter=${(event: CustomEvent<Partial<Filter>>) => this.#change(event.detail)}
            ></jk-charts>`
          : nothing
      }
      ${this.#renderRows()}
    `;
  }

  readonly #clear = () => {
    this.#pile.clear();
    this.clearing = false;
    this.said = this.#keeper?.keeping.state === "kept" ? this.#words.storeRemains : "";
    this.exporting = null;
    this.refused = [];
    this.selected = new Set();
    this.filter = NO_FILTER;
  };

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
    const rows = () =>
      what === "shown" ? this.#shown : this.#all.filter(({ key }) => this.selected.has(key));
    return html`<jk-export
      .store=${this.store}
      .texts=${() => this.#texts(rows())}
      .filed=${(): Filed[] => rows().map(filedRow)}
    ></jk-export>`;
  }

  #renderFilters() {
    const words = this.#words;
    const { language } = this.state;
    const { filter } = this;
    const choice = (
      name: string,
      value: string,
      options: readonly (readonly [string, string])[],
      change: (value: string) => void,
    ) => html`<label>
      <span class="name">${name}</span>
      <select @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
        <option value="" .selected=${live(value === "")}>${words.all}</option>
        ${options.map(
          ([id, option]) =>
            html`<option value=${id} .selected=${live(id === value)}>${option}</option>`,
        )}
      </select>
    </label>`;
    const tick = (name: string, checked: boolean, change: (checked: boolean) => void) => html`<label
      class="check"
    >
      <input
        type="checkbox"
        .checked=${live(checked)}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      >
      ${name}
    </label>`;
    const search = (event: Event) => {
      if (!(event as InputEvent).isComposing) {
        this.#change({ query: (event.target as HTMLInputElement).value });
      }
    };
    const touched = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
    return html`<div class="filters no-print">
      <label>
        <span class="name">${words.search}</span>
        <input
          type="search"
          lang="ja"
          .value=${live(filter.query)}
          @input=${search}
          @compositionend=${search}
        >
      </label>
      ${choice(
        words.cause,
        filter.cause,
        Object.keys(CAUSES).map((id) => [id, causeName(id, language)] as const),
        (cause) => this.#change({ cause }),
      )}
      ${choice(
        words.data,
        filter.data,
        Object.keys(DATA_TYPES).map((id) => [id, dataTypeName(id, language)] as const),
        (data) => this.#change({ data }),
      )}
      ${choice(
        words.status,
        filter.status,
        STATUSES.map((id) => [id, this.words.statusName[id]] as const),
        (status) => this.#change({ status: status as Status | "" }),
      )}
      <div>
        ${tick(words.checkOnly, filter.check, (check) => this.#change({ check }))}
        ${tick(words.notConfirmed, filter.unconfirmed, (unconfirmed) => this.#change({ unconfirmed }))}
      </div>
      ${
        touched
          ? html`<button @click=${() => this.#change(NO_FILTER)}>
              ${words.reset}${filter.month ? ` (${filter.month})` : ""}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderRows() {
    const words = this.#words;
    if (this.#shown.length === 0)
      return html`<p>${this.#all.length > 0 ? words.none : nothing}</p>`;
    const height = this.renderRoot.querySelector(".rows")?.clientHeight ?? 600;
    const first = Math.max(Math.floor(this.top / ROW) - MORE, 0);
    const rows = this.#shown.slice(first, Math.ceil((this.top + height) / ROW) + MORE);
    const chosen = this.selected.size > 0 && this.#shown.every(({ key }) => this.selected.has(key));
    return html`<div class="frame">
      <div class="table" role="table" aria-label=${words.heading} aria-rowcount=${this.#shown.length + 1}>
        <div role="rowgroup">
          <div class="line head" role="row" aria-rowindex="1">
            <span role="columnheader">
              <input
                type="checkbox"
                aria-label=${words.selectAll}
                .checked=${live(chosen)}
                @change=${this.#onSelectAll}
              >
            </span>
            ${COLUMNS.map((column) => this.#renderHead(column))}
          </div>
        </div>
        <div class="rows" tabindex="0" role="rowgroup" aria-label=${words.heading} @scroll=${this.#onScroll}>
          <div class="height"></div>
          <div class="window">
            ${repeat(
              rows,
              ({ key }) => key,
              (row, at) => this.#renderRow(row, first + at + 2),
            )}
          </div>
        </div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    if (this.isConnected) {
      const fragment = toFragment(this.filter, this.sort);
      if (location.hash !== fragment) history.replaceState(null, "", fragment);
    }
    // By script, since the page's policy allows no styles in attributes.
    const [height, shown] = [".height", ".window"].map((name) =>
      this.renderRoot.querySelector<HTMLElement>(name),
    );
    if (!height || !shown) return;
    const first = Math.max(Math.floor(this.top / ROW) - MORE, 0);
    height.style.blockSize = `${this.#shown.length * ROW}px`;
    shown.style.transform = `translateY(${first * ROW}px)`;
  }

  readonly #onScroll = (event: Event) => {
    this.top = (event.target as HTMLElement).scrollTop;
  };

  readonly #onSelectAll = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    const selected = new Set(this.selected);
    for (const { key } of this.#shown) {
      if (checked) selected.add(key);
      else selected.delete(key);
    }
    this.selected = selected;
  };

  #renderHead(column: Column) {
    const { sort } = this;
    const way = sort?.by === column ? (sort.descending ? "descending" : "ascending") : "none";
    const mark = { ascending: "▲", descending: "▼", none: "" }[way];
    return html`<span role="columnheader" aria-sort=${way}>
      <button @click=${() => this.#sortBy(column)}>
        ${this.#words.column[column]} <span aria-hidden="true">${mark}</span>
      </button>
    </span>`;
  }

  #renderRow(row: Row, index: number) {
    const words = this.#words;
    const { language } = this.state;
    const { incident, entry, key, review } = row;
    const title = incident.title.trim() || this.words.untitled;
    const types = incident.data_types
      .filter(({ status }) => status !== "excluded")
      .map(({ id }) => dataTypeName(id, language))
      .join(this.words.listSeparator);
    const selected = this.selected.has(key);
    const choose = (event: Event) => {
      const next = new Set(this.selected);
      if ((event.target as HTMLInputElement).checked) next.add(key);
      else next.delete(key);
      this.selected = next;
    };
    const open = () => {
      this.dispatchEvent(new CustomEvent("read", { detail: row }));
    };
    return html`<div class="line ${selected ? "chosen" : ""}" role="row" aria-rowindex=${index}>
      <span role="cell">
        <input
          type="checkbox"
          aria-label=${`${words.select}: ${title}`}
          .checked=${live(selected)}
          @change=${choose}
        >
      </span>
      <span role="cell">
        <button class="title" lang="ja" title=${entry.name} @click=${open}>${title}</button>
      </span>
      <span role="cell" lang="ja">${incident.organization ?? ""}</span>
      <span role="cell">
        ${causeName(incident.causes[0]?.id ?? "unknown", language)}
        ${needsCheck(row) ? html`<span class="check-word">${this.words.uncertain}</span>` : nothing}
        ${review.confirmed ? html`<span class="hint">${this.words.confirmed}</span>` : nothing}
      </span>
      <span role="cell">${types}</span>
      <span role="cell" class="number">${incident.count ? formatCount(incident.count, language) : ""}</span>
      <span role="cell" class="number">${formatDate(dateOf(incident), language)}</span>
      <span role="cell">${this.words.statusName[incident.status]}</span>
    </div>`;
  }
}

define("jk-charts", Charts);
define("jk-export", ExportPanel);
define("jk-pile", PileView);
