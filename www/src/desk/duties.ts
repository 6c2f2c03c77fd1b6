// The duties to report an incident that may apply: why, under which article, and until when, counted from a day
// that the person enters.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import type { Basis, Duty, Incident } from "../analysis";
import { causeName, dataTypeName } from "../labels";
import { formatCount } from "../model/format";
import { copy } from "../ui/clipboard";
import { DeskElement, fields, saveFile } from "./desk-element";
import { dayInWords, draftOf, isDay, lastDay, toCalendar, todayInJapan } from "./terms";

export class Duties extends DeskElement {
  static override properties: PropertyDeclarations = {
    incident: { attribute: false },
    known: { state: true },
    said: { state: true },
  };

  static override styles = [
    ...fields,
    css`
      .duties {
        display: grid;
        gap: 0.75rem;
        margin-block: 0.5rem 0.75rem;
      }

      .duty {
        border-inline-start: 3px solid var(--jk-edge);
        padding-inline-start: 0.75rem;
      }

      .duty strong {
        display: block;
      }

      .may {
        color: var(--jk-muted);
      }

      .term {
        font-variant-numeric: tabular-nums;
      }

      .notice {
        color: var(--jk-muted);
        margin-block-start: 0.75rem;
      }

      .dates {
        display: grid;
        gap: 0.5rem;
      }
    `,
  ];

  declare incident: Incident;
  declare known: string;
  declare said: string;

  constructor() {
    super();
    this.known = "";
    this.said = "";
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("incident") as Incident | undefined;
    if (!changed.has("incident") || before?.title === this.incident.title) return;
    const discovered = this.incident.dates.find(
      ({ kind, iso }) => kind === "discovered" && isDay(iso),
    );
    this.known = discovered?.iso ?? "";
  }

  async #copyDraft(): Promise<void> {
    const done = await copy(draftOf(this.incident, this.state.language));
    this.said = done ? this.desk.draftCopied : this.desk.copyFailed;
  }

  #saveCalendar(): void {
    const name = `jiken-${this.known}.ics`;
    saveFile(name, toCalendar(this.incident, this.known, this.state.language), "text/calendar");
    this.said = this.desk.fileSaved(name);
  }

  protected override render() {
    const { desk, incident } = this;
    const { duties } = incident.reporting;
    if (duties.length === 0) return html`<p>${desk.noDuties}</p>`;
    return html`
      <p>${desk.dutiesIntro}</p>
      <ul class="duties">
        ${duties.map((duty) => this.#renderDuty(duty))}
      </ul>
      <div class="dates no-print">
        <label>
          <span class="name">${desk.knownOn}</span>
          <input
            type="date"
            max=${todayInJapan()}
            .value=${this.known}
            @change=${(event: Event) => {
              this.known = (event.target as HTMLInputElement).value;
            }}
          >
        </label>
        <p class="hint">${desk.knownHint}</p>
        <div class="row">
          ${
            isDay(this.known)
              ? html`<button @click=${this.#saveCalendar}>${desk.calendar}</button>`
              : nothing
          }
          <button @click=${this.#copyDraft}>${desk.draft}</button>
          <span role="status">${this.said}</span>
        </div>
      </div>
      <p class="notice">${desk.notice}</p>
    `;
  }

  #renderDuty({ name, article, basis, deadlines }: Duty) {
    const { desk, words } = this;
    const { language } = this.state;
    const terms = deadlines.map(({ report, soonest_days, days }) => {
      const until = isDay(this.known)
        ? html` — ${desk.until(dayInWords(lastDay(this.known, days), language))}`
        : nothing;
      return html`<span class="term"
          >${desk.report[report]} ${desk.within(soonest_days, days)}${until}</span
        ><br>`;
    });
    return html`<li class="duty">
      <strong>${name[language]}</strong>
      <span class="may">${desk.mayApply}</span><br>
      <span>${words.line(desk.article, article)}</span><br>
      ${terms}
      <span>${desk.ground}: ${basis.map((one, at) => [at > 0 ? words.listSeparator : "", this.#renderBasis(one)])}</span>
    </li>`;
  }

  #renderBasis({ fact, id, evidence }: Basis) {
    const { incident, words, desk } = this;
    const { language } = this.state;
    const name =
      fact === "count"
        ? incident.count && formatCount(incident.count, language)
        : (fact === "cause" ? causeName : dataTypeName)(id ?? "", language);
    const [phrase] = evidence;
    if (!phrase) return html`${words.parenthesis(name ?? "", desk.byHand)}`;
    return html`${name}<button
        class="plain"
        @click=${() => this.store.reveal({ what: "phrase", start: phrase.start, end: phrase.end })}
      ><span lang="ja">${words.quote(phrase.text)}</span></button>`;
  }
}
