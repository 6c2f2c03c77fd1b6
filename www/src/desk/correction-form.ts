// The form in which a person corrects what was read of an incident, notes something, and confirms it. Every
// change enters the result at once; fields of text do so when they are left, so that no input method is disturbed.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import { live } from "lit/directives/live.js";
import type { CaseData, Exposure, Incident, OrganizationKind, Status } from "../analysis";
import { CAUSES, causeName, DATA_TYPES, dataTypeName, STATUSES } from "../labels";
import { correctedFields, type Review, type ReviewChange } from "../model/review";
import { typed } from "../ui/typed";
import { DeskElement, fields } from "./desk-element";

const EXPOSURES: readonly Exposure[] = ["exposed", "possible", "excluded"];
const KINDS: readonly OrganizationKind[] = ["private", "public"];

export class CorrectionForm extends DeskElement {
  static override properties: PropertyDeclarations = {
    index: { attribute: false },
    said: { state: true },
    wrong: { state: true },
  };

  static override styles = [
    ...fields,
    css`
      .data {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.4rem 0.75rem;
        align-items: center;
      }

      .causes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
        gap: 0.4rem 1rem;
        margin-block-start: 0.5rem;
      }

      summary {
        cursor: pointer;
        color: var(--jk-accent);
        inline-size: fit-content;
      }

      .row label.narrow {
        flex: none;
      }

      .count input {
        inline-size: 9em;
      }

      .count input.unit {
        inline-size: 5em;
      }
    `,
  ];

  declare index: number;
  declare said: string;
  /** Whether the count cannot be used as it was typed. */
  declare wrong: boolean;

  constructor() {
    super();
    this.said = "";
    this.wrong = false;
  }

