// One incident: whose, what caused it, which data, how many, when; then the phrases behind it. Each
// label marks its phrases in the text while it is pointed at or focused, and goes to them when pressed.

import { css, html, nothing, type PropertyDeclarations } from "lit";
import type {
  Cause,
  DateKind,
  Evidence,
  Exposure,
  Event as Happening,
  Incident,
  Reason,
} from "../analysis";
import { causeName, dataTypeName } from "../labels";
import {
  allFindings,
  decisiveCount,
  type Finding,
  findingsOf,
  type IncidentFindings,
  isDecisive,
  UNCERTAIN,
} from "../model/findings";
import { formatCount, formatDate, percent } from "../model/format";
import { nameOf } from "../model/names";
import { incidentAsText } from "../model/report";
import { asJson, correctedFields, type Field, type Review } from "../model/review";
import { CopyButtons } from "./copy-buttons";
import { define } from "./define";
import { pointsAt } from "./pointer";
import { StoreElement } from "./store-element";
import { shared } from "./tokens";

const EXPOSURES: readonly Exposure[] = ["exposed", "possible", "excluded"];
const DATE_KINDS: readonly DateKind[] = ["occurred", "discovered", "announced", "other"];
/** How many characters of the text stand on each side of a phrase, so that most fit on a line. */
const CONTEXT = 6;
/** A label with more phrases than these shows the first ones. */
const MOST_PHRASES = 20;

