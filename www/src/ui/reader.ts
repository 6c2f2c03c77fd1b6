// The text for reading, its evidence marked. Pointing at a phrase, or moving to it with the arrow keys,
// raises the labels that rest on it; a raised label marks its phrases and dims the rest.

import { css, html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Analysis } from "../analysis";
import { findingsOf, type Kind, marksOf } from "../model/findings";
import { type Block, layOut, type Part, type Segment } from "../model/segments";
import type { Active } from "../store";
import { pointsAt } from "./pointer";
import { StoreElement } from "./store-element";
import { marks, shared } from "./tokens";

/** The kinds that are marked at all times, the outermost first; a fact is marked only while it is raised. */
const MARKED: readonly Kind[] = ["cause", "excluded", "count", "data"];

export class Reader extends StoreElement {
  static override styles = [
    shared,
    marks,
    css`
      :host {
        display: block;
        font-size: 1.0625rem;
        line-height: var(--jk-leading);
      }

      article {
        max-inline-size: var(--jk-measure);
        margin-inline: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-break: strict;
        padding-block: 0.5rem 30vh;
      }

      article:focus {
        outline: none;
      }

      article:focus-visible {
        outline: 2px solid var(--jk-accent);
        outline-offset: 0.5rem;
      }

      section {
        position: relative;
        scroll-margin-block-start: 4rem;
      }

      section.numbered::before {
        content: attr(data-number);
        position: absolute;
        inset: 0.1em auto auto -1.6em;
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        color: var(--jk-muted);
      }

      section.numbered.current::before {
        color: var(--jk-accent);
      }

      .block {
        content-visibility: auto;
        contain-intrinsic-size: auto 60rem;
      }

      /* Containment would cut off the number in the margin and the focus ring at the edge. */
      .short {
        content-visibility: visible;
      }

      h3 {
        font-size: 1.125rem;
        line-height: 1.7;
        white-space: pre-wrap;
      }

      .mark {
        scroll-margin-block: 6rem;
        text-decoration-skip-ink: none;
        border-radius: 2px;
      }

      .mark:focus-visible {
        outline-offset: 1px;
      }

      .cause .data,
      .cause .count {
        text-underline-offset: 0.42em;
      }

      .dim {
        color: var(--jk-muted);
      }

      .dim .mark,
      .dim .mark span {
        background: none;
      }

      .dim .on {
        color: var(--jk-ink);
        background: var(--jk-fact-soft);
      }

      .dim .on.cause,
      .dim .on .cause {
        background: var(--jk-cause-soft);
      }

      .dim .on.data,
      .dim .on .data {
        background: var(--jk-data-soft);
      }

      .dim .on.count,
      .dim .on .count {
        background: var(--jk-count-soft);
      }

      @media (forced-colors: active) {
        .cause,
        .data,
        .excluded,
        .count {
          text-decoration-color: CanvasText;
        }

        .dim .on {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }

      @media (max-width: 60rem) {
        section.numbered::before {
          position: static;
          display: block;
        }

        article {
          padding-block-end: 2rem;
        }
      }

      @media print {
        .block {
          content-visibility: visible;
        }

        .cause,
        .data,
        .excluded,
        .count {
          print-color-adjust: exact;
        }
      }
    `,
  ];