  #change(change: ReviewChange): void {
    void this.store.review(this.index, change);
    this.said = this.desk.saved;
  }

  get #incident(): Incident | undefined {
    return this.state.analysis?.incidents[this.index];
  }

  get #review(): Review {
    return this.state.reviews[this.index] ?? {};
  }

  protected override render() {
    const { desk, words } = this;
    const incident = this.#incident;
    if (!incident) return nothing;
    const review = this.#review;
    const kind = review.organization_kind ?? incident.reporting.organization_kind;
    const touched = correctedFields(review).length > 0;
    return html`
      <section class="box" aria-label=${desk.correction}>
        <p class="hint">${desk.correctionHint}</p>
        <label>
          <span class="name">${words.subject.organization}</span>
          <input
            lang="ja"
            .value=${typed(incident.organization ?? "")}
            @change=${(event: Event) => this.#change({ organization: chosen(event).trim() || null })}
          >
        </label>
        <label>
          <span class="name">${desk.field.organization_kind}</span>
          <select
            @change=${(event: Event) => this.#change({ organization_kind: chosen(event) as OrganizationKind })}
          >
            ${KINDS.map((one) => this.#option(one, desk.kind[one], one === kind))}
          </select>
          <span class="hint">${desk.kindHint}</span>
        </label>
        ${this.#renderCauses(incident)} ${this.#renderData(incident)}
        <label>
          <span class="name">${words.subject.status}</span>
          <select @change=${(event: Event) => this.#change({ status: chosen(event) as Status })}>
            ${STATUSES.map((one) => this.#option(one, words.statusName[one], one === incident.status))}
          </select>
        </label>
        ${this.#renderCount(incident)}
        <label>
          <span class="name">${desk.note}</span>
          <textarea
            .value=${typed(review.note ?? "")}
            @change=${(event: Event) => this.#change({ note: chosen(event) })}
          ></textarea>
        </label>
        <div class="row">
          <label class="check">
            <input
              type="checkbox"
              .checked=${live(review.confirmed ?? false)}
              @change=${(event: Event) =>
                this.#change({ confirmed: (event.target as HTMLInputElement).checked })}
            >
            ${desk.confirmed}
          </label>
          ${touched ? html`<button @click=${this.#reset}>${desk.asRead}</button>` : nothing}
          <span role="status">${this.said}</span>
        </div>
      </section>
    `;
  }

  #option(value: string, name: string, selected: boolean) {
    return html`<option value=${value} ?selected=${selected} .selected=${live(selected)}>${name}</option>`;
  }

  readonly #reset = () => {
    this.wrong = false;
    this.#change({
      organization: undefined,
      organization_kind: undefined,
      causes: undefined,
      data_types: undefined,
      status: undefined,
      count: undefined,
    });
  };

  #renderCauses({ causes }: Incident) {
    const { desk } = this;
    const { language } = this.state;
    const [first = "unknown", ...others] = causes.map(({ id }) => id);
    const choose = (event: Event) => {
      const id = chosen(event);
      this.#change({ causes: [id, ...others.filter((other) => other !== id)] });
    };
    const tick = (id: string, event: Event) => {
      const { checked } = event.target as HTMLInputElement;
      this.#change({
        causes: [first, ...(checked ? [...others, id] : others.filter((other) => other !== id))],
      });
    };
    return html`
      <div class="field">
        <label>
          <span class="name">${desk.primaryCause}</span>
          <select @change=${choose}>
            ${Object.keys(CAUSES).map((id) => this.#option(id, causeName(id, language), id === first))}
          </select>
        </label>
        <details>
          <summary>
            ${desk.otherCauses}${others.length > 0 ? `: ${others.map((id) => causeName(id, language)).join(this.words.listSeparator)}` : nothing}
          </summary>
          <div class="causes">
            ${Object.keys(CAUSES)
              .filter((id) => id !== first && id !== "unknown")
              .map(
                (id) => html`<label class="check">
                  <input
                    type="checkbox"
                    .checked=${live(others.includes(id))}
                    @change=${(event: Event) => tick(id, event)}
                  >
                  ${causeName(id, language)}
                </label>`,
              )}
          </div>
        </details>
      </div>
    `;
  }

  #renderData({ data_types: types }: Incident) {
    const { desk, words } = this;
    const { language } = this.state;
    const known: CaseData[] = types.map(({ id, status }) => ({ id, status }));
    const set = (id: string, event: Event) => {
      const status = chosen(event) as Exposure | "";
      this.#change({
        data_types: known.flatMap((data) =>
          data.id !== id ? data : status === "" ? [] : { id, status },
        ),
      });
    };
    const add = (event: Event) => {
      const id = chosen(event);
      (event.target as HTMLSelectElement).value = "";
      if (id) this.#change({ data_types: [...known, { id, status: "exposed" }] });
    };
    const rest = Object.keys(DATA_TYPES).filter((id) => !known.some((data) => data.id === id));
    return html`<fieldset>
      <legend>${desk.field.data_types}</legend>
      <div class="data">
        ${known.map(({ id, status }) => {
          const name = dataTypeName(id, language);
          return html`<span>${name}</span>
            <select aria-label=${name} @change=${(event: Event) => set(id, event)}>
              ${EXPOSURES.map((one) => this.#option(one, words.exposure[one], one === status))}
              <option value="">${desk.removed}</option>
            </select>`;
        })}
        <select class="wide" aria-label=${desk.addData} @change=${add}>
          <option value="">${desk.addData}</option>
          ${rest.map((id) => html`<option value=${id}>${dataTypeName(id, language)}</option>`)}
        </select>
      </div>
    </fieldset>`;
  }

  #renderCount({ count }: Incident) {
    const { desk, words } = this;
    const change = () => {
      const [figure, unit] = ["figure", "unit"].map(
        (name) =>
          this.renderRoot.querySelector<HTMLInputElement>(`input.${name}`)?.value.trim() ?? "",
      ) as [string, string];
      const value = Number(figure.normalize("NFKC").replaceAll(",", ""));
      this.wrong = figure !== "" && !(Number.isSafeInteger(value) && value >= 0);
      if (this.wrong) return;
      this.#change({ count: figure === "" ? null : { value, unit: unit || "人" } });
    };
    return html`<div class="field">
      <div class="row count">
        <label class="narrow">
          <span class="name">${words.subject.count}</span>
          <input
            class="figure"
            inputmode="numeric"
            aria-describedby="wrong"
            aria-invalid=${this.wrong ? "true" : "false"}
            .value=${this.wrong ? nothing : typed(count ? String(count.value) : "")}
            @change=${change}
          >
        </label>
        <label class="narrow">
          <span class="name">${desk.unit}</span>
          <input class="unit" lang="ja" .value=${typed(count?.unit ?? "")} @change=${change}>
        </label>
      </div>
      <span id="wrong" class="wrong" role="alert">${this.wrong ? desk.countWrong : ""}</span>
    </div>`;
  }
}

function chosen(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
}
