// Keywords, patterns and weights: searched, changed, switched off and on, and added where their like stand.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { fields } from "../desk/desk-element";
import {
  canBeOff,
  FILES,
  type Filter,
  listKey,
  nameOfEntry,
  nameOfList,
  type Row,
  type TableFile,
} from "./rows";
import { TablesElement } from "./tables-element";

/** So many entries are shown at first, and with each wish for more. */
const PAGE = 60;

export class EntryList extends TablesElement {
  static override properties: PropertyDeclarations = {
    editing: { state: true },
    limit: { state: true },
  };

  static override styles = [
    ...fields,
    css`
      .filters {
        display: grid;
        grid-template-columns: 2fr 1fr 1fr;
        gap: 0.5rem 0.75rem;
        align-items: end;
      }

      .found {
        color: var(--jk-muted);
        font-variant-numeric: tabular-nums;
        margin-block: 0.75rem 0.25rem;
      }

      .list {
        border-block-start: 1px solid var(--jk-line);
        padding-block: 0.6rem 0.75rem;
      }

      .list > header {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        align-items: baseline;
      }

      h3 {
        font-size: 1rem;
        flex: 1 1 14rem;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        align-items: baseline;
        padding-block: 0.1rem;
      }

      .entry {
        flex: 1 1 7rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .off .entry b {
        text-decoration: line-through;
        color: var(--jk-muted);
      }

      .entry b {
        font-weight: 400;
      }

      .added .entry b,
      .changed .entry b {
        font-weight: 700;
      }

      .number {
        font-variant-numeric: tabular-nums;
        color: var(--jk-muted);
      }

      .state {
        border: 1px solid var(--jk-edge);
        border-radius: 3px;
        padding-inline: 0.35em;
        font-size: 0.875rem;
        color: var(--jk-muted);
      }

      form {
        flex: 1 1 100%;
        border-inline-start: 3px solid var(--jk-accent);
        padding: 0.5rem 0 0.5rem 0.75rem;
        margin-block: 0.25rem;
        display: grid;
        gap: 0.5rem;
      }

      form .text {
        flex: 3 1 14rem;
      }

      form input {
        inline-size: 100%;
      }

      @media (max-width: 40rem) {
        .filters {
          grid-template-columns: 1fr 1fr;
        }

        .filters label:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  /** The entry that is being changed, or the list that is being added to. */
  declare editing: string | null;
  declare limit: number;
  #filter: Filter | undefined;

  constructor() {
    super();
    this.editing = null;
    this.limit = PAGE;
  }

  protected override willUpdate(): void {
    const { filter } = this.tables.state;
    if (this.#filter !== filter) this.limit = PAGE;
    this.#filter = filter;
  }

  protected override render() {
    const words = this.tablesWords;
    const { rows } = this.tables;
    const shown = rows.slice(0, this.limit);
    // Entries that stand together are shown together: a rule's weight above its patterns.
    const groups: Row[][] = [];
    let name = "";
    for (const row of shown) {
      const last = groups.at(-1);
      const same = last?.at(-1)?.list === row.list;
      const next = same ? name : nameOfList(row.file, row.list, words);
      if (last && next === name) last.push(row);
      else groups.push([row]);
      name = next;
    }
    return html`
      ${this.#renderFilters()}
      <p class="found" role="status">${rows.length > 0 ? words.found(rows.length) : words.none}</p>
      ${repeat(
        groups,
        ([row]) => row && listKey(row.file, row.list),
        (group) => this.#renderGroup(group),
      )}
      ${
        rows.length > shown.length
          ? html`<button
              @click=${() => {
                this.limit += PAGE * 3;
              }}
            >${words.more(rows.length - shown.length)}</button>`
          : nothing
      }
    `;
  }

  #renderFilters() {
    const words = this.tablesWords;
    const { filter } = this.tables.state;
    const search = (event: Event) => {
      if ((event as InputEvent).isComposing) return;
      this.tables.filter({ query: (event.target as HTMLInputElement).value });
    };
    const choice = <K extends "file" | "state">(
      name: string,
      key: K,
      options: readonly (readonly [Filter[K], string])[],
    ) => html`<label>
      <span class="name">${name}</span>
      <select
        @change=${(event: Event) =>
          this.tables.filter({ [key]: (event.target as HTMLSelectElement).value })}
      >
        ${options.map(
          ([id, option]) =>
            html`<option value=${id} .selected=${live(id === filter[key])}>${option}</option>`,
        )}
      </select>
    </label>`;
    return html`<div class="filters">
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
      ${choice(words.table, "file", [
        ["", words.all],
        ...FILES.map((file) => [file, words.file[file]] as const),
      ])}
      ${choice(words.show, "state", [
        ["", words.all],
        ["altered", words.altered],
        ["off", words.off],
      ])}
    </div>`;
  }

  #renderGroup(group: readonly Row[]) {
    const words = this.tablesWords;
    const [first] = group;
    if (!first) return nothing;
    const name = nameOfList(first.file, first.list, words);
    const open = group.find(({ list }) => list.range);
    const key = open ? listKey(open.file, open.list) : "";
    return html`<section class="list" aria-label=${name}>
      <header>
        <h3>${name}</h3>
        ${
          open && this.editing !== key
            ? html`<button
                class="plain"
                data-key=${key}
                aria-label=${words.addTo(name)}
                @click=${() => void this.#edit(key)}
              >${words.add}</button>`
            : nothing
        }
      </header>
      ${open && this.editing === key ? this.#renderForm(key, open.file, open, null) : nothing}
      <ul>
        ${repeat(
          group,
          (row) => row.key,
          (row) => this.#renderRow(row),
        )}
      </ul>
    </section>`;
  }

  #renderRow(row: Row) {
    const words = this.tablesWords;
    const { key, file, list, entry, state, builtIn } = row;
    if (this.editing === key) return html`<li>${this.#renderForm(key, file, row, row)}</li>`;
    const name = nameOfEntry(row, words);
    const was =
      list.kind === "weight" && builtIn && builtIn.weight !== entry.weight
        ? words.was(String(builtIn.weight))
        : "";
    const off = state === "off";
    const action = (text: string, act: () => void) =>
      html`<button class="plain" data-key=${key} aria-label=${words.of(text, name)} @click=${act}>${text}</button>`;
    return html`<li class=${state}>
      <span class="entry">
        <b lang="ja">${name}</b>
        ${state === "same" ? nothing : html`<span class="state">${words.state[state]}</span>`}
      </span>
      ${entry.weight === null ? nothing : html`<span class="number">${entry.weight} ${was}</span>`}
      <span>
        ${entry.off ? nothing : action(words.change, () => void this.#edit(key))}
        ${state === "added" ? action(words.remove, () => void this.tables.remove(key)) : nothing}
        ${
          state !== "added" && canBeOff(row)
            ? action(off ? words.switchOn : words.switchOff, () => void this.tables.toggle(key))
            : nothing
        }
      </span>
      ${this.renderFault(key)}
    </li>`;
  }

  /** The fields of an entry; of a new one where there is none yet. */
  #renderForm(key: string, file: TableFile, { list }: Row, row: Row | null) {
    const words = this.tablesWords;
    const pattern = list.kind === "pattern";
    const number = list.kind === "weight" ? row?.entry.weight : list.weight?.weight;
    const asksText = list.kind !== "weight" || !row;
    const asksWeight = list.kind === "weight" || (row !== null && list.weight !== null);
    const submit = async (event: SubmitEvent) => {
      event.preventDefault();
      const content = new FormData(event.target as HTMLFormElement);
      const [text, weight] = ["text", "weight"].map((name) => content.get(name)?.toString().trim());
      const done = row
        ? await this.tables.change(key, {
            ...(asksText && text !== row.entry.text ? { text: text ?? "" } : {}),
            ...(asksWeight && weight !== String(number) ? { weight: weight ?? "" } : {}),
          })
        : await this.tables.add(file, list, text ?? "", weight ?? "");
      if (done) await this.#close(key);
    };
    return html`<form
      @submit=${submit}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Escape" && !event.isComposing) void this.#close(key);
      }}
    >
      <div class="row">
        ${
          asksText
            ? html`<label class="text">
                <span class="name">${pattern ? words.pattern : words.word}</span>
                <input name="text" lang="ja" required .value=${row?.entry.text ?? ""}>
              </label>`
            : html`<b>${row ? nameOfEntry(row, words) : ""}</b>`
        }
        ${
          asksWeight
            ? html`<label>
                <span class="name">
                  ${pattern ? words.ruleWeight(list.entries.length) : words.weight}
                </span>
                <input
                  name="weight"
                  type="number"
                  step="any"
                  required
                  .value=${number === undefined || number === null ? "" : String(number)}
                >
              </label>`
            : nothing
        }
      </div>
      ${pattern ? html`<p class="hint">${words.patternHint}</p>` : nothing}
      ${this.renderFault(key)}
      <div class="row">
        <button type="submit">${words.take}</button>
        <button type="button" class="plain" @click=${() => void this.#close(key)}>${words.cancel}</button>
        ${this.tables.state.trying ? html`<span class="hint" role="status">${words.trying}</span>` : nothing}
      </div>
    </form>`;
  }

  /** Opens an entry's fields, and goes there. */
  async #edit(key: string): Promise<void> {
    this.editing = key;
    this.tables.forgetFault();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>("form input")?.focus();
  }

  /** Closes them, and goes back to where they were opened; an entry that changed its words is another one. */
  async #close(key: string): Promise<void> {
    this.editing = null;
    this.tables.forgetFault();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}