  #raised: readonly Element[] = [];
  #active: Active | null = null;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector("article")?.focus(options);
  }

  get #scroller(): Element | null {
    return this.closest(".pane") ?? (this.getRootNode() as ShadowRoot).host?.closest(".pane");
  }

  incidentTops(): number[] {
    const origin = this.#origin();
    return [...this.renderRoot.querySelectorAll("section")].map(
      (section) => section.getBoundingClientRect().top - origin,
    );
  }

  #origin(): number {
    const scroller = this.#scroller;
    return scroller ? scroller.getBoundingClientRect().top - scroller.scrollTop : 0;
  }

  revealIncident(index: number): void {
    this.renderRoot.querySelectorAll("section")[index]?.scrollIntoView({ block: "start" });
  }

  revealPhrase(start: number, end: number): void {
    const found = this.#elements().find(
      (element) => Number(element.dataset.start) >= start && Number(element.dataset.end) <= end,
    );
    found?.scrollIntoView({ block: "center" });
  }

  /** Where the reader is: the selection, a focused phrase, or the first line in view. */
  readingOffset(): number {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    if (focused instanceof HTMLElement && focused.dataset.start) {
      return Number(focused.dataset.start);
    }
    const top = this.#scroller?.getBoundingClientRect().top ?? 0;
    const blocks = [...this.renderRoot.querySelectorAll<HTMLElement>(".block")];
    const first = blocks.find((block) => block.getBoundingClientRect().bottom > Math.max(top, 0));
    return Number(first?.dataset.start ?? 0);
  }

  #elements(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(".mark")];
  }

  #keysAt(element: Element | null): string[] {
    const mark = element?.closest<HTMLElement>(".mark");
    return mark?.dataset.keys?.split(" ") ?? [];
  }

  readonly #onPointerOver = (event: PointerEvent) => {
    if (!pointsAt(event)) return;
    this.store.setActive(this.#keysAt(event.target as Element), "text", "pointer");
  };

  readonly #onPointerLeave = () => this.store.setActive([], "text", "pointer");

  readonly #onFocusIn = (event: Event) => {
    const keys = this.#keysAt(event.target as Element);
    this.store.setActive(keys, "text", "focus");
    const [key] = keys;
    if (key) this.store.reveal({ what: "finding", key });
  };

  readonly #onFocusOut = () => this.store.setActive([], "text", "focus");

  readonly #onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = this.#elements().filter((element) => element.hasAttribute("tabindex"));
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const at = stops.indexOf(focused as HTMLElement);
    const next = stops[at === -1 && step < 0 ? stops.length - 1 : at + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  protected override render() {
    const { state, words } = this;
    if (state.view !== "read") return nothing;
    const analysis = this.store.isCurrent ? state.analysis : null;
    return html`
      <article
        lang="ja"
        tabindex="0"
        role="document"
        aria-label=${words.text}
        aria-description=${words.marksHint}
        class=${state.active ? "dim" : ""}
        @pointerover=${this.#onPointerOver}
        @pointerleave=${this.#onPointerLeave}
        @focusin=${this.#onFocusIn}
        @focusout=${this.#onFocusOut}
        @keydown=${this.#onKey}
      >${guard([state.text, analysis], () => this.#renderText(state.text, analysis))}</article>
    `;
  }

  #renderText(text: string, analysis: Analysis | null) {
    const incidents = analysis?.incidents ?? [];
    const marks = incidents.flatMap((incident, index) => marksOf(findingsOf(incident, index)));
    const numbered = incidents.length > 1;
    return layOut(text, incidents, marks).map((part) => this.#renderPart(text, part, numbered));
  }

  #renderPart(text: string, { incident, blocks }: Part, numbered: boolean) {
    const content = blocks.map((block) => this.#renderBlock(text, block, blocks.length > 2));
    if (incident === null) return html`<div>${content}</div>`;
    const number = incident + 1;
    return html`<section class=${numbered ? "numbered" : ""} data-number=${number}>${content}</section>`;
  }

  #renderBlock(text: string, block: Block, long: boolean) {
    const content = block.segments.map((segment) => this.#renderSegment(text, segment));
    if (block.heading)
      return html`<h3 class="block short" data-start=${block.start}>${content}</h3>`;
    const kind = long ? "block" : "block short";
    return html`<div class=${kind} data-start=${block.start}>${content}</div>`;
  }

  #renderSegment(text: string, { start, end, marks }: Segment) {
    const content = text.slice(start, end);
    if (marks.length === 0) return content;
    const [outer = "", ...inner] = MARKED.filter((kind) =>
      marks.some((mark) => mark.kind === kind),
    );
    const stop = marks.some((mark) => mark.start === start && mark.kind !== "fact");
    return html`<span
      class="mark ${outer}"
      data-start=${start}
      data-end=${end}
      data-keys=${marks.map((mark) => mark.key).join(" ")}
      tabindex=${stop ? "-1" : nothing}
    >${inner.reduceRight<unknown>(
      (inside, kind) => html`<span class=${kind}>${inside}</span>`,
      content,
    )}</span>`;
  }

  protected override updated(): void {
    const { active, current } = this.state;
    for (const section of this.renderRoot.querySelectorAll("section.numbered")) {
      section.classList.toggle("current", section.getAttribute("data-number") === `${current + 1}`);
    }
    if (active === this.#active && active === null) return;
    this.#active = active;
    for (const element of this.#raised) element.classList.remove("on");
    this.#raised = active
      ? this.#elements().filter((element) =>
          this.#keysAt(element).some((key) => active.keys.has(key)),
        )
      : [];
    for (const element of this.#raised) element.classList.add("on");
  }
}
