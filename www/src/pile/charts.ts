// The pile's charts: each is drawn as SVG, told as a table, and saved as SVG or PNG; a bar that is pressed filters
// the table.

import { css, html, nothing, type PropertyDeclarations, svg } from "lit";
import { DeskElement, fields, saveBlob } from "../desk/desk-element";
import { causeName, dataTypeName } from "../labels";
import {
  type Bar,
  barsAsSvg,
  byCause,
  byData,
  byMonth,
  heatAsSvg,
  heatOf,
  largest,
} from "./charts-model";
import type { Filter, Row } from "./rows";
import { type PileWords, pileWords } from "./words";

/** The drawing as pixels, twice as fine as it is wide. */
async function asPng(drawing: string): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}

export class Charts extends DeskElement {
  static override properties: PropertyDeclarations = { rows: { attribute: false } };

  static override styles = [
    ...fields,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
        gap: 1.5rem;
        padding-block: 1rem;
      }

      figure {
        margin: 0;
        min-inline-size: 0;
      }

      figcaption {
        font-weight: 700;
        margin-block-end: 0.5rem;
      }

      .bar {
        display: grid;
        grid-template-columns: minmax(6rem, 12rem) 1fr;
        gap: 0.5rem;
        align-items: center;
        inline-size: 100%;
        border: 0;
        padding: 0.1rem 0.25rem;
        text-align: start;
      }

      .bar svg {
        inline-size: 100%;
        block-size: 1.4rem;
        overflow: visible;
      }

      .name {
        color: inherit;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      rect {
        fill: var(--jk-data);
      }

      text {
        fill: var(--jk-ink);
        font-variant-numeric: tabular-nums;
      }

      @media (forced-colors: active) {
        rect {
          fill: CanvasText;
        }
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        border: 1px solid var(--jk-line);
        padding: 0.2rem 0.5rem;
        font-weight: 400;
        text-align: start;
      }

      td {
        text-align: end;
      }

      td button {
        border: 0;
        padding: 0 0.3rem;
      }

      .heat td {
        padding: 0;
        text-align: center;
      }

      .heat td.much {
        background: var(--jk-data);
      }

      .heat td.much button {
        color: var(--jk-paper);
        font-weight: 700;
      }

      .heat td.some {
        background: var(--jk-data-soft);
      }

      .heat th[scope="col"] {
        writing-mode: vertical-rl;
        padding-block: 0.4rem;
        white-space: nowrap;
      }

      summary {
        cursor: pointer;
        color: var(--jk-accent);
        inline-size: fit-content;
      }

      .row {
        margin-block-start: 0.4rem;
      }
    `,
  ];

  declare rows: readonly Row[];

  get #words(): PileWords {
    return pileWords(this.state.language);
  }

  #filter(filter: Partial<Filter>): void {
    this.dispatchEvent(new CustomEvent("filter", { detail: filter }));
  }

  protected override render() {
    const words = this.#words;
    const { language } = this.state;
    const { rows } = this;
    return [
      this.#renderBars("causes", words.chartCauses, words.incidents, byCause(rows, language)),
      this.#renderBars("data", words.chartData, words.incidents, byData(rows, language)),
      this.#renderHeat(),
      this.#renderBars("months", words.chartMonths, words.affected, byMonth(rows)),
      this.#renderBars("largest", words.chartLargest, words.affected, largest(rows)),
    ];
  }

  #renderBars(id: string, title: string, unit: string, all: readonly Bar[]) {
    if (all.length === 0) return nothing;
    const words = this.#words;
    const most = Math.max(...all.map(({ value }) => value), 1);
    return html`<figure aria-label=${title}>
      <figcaption>${title}</figcaption>
      ${all.map(({ name, value, filter }) => {
        const length = `${((value / most) * 75).toFixed(1)}%`;
        const figure = value.toLocaleString("en-US");
        return html`<button
          class="bar"
          title=${words.filterBy(name)}
          @click=${() => this.#filter(filter)}
        >
          <span class="name">${name}<span class="visually-hidden">: ${figure}</span></span>
          <svg aria-hidden="true">
            ${svg`<rect x="0" y="2" height="18" width=${length}></rect>
              <text x=${length} dx="6" y="16">${figure}</text>`}
          </svg>
        </button>`;
      })}
      <details>
        <summary>${words.asTable}</summary>
        <table>
          <thead><tr><th scope="col">${title}</th><th scope="col">${unit}</th></tr></thead>
          <tbody>
            ${all.map(
              ({ name, value }) =>
                html`<tr><th scope="row">${name}</th><td>${value.toLocaleString("en-US")}</td></tr>`,
            )}
          </tbody>
        </table>
      </details>
      ${this.#renderSave(id, () => barsAsSvg(title, all))}
    </figure>`;
  }

  #renderHeat() {
    const words = this.#words;
    const { language } = this.state;
    const heat = heatOf(this.rows);
    if (heat.data.length === 0) return nothing;
    const most = Math.max(...heat.cells.flat(), 1);
    return html`<figure aria-label=${words.chartHeat}>
      <figcaption>${words.chartHeat}</figcaption>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.chartHeat}>
        <table class="heat">
          <thead>
            <tr>
              <td></td>
              ${heat.data.map((id) => html`<th scope="col">${dataTypeName(id, language)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${heat.causes.map(
              (cause, y) => html`<tr>
                <th scope="row">${causeName(cause, language)}</th>
                ${heat.data.map((data, x) => {
                  const value = heat.cells[y]?.[x] ?? 0;
                  const shade = value === 0 ? "" : value / most > 0.5 ? "much" : "some";
                  if (value === 0) return html`<td>0</td>`;
                  const name = `${causeName(cause, language)} × ${dataTypeName(data, language)}`;
                  return html`<td class=${shade}>
                    <button
                      aria-label=${`${words.filterBy(name)}: ${value}`}
                      @click=${() => this.#filter({ cause, data })}
                    >${value}</button>
                  </td>`;
                })}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.#renderSave("heat", () => heatAsSvg(words.chartHeat, heat, language))}
    </figure>`;
  }

  #renderSave(id: string, drawing: () => string) {
    const words = this.#words;
    const png = async () => {
      const image = await asPng(drawing());
      if (image) saveBlob(`jiken-${id}.png`, image);
    };
    const asSvg = () =>
      saveBlob(`jiken-${id}.svg`, new Blob([drawing()], { type: "image/svg+xml" }));
    return html`<div class="row no-print">
      <button class="plain" @click=${asSvg}>${words.saveSvg}</button>
      <button class="plain" @click=${png}>${words.savePng}</button>
    </div>`;
  }
}
