// What using the set would change: in the open article, and in the pile.

import { css, html, nothing } from "lit";
import { fields } from "../desk/desk-element";
import { type Changes, effectOf } from "./effect";
import { TablesElement } from "./tables-element";
import type { Effect, PileEffect } from "./tables-store";

/** So many changed texts are listed. */
const LISTED = 100;

export class EffectPanel extends TablesElement {
  static override styles = [
    ...fields,
    css`
      h3,
      h4 {
        font-size: 1rem;
      }

      table {
        border-collapse: collapse;
        inline-size: 100%;
      }

      caption,
      th,
      td {
        text-align: start;
        vertical-align: baseline;
        overflow-wrap: anywhere;
      }

      th,
      td {
        padding: 0.2rem 0.5rem 0.2rem 0;
        border-block-start: 1px solid var(--jk-line);
      }

      th {
        font-weight: 400;
        white-space: nowrap;
        color: var(--jk-muted);
      }

      del {
        color: var(--jk-muted);
      }

      ins {
        text-decoration: none;
        font-weight: 700;
      }

      progress {
        flex: 1 1 8rem;
        block-size: 0.6rem;
        accent-color: var(--jk-accent);
      }

      summary {
        cursor: pointer;
      }

      .figures {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override render() {
    const words = this.tablesWords;
    const { article, pile, version, used } = this.tables.state;
    if (version === used) return nothing;
    return html`<section class="box" aria-label=${words.effect}>
      <h3>${words.effect}</h3>
      <section aria-label=${words.article}>
        <h4>${words.article}</h4>
        <div aria-live="polite">
          ${article ? this.#renderEffect(article) : html`<p class="hint">${words.noArticle}</p>`}
        </div>
      </section>
      <section aria-label=${words.pile}>
        <h4>${words.pile}</h4>
        ${pile ? this.#renderPile(pile) : this.#renderAsk()}
      </section>
    </section>`;
  }

  #renderEffect({ before, after }: Effect) {
    const changes = effectOf(before, after, this.state.language);
    if (changes.length === 0) return html`<p>${this.tablesWords.noChange}</p>`;
    return changes.map((one) => this.#renderChanges(one));
  }

  #renderChanges({ title, only, changes }: Changes) {
    const words = this.tablesWords;
    if (only) {
      return html`<p>
        <span lang="ja">${title}</span>:
        <b>${only === "before" ? words.onlyBefore : words.onlyAfter}</b>
      </p>`;
    }
    return html`<table>
      <caption lang="ja">${title}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">${words.label}</th>
          <th scope="col">${words.before} → ${words.after}</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ name, before, after }) => html`<tr>
            <th scope="row">${name}</th>
            <td><del>${before || words.nothing}</del> → <ins>${after || words.nothing}</ins></td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderAsk() {
    const words = this.tablesWords;
    const { pileSize } = this.tables;
    if (pileSize === 0) return html`<p class="hint">${words.noPile}</p>`;
    return html`<button @click=${() => this.tables.tryPile()}>${words.tryPile(pileSize)}</button>`;
  }

  #renderPile({ total, done, changed }: PileEffect) {
    const words = this.tablesWords;
    const works = done < total;
    return html`
      ${
        works
          ? html`<div class="row">
              <button @click=${() => this.tables.stopPile()}>${words.stop}</button>
              <progress max=${total} .value=${done} aria-label=${words.tried(done, total)}></progress>
              <span class="figures">${words.tried(done, total)}</span>
            </div>`
          : html`<p role="status"><b>${words.changedTexts(changed.length, total)}</b></p>`
      }
      ${changed.slice(0, LISTED).map(
        (effect) => html`<details>
          <summary lang="ja">${effect.name}</summary>
          ${this.#renderEffect(effect)}
        </details>`,
      )}
    `;
  }
}