export class IncidentCard extends StoreElement {
  static override properties: PropertyDeclarations = {
    incident: { attribute: false },
    index: { attribute: false },
    numbered: { attribute: false },
    open: { state: true },
    panel: { state: true },
    desk: { state: true },
  };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding-block: 1.25rem;
        border-block-end: 1px solid var(--jk-line);
        scroll-margin-block-start: 4rem;
        break-inside: avoid;
      }

      .organization {
        color: var(--jk-muted);
      }

      .state {
        font-weight: 700;
        color: var(--jk-accent);
        margin-inline-start: 0.5em;
        white-space: nowrap;
      }

      dt .state {
        display: block;
        margin: 0;
        font-size: 0.875em;
      }

      .note-text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.75rem;
        margin-block-start: 1rem;
      }

      .actions button[aria-expanded="true"] {
        background: var(--jk-accent-soft);
        border-color: var(--jk-accent);
      }

      .number {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        margin-inline-end: 0.5em;
      }

      h3 {
        font-size: 1.0625rem;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
      }

      .label {
        position: relative;
        border: 1px solid var(--jk-edge);
        border-radius: 3px;
        padding: 0.1em 0.55em;
        text-align: start;
      }

      .label.on {
        background: var(--jk-accent-soft);
        border-color: var(--jk-accent);
        box-shadow: 0 0 0 1px var(--jk-accent);
      }

      .causes {
        margin-block: 0.75rem 1rem;
      }

      .causes li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.75rem;
      }

      .causes li + li {
        margin-block-start: 0.4rem;
      }

      .causes .label {
        border-color: transparent;
        padding: 0;
        font-weight: 700;
        text-decoration: underline solid 2px var(--jk-cause);
        text-underline-offset: 0.3em;
      }

      .causes .label.on {
        box-shadow: none;
        border-color: transparent;
        background: var(--jk-cause-soft);
      }

      .causes li:first-child .label {
        font-size: 1.375rem;
      }

      .sure {
        color: var(--jk-muted);
        font-variant-numeric: tabular-nums;
      }

      .check {
        font-weight: 700;
        color: var(--jk-ink);
      }

      dl {
        display: grid;
        grid-template-columns: 5.5em 1fr;
        gap: 0.5rem 1rem;
      }

      :host(:lang(en)) dl {
        grid-template-columns: 6.5em 1fr;
      }

      dt {
        color: var(--jk-muted);
        padding-block: 0.1em;
      }

      dd ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }

      .possible .label {
        border-style: dashed;
      }

      .excluded .label {
        color: var(--jk-excluded);
        border-color: var(--jk-line);
      }

      .excluded .label::after {
        content: "";
        position: absolute;
        inset: 50% 0 auto;
        border-block-start: 1px solid var(--jk-excluded);
      }

      .fact {
        border-color: transparent;
        padding-inline: 0;
      }

      .figure {
        font-variant-numeric: tabular-nums;
      }

      .dates {
        display: grid;
        grid-template-columns: minmax(3.5em, auto) 1fr;
        gap: 0 0.5em;
      }

      .dates div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
      }

      .kind {
        color: var(--jk-muted);
        padding-block: 0.1em;
      }

      .note {
        color: var(--jk-muted);
        margin-inline-start: 0.5em;
      }

      details {
        margin-block-start: 1rem;
      }

      summary {
        cursor: pointer;
        color: var(--jk-accent);
        inline-size: fit-content;
      }

      .phrases {
        margin-block-start: 0.5rem;
        display: grid;
        grid-template-columns: 5.5em 1fr;
        gap: 0.25rem 1rem;
      }

      .phrases .what {
        color: var(--jk-muted);
      }

      .ruled-out {
        grid-column: 1 / -1;
        margin-block-start: 0.5rem;
        font-weight: 700;
      }

      .phrase {
        display: block;
        border: 0;
        padding: 0;
        text-align: start;
        color: var(--jk-muted);
      }

      .phrase b {
        color: var(--jk-ink);
        font-weight: 400;
        background: var(--jk-fact-soft);
      }

      jk-copy-buttons {
        margin-block-start: 1rem;
      }

      @media (forced-colors: active) {
        .label.on {
          outline: 2px solid Highlight;
        }
      }

      @media print {
        details:not([open]) {
          display: none;
        }

        .label,
        .phrase {
          display: inline-block !important;
        }
      }
    `,
  ];

  declare incident: Incident;
  declare index: number;
  declare numbered: boolean;
  /** Whether the phrases are shown. */
  declare open: boolean;
  /** What is unfolded at the foot. */
  declare panel: "correction" | "export" | null;
  /** Whether the desk is there, without which neither panels nor duties can be shown. */
  declare desk: "away" | "here" | "failed";
  #findings: IncidentFindings | undefined;

  constructor() {
    super();
    this.open = false;
    this.panel = null;
    this.desk = "away";
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("incident") || changed.has("index")) {
      this.#findings = findingsOf(this.incident, this.index);
    }
  }

  /** Brings a label into view. */
  revealFinding(key: string): void {
    this.renderRoot
      .querySelector(`[data-key="${CSS.escape(key)}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }

  #raise(keys: string[], by: "pointer" | "focus"): void {
    this.store.setActive(keys, "label", by);
  }

  #point(event: PointerEvent, keys: string[]): void {
    if (pointsAt(event)) this.#raise(keys, "pointer");
  }

  #goTo(evidence: readonly Evidence[]): void {
    const [phrase] = evidence;
    if (phrase) this.store.reveal({ what: "phrase", start: phrase.start, end: phrase.end });
  }

  #label(finding: Finding, content: unknown, kind = "") {
    const on = this.state.active?.keys.has(finding.key) ?? false;
    const { key } = finding;
    const decisive = finding.evidence.filter((phrase) => isDecisive(finding.kind, phrase));
    return html`<button
      class="label ${kind} ${on ? "on" : ""}"
      part=${finding.subject === "cause" ? "cause" : "label"}
      data-key=${key}
      @pointerenter=${(event: PointerEvent) => this.#point(event, [key])}
      @pointerleave=${() => this.#raise([], "pointer")}
      @focus=${() => this.#raise([key], "focus")}
      @blur=${() => this.#raise([], "focus")}
      @click=${() => this.#goTo(decisive.length > 0 ? decisive : finding.evidence)}
    >${content}</button>`;
  }

  protected override render() {
    const { incident, words } = this;
    const findings = this.#findings;
    if (!findings) return nothing;
    return html`
      <article part="card" aria-labelledby="title">
        ${this.#renderOrganization(findings)}
        <h3 id="title" lang="ja">${incident.title.trim() || words.untitled}</h3>
        ${this.#review.confirmed ? html`<p class="state">${words.confirmed}</p>` : nothing}
        ${this.#renderCauses(findings)}
        <dl>
          ${EXPOSURES.map((exposure) => this.#renderDataTypes(findings, exposure))}
          ${this.#renderFacts(findings)}
        </dl>
        ${this.state.frame.compact ? nothing : this.#renderDetails(findings)}
      </article>
    `;
  }

  #renderDetails(findings: IncidentFindings) {
    const { incident } = this;
    return html`
      ${this.#renderDuties()} ${this.#renderEvidence(findings)}
      <jk-copy-buttons
        .store=${this.store}
        .text=${() => incidentAsText(incident, this.state.language, this.#review)}
        .json=${() => asJson(incident, this.#review)}
      ></jk-copy-buttons>
      ${this.#renderDesk()}
    `;
  }

  get #review(): Review {
    return this.state.reviews[this.index] ?? {};
  }

  async #fetchDesk(): Promise<void> {
    try {
      await this.store.loadDesk?.();
      this.desk = "here";
    } catch {
      this.desk = "failed";
    }
  }

  #toggle(panel: "correction" | "export"): void {
    this.panel = this.panel === panel ? null : panel;
    if (this.panel) void this.#fetchDesk();
  }

  #renderDuties() {
    const { duties } = this.incident.reporting;
    if (duties.length === 0 || !this.store.loadDesk) return nothing;
    return html`<details class="duties" @toggle=${() => void this.#fetchDesk()}>
      <summary>${this.words.duties(duties.length)}</summary>
      ${
        this.desk === "here"
          ? html`<jk-duties .store=${this.store} .incident=${this.incident}></jk-duties>`
          : this.#renderFailure()
      }
    </details>`;
  }

  #renderDesk() {
    const { words, panel } = this;
    if (!this.store.loadDesk || !this.store.isCurrent) return nothing;
    const button = (name: "correction" | "export", text: string) => html`<button
      aria-expanded=${panel === name}
      @click=${() => this.#toggle(name)}
    >${text}</button>`;
    return html`<div class="actions no-print">
        ${button("correction", words.correct)} ${button("export", words.export)}
      </div>
      ${panel ? this.#renderPanel(panel) : nothing}`;
  }

  #renderPanel(panel: "correction" | "export") {
    if (this.desk !== "here") return this.#renderFailure();
    return panel === "correction"
      ? html`<jk-correction .store=${this.store} .index=${this.index}></jk-correction>`
      : html`<jk-export .store=${this.store} .index=${this.index}></jk-export>`;
  }

  #renderFailure() {
    return this.desk === "failed" ? html`<p role="alert">${this.words.deskFailed}</p>` : nothing;
  }

  /** That a field is as a person corrected it. */
  #corrected(...fields: Field[]) {
    const corrected = correctedFields(this.#review);
    return fields.some((field) => corrected.includes(field))
      ? html`<span class="state">${this.words.corrected}</span>`
      : nothing;
  }

  #renderOrganization({ organizations }: IncidentFindings) {
    const { organization } = this.incident;
    if (!organization && !this.numbered) return nothing;
    const concerned = organizations.find(({ value }) => value.name === organization);
    const name = html`<span lang="ja">${organization}</span>`;
    return html`<p class="organization">
      ${this.numbered ? html`<span class="number">${this.index + 1}</span>` : nothing}
      ${concerned ? this.#label(concerned, name, "fact") : name}
      ${this.#corrected("organization", "organization_kind")}
    </p>`;
  }

  #renderCauses({ causes }: IncidentFindings) {
    const { words, state } = this;
    return html`<ul class="causes" aria-label=${words.subject.cause}>
      ${causes.map(
        (finding) => html`<li>
          ${this.#label(finding, causeName(finding.value.id, state.language))}
          ${correctedFields(this.#review).includes("causes") ? nothing : this.#renderSure(finding)}
        </li>`,
      )}
      ${correctedFields(this.#review).includes("causes") ? html`<li>${this.#corrected("causes")}</li>` : nothing}
    </ul>`;
  }

  #renderSure({ value }: Finding<Cause>) {
    const { words } = this;
    const check =
      value.confidence < UNCERTAIN
        ? html` · <span class="check">${words.uncertain}</span>`
        : nothing;
    return html`<span class="sure">${words.confidence(percent(value.confidence))}${check}</span>`;
  }

  #renderDataTypes({ dataTypes }: IncidentFindings, exposure: Exposure) {
    const { words, state } = this;
    const types = dataTypes.filter((finding) => finding.value.status === exposure);
    if (types.length === 0) return nothing;
    return html`<dt>${words.exposure[exposure]}${this.#corrected("data_types")}</dt>
      <dd class=${exposure}>
        <ul>
          ${types.map(
            (finding) =>
              html`<li>${this.#label(finding, dataTypeName(finding.value.id, state.language))}</li>`,
          )}
        </ul>
      </dd>`;
  }

  #renderFacts(findings: IncidentFindings) {
    const { incident, words, state } = this;
    const [count] = findings.counts;
    const { note } = this.#review;
    return html`
      <dt>${words.subject.status}${this.#corrected("status")}</dt>
      <dd>${this.#label(findings.status, words.statusName[incident.status], "fact")}</dd>
      ${
        count
          ? html`<dt>${words.subject.count}${this.#corrected("count")}</dt>
              <dd>
                ${this.#label(count, formatCount(count.value, state.language), "fact figure")}
                ${count.value.approximate ? html`<span class="note">${words.approximate}</span>` : nothing}
              </dd>`
          : nothing
      }
      ${
        findings.dates.length > 0
          ? html`<dt>${words.subject.date}</dt>
              <dd>${DATE_KINDS.map((kind) => this.#renderDates(findings, kind))}</dd>`
          : nothing
      }
      ${
        incident.events.length > 1
          ? html`<dt>${words.otherEvents}</dt>
              <dd>${incident.events.slice(1).map((event) => this.#renderEvent(event))}</dd>`
          : nothing
      }
      ${
        findings.thirdParty
          ? html`<dt>${words.subject.third_party}</dt>
              <dd>${this.#renderContractors(findings.thirdParty, findings)}</dd>`
          : nothing
      }
      ${note ? html`<dt>${words.note}</dt><dd class="note-text">${note}</dd>` : nothing}
    `;
  }

  #renderDates({ dates }: IncidentFindings, kind: DateKind) {
    const ofKind = dates.filter((finding) => finding.value.kind === kind);
    if (ofKind.length === 0) return nothing;
    return html`<div class="dates">
      <span class="kind">${this.words.dateKind[kind]}</span>
      <div>
        ${ofKind.map((finding) =>
          this.#label(finding, formatDate(finding.value.iso, this.state.language), "fact figure"),
        )}
      </div>
    </div>`;
  }

  /** An event beside the main one; pressing it goes to its phrase. */
  #renderEvent({ date, cause, count, evidence }: Happening) {
    const { language } = this.state;
    const parts = [
      date ? formatDate(date, language) : "",
      causeName(cause, language),
      count ? formatCount(count, language) : "",
    ];
    return html`<button class="label fact" @click=${() => this.#goTo(evidence)}>
      ${parts.filter(Boolean).join(this.words.listSeparator)}
    </button>`;
  }

  #renderContractors(thirdParty: Finding, { organizations }: IncidentFindings) {
    const contractors = organizations.filter(({ value }) => value.role === "contractor");
    if (contractors.length === 0) return this.#label(thirdParty, this.words.thirdParty, "fact");
    return contractors.map(
      (finding) => html`<div>
        ${this.#label(finding, html`<span lang="ja">${finding.value.name}</span>`, "fact")}
      </div>`,
    );
  }

  #renderEvidence(findings: IncidentFindings) {
    const { words } = this;
    const total = decisiveCount(findings);
    if (total === 0) return nothing;
    const rows = () =>
      allFindings(findings)
        .filter(({ evidence }) => evidence.length > 0)
        .map((finding) => this.#renderPhrases(finding));
    return html`<details @toggle=${this.#onToggle}>
      <summary>${words.evidenceCount(total)}</summary>
      <div class="phrases">${this.open ? [rows(), this.#renderRuledOut()] : nothing}</div>
    </details>`;
  }

  readonly #onToggle = (event: Event) => {
    this.open = (event.target as HTMLDetailsElement).open;
  };

  #renderPhrases(finding: Finding) {
    const rest = finding.evidence.length - MOST_PHRASES;
    return html`<span class="what">${nameOf(finding, this.state.language)}</span>
      <ul>
        ${finding.evidence
          .slice(0, MOST_PHRASES)
          .map((phrase) => html`<li>${this.#renderPhrase(phrase, finding.key)}</li>`)}
        ${rest > 0 ? html`<li class="what">${this.words.andOthers(rest)}</li>` : nothing}
      </ul>`;
  }

  #reason({ kind, phrase }: Reason): unknown {
    const { words } = this;
    const said = phrase ? html` <span lang="ja">${words.quote(phrase.text)}</span>` : nothing;
    return html`${words.reason[kind]}${said}`;
  }

  /** What the text names and the labels leave out, with the words that say why. */
  #renderRuledOut() {
    const { ruled_out: ruledOut } = this.incident;
    const { language } = this.state;
    if (ruledOut.length === 0) return nothing;
    return html`<p class="ruled-out">${this.words.ruledOut}</p>
      ${ruledOut.map(
        ({ subject, id, evidence }) => html`<span class="what"
            >${subject === "cause" ? causeName(id, language) : dataTypeName(id, language)}</span
          >
          <ul>
            ${evidence.map((phrase) => html`<li>${this.#renderPhrase(phrase)}</li>`)}
          </ul>`,
      )}`;
  }

  /** A phrase with what stands around it; `key` is the label that it raises. */
  #renderPhrase(phrase: Evidence, key?: string) {
    const text = this.state.analysedText;
    const keys = key ? [key] : [];
    const before = lastLine(text.slice(Math.max(phrase.start - CONTEXT, 0), phrase.start));
    const after = firstLine(text.slice(phrase.end, phrase.end + CONTEXT));
    return html`<button
      class="phrase"
      @pointerenter=${(event: PointerEvent) => this.#point(event, keys)}
      @pointerleave=${() => this.#raise([], "pointer")}
      @focus=${() => this.#raise(keys, "focus")}
      @blur=${() => this.#raise([], "focus")}
      @click=${() => this.#goTo([phrase])}
    ><span lang="ja">${before}<b>${phrase.text}</b>${after}</span>${
      phrase.reason ? html`<span class="note">${this.#reason(phrase.reason)}</span>` : nothing
    }</button>`;
  }
}

/** The end of a text's last line, from where something begins: no half character, no comma, no space. */
function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1).replace(/^[\udc00-\udfff、。\s]+/, "");
}

/** The beginning of a text's first line; half a character at its end is left out. */
function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/[\ud800-\udbff]$/, "");
}

define("jk-copy-buttons", CopyButtons);
