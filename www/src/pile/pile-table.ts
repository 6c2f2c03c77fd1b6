// The pile's incidents as a table, which renders only the rows in view.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { fields } from "../desk/desk-element";
import { causeName, dataTypeName } from "../labels";
import { formatCount, formatDate } from "../model/format";
import { PileElement } from "./pile-element";
import { COLUMNS, dateOf, type Filter, needsCheck, type Row } from "./rows";
import type { Column } from "./words";

/** A row's height in pixels, which the style gives it, too. */
const ROW = 56;
/** Rows that are rendered beyond those in view. */
const MORE = 8;

export class PileTable extends PileElement {
  static override properties: PropertyDeclarations = { top: { state: true } };

  static override styles = [
    ...fields,
    css`
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

      @media print {
        .rows {
          max-block-size: none;
          overflow: visible;
        }
      }
    `,
  ];

  declare top: number;
  #filter: Filter | undefined;

  constructor() {
    super();
    this.top = 0;
  }

  /** The first row that is rendered. */
  get #first(): number {
    return Math.max(Math.floor(this.top / ROW) - MORE, 0);
  }

  protected override willUpdate(): void {
    const { filter } = this.pile.state;
    if (this.#filter !== filter) {
      this.top = 0;
      const rows = this.renderRoot.querySelector(".rows");
      if (rows) rows.scrollTop = 0;
    }
    this.#filter = filter;
  }

  protected override render() {
    const words = this.pileWords;
    const { all, shown } = this.pile.rows;
    const { selected } = this.pile.state;
    if (shown.length === 0) return html`<p>${all.length > 0 ? words.none : nothing}</p>`;
    const height = this.renderRoot.querySelector(".rows")?.clientHeight ?? 600;
    const first = this.#first;
    const rows = shown.slice(first, Math.ceil((this.top + height) / ROW) + MORE);
    const chosen = selected.size > 0 && shown.every(({ key }) => selected.has(key));
    return html`<div class="frame">
      <div class="table" role="table" aria-label=${words.heading} aria-rowcount=${shown.length + 1}>
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
    // By script, since the page's policy allows no styles in attributes.
    const [height, shown] = [".height", ".window"].map((name) =>
      this.renderRoot.querySelector<HTMLElement>(name),
    );
    if (!height || !shown) return;
    height.style.blockSize = `${this.pile.rows.shown.length * ROW}px`;
    shown.style.transform = `translateY(${this.#first * ROW}px)`;
  }

  readonly #onScroll = (event: Event) => {
    this.top = (event.target as HTMLElement).scrollTop;
  };

  readonly #onSelectAll = (event: Event) => {
    const keys = this.pile.rows.shown.map(({ key }) => key);
    this.pile.select(keys, (event.target as HTMLInputElement).checked);
  };

  #renderHead(column: Column) {
    const { sort } = this.pile.state;
    const way = sort?.by === column ? (sort.descending ? "descending" : "ascending") : "none";
    const mark = { ascending: "▲", descending: "▼", none: "" }[way];
    return html`<span role="columnheader" aria-sort=${way}>
      <button @click=${() => this.pile.sortBy(column)}>
        ${this.pileWords.column[column]} <span aria-hidden="true">${mark}</span>
      </button>
    </span>`;
  }

  #renderRow(row: Row, index: number) {
    const words = this.pileWords;
    const { language } = this.state;
    const { incident, entry, key, review } = row;
    const title = incident.title.trim() || this.words.untitled;
    const types = incident.data_types
      .filter(({ status }) => status !== "excluded")
      .map(({ id }) => dataTypeName(id, language))
      .join(this.words.listSeparator);
    const selected = this.pile.state.selected.has(key);
    const choose = (event: Event) =>
      this.pile.select([key], (event.target as HTMLInputElement).checked);
    const open = () => {
      this.dispatchEvent(new CustomEvent("read", { detail: row, bubbles: true, composed: true }));
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
