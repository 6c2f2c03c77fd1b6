// The search and the filters over the table.

import { css, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { Status } from "../analysis";
import { fields } from "../desk/desk-element";
import { CAUSES, causeName, DATA_TYPES, dataTypeName, STATUSES } from "../labels";
import { PileElement } from "./pile-element";
import { NO_FILTER } from "./rows";

export class FilterPanel extends PileElement {
  static override styles = [
    ...fields,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
        gap: 0.5rem 0.75rem;
        align-items: end;
        margin-block: 1rem 0.75rem;
      }
    `,
  ];

  protected override render() {
    const words = this.pileWords;
    const { language } = this.state;
    const { filter } = this.pile.state;
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
        this.pile.filter({ query: (event.target as HTMLInputElement).value });
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
        (cause) => this.pile.filter({ cause }),
      )}
      ${choice(
        words.data,
        filter.data,
        Object.keys(DATA_TYPES).map((id) => [id, dataTypeName(id, language)] as const),
        (data) => this.pile.filter({ data }),
      )}
      ${choice(
        words.status,
        filter.status,
        STATUSES.map((id) => [id, this.words.statusName[id]] as const),
        (status) => this.pile.filter({ status: status as Status | "" }),
      )}
      <div>
        ${tick(words.checkOnly, filter.check, (check) => this.pile.filter({ check }))}
        ${tick(words.notConfirmed, filter.unconfirmed, (unconfirmed) => this.pile.filter({ unconfirmed }))}
      </div>
      ${
        touched
          ? html`<button @click=${() => this.pile.filter(NO_FILTER)}>
              ${words.reset}${filter.month ? ` (${filter.month})` : ""}
            </button>`
          : nothing
      }
    </div>`;
  }
}
