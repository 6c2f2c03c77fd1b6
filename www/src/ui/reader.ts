// The text for reading, its evidence marked. Pointing at a phrase, or moving to it with the arrow keys,
// raises the labels that rest on it; a raised label marks its phrases and dims the rest.

import { css, html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Analysis } from "../analysis";
import { findingsOf, type Kind, marksOf } from "../model/findings";
import {
  type Block,
  isStop,
  layOut,
  type Page,
  type Part,
  pagesOf,
  type Segment,
  stopsOf,
} from "../model/segments";
import { pointsAt } from "./pointer";
import { StoreElement } from "./store-element";
import { marks, shared } from "./tokens";

/** The kinds that are marked at all times, the outermost first; a fact is marked only while it is raised. */
const MARKED: readonly Kind[] = ["cause", "excluded", "count", "data"];

/** A text of more blocks than these is long. */
const FEW = 60;
/** A part of more blocks than these is laid out block by block. */
const SMALL = 10;

/** The text as it is read, and what was computed for it once. */
interface Layout {
  readonly text: string;
  readonly analysis: Analysis | null;
  readonly pages: readonly Page[];
  readonly stops: readonly number[];
  readonly long: boolean;
}

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

      /*
       * In a long text the browser lays out, and the reader marks, only what comes near the view. What is
       * laid out by itself is cut off at its edge, so the number in the margin goes inside.
       */
      .page,
      .own {
        content-visibility: auto;
        contain-intrinsic-size: auto 200rem;
      }

      .page {
        margin-inline-start: -2em;
        padding-inline-start: 2em;
      }

      h2 {
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

        .dim .on:is(.mark, .cause, .data, .count) {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }

      @container (max-width: 60rem) {
        section.numbered::before {
          position: static;
          display: block;
        }

        article {
          padding-block-end: 2rem;
        }
      }

      @media print {
        .page,
        .own {
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

  #layout: Layout | undefined;
  /** The pages and blocks that came near the view, by where they begin; of a long text only. */
  #near = new Set<number>();
  #raised: readonly Element[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("beforeprint", this.#onBeforePrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeprint", this.#onBeforePrint);
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector("article")?.focus(options);
  }

  get #scroller(): Element | null {
    return (this.getRootNode() as ShadowRoot).host.closest(".pane");
  }

  /** Where the first incidents begin, in pixels from the top of what is scrolled. */
  incidentTops(most: number): number[] {
    const scroller = this.#scroller;
    const origin = scroller ? scroller.getBoundingClientRect().top - scroller.scrollTop : 0;
    return [...this.renderRoot.querySelectorAll("section")]
      .slice(0, most)
      .map((section) => section.getBoundingClientRect().top - origin);
  }

  revealIncident(index: number): void {
    this.renderRoot.querySelectorAll("section")[index]?.scrollIntoView({ block: "start" });
  }

  revealPhrase(start: number, end: number): void {
    const inside = ({ dataset }: HTMLElement) =>
      Number(dataset.start) >= start && Number(dataset.end) <= end;
    this.#markAround(start);
    this.#elements().find(inside)?.scrollIntoView({ block: "center" });
  }

  /** Where the reader is: at a focused phrase, or at the first block in view. */
  readingOffset(): number {
    const focused = this.#focusedStart();
    if (focused !== null) return focused;
    const top = Math.max(this.#scroller?.getBoundingClientRect().top ?? 0, 0);
    const blocks = [...this.renderRoot.querySelectorAll<HTMLElement>(".block")];
    const first = blocks.find((block) => block.getBoundingClientRect().bottom > top);
    return Number(first?.dataset.start ?? 0);
  }

  #focusedStart(): number | null {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const start = focused instanceof HTMLElement ? focused.dataset.start : undefined;
    return start === undefined ? null : Number(start);
  }

  #elements(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(".mark")];
  }

  #keysAt(element: Element | null): string[] {
    const mark = element?.closest<HTMLElement>(".mark");
    return mark?.dataset.keys?.split(" ") ?? [];
  }

  /** Renders the marks around an offset, now. */
  #markAround(offset: number): void {
    const page = this.#layout?.pages.findLast(({ start }) => start <= offset);
    const blocks = page?.parts.flatMap((part) => part.blocks) ?? [];
    const block = blocks.findLast(({ start }) => start <= offset);
    if (page && block) this.#markNow([page.start, block.start]);
  }

  #markNow(near: readonly number[]): void {
    this.#near = new Set([...this.#near, ...near]);
    this.requestUpdate();
    this.performUpdate();
  }

  readonly #onBeforePrint = () => {
    const pages = this.#layout?.pages ?? [];
    const blocks = pages.flatMap(({ parts }) => parts.flatMap((part) => part.blocks));
    this.#markNow([...pages, ...blocks].map(({ start }) => start));
  };

  readonly #onVisibility = (event: Event) => {
    const { skipped } = event as ContentVisibilityAutoStateChangeEvent;
    const start = Number((event.target as HTMLElement).dataset.start);
    if (skipped || this.#near.has(start)) return;
    this.#near = new Set([...this.#near, start]);
    this.requestUpdate();
  };

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
    const stops = this.#layout?.stops ?? [];
    const from = this.#focusedStart();
    const at = from === null ? (step > 0 ? -1 : stops.length) : stops.indexOf(from);
    const next = stops[at + step];
    if (next === undefined) return;
    event.preventDefault();
    this.#markAround(next);
    const element = this.renderRoot.querySelector<HTMLElement>(`.mark[data-start="${next}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  };

  protected override willUpdate(): void {
    const { text } = this.state;
    const analysis = this.store.isCurrent ? this.state.analysis : null;
    if (this.#layout?.text === text && this.#layout.analysis === analysis) return;
    this.#layout = layOutReading(text, analysis);
    this.#near = new Set();
  }

  protected override render() {
    const { state, words } = this;
    const layout = this.#layout;
    if (state.view !== "read" || !layout) return nothing;
    return html`
      <article
        lang="ja"
        tabindex="0"
        aria-label=${words.text}
        aria-description=${words.marksHint}
        class=${state.active ? "dim" : ""}
        @pointerover=${this.#onPointerOver}
        @pointerleave=${this.#onPointerLeave}
        @focusin=${this.#onFocusIn}
        @focusout=${this.#onFocusOut}
        @keydown=${this.#onKey}
        @contentvisibilityautostatechange=${this.#onVisibility}
      >${guard([layout, this.#near], () => layout.pages.map((page) => this.#renderPage(page)))}</article>
    `;
  }

  #renderPage({ start, parts }: Page) {
    const content = parts.map((part) => this.#renderPart(part, start));
    return this.#layout?.long
      ? html`<div class="page" data-start=${start}>${content}</div>`
      : content;
  }

  #renderPart({ incident, blocks }: Part, page: number) {
    const own = blocks.length > SMALL;
    const content = blocks.map((block) => this.#renderBlock(block, page, own));
    if (incident === null) return html`<div>${content}</div>`;
    const numbered = (this.#layout?.analysis?.incidents.length ?? 0) > 1;
    return html`<section
      class=${numbered ? "numbered" : ""}
      data-number=${incident + 1}
    >${content}</section>`;
  }

  #renderBlock(block: Block, page: number, own: boolean) {
    const { text = "", long = false } = this.#layout ?? {};
    const marked = !long || this.#near.has(own ? block.start : page);
    const content = guard([block, marked], () =>
      marked
        ? block.segments.map((segment) => renderSegment(text, segment))
        : text.slice(block.start, block.end),
    );
    if (block.heading) return html`<h2 class="block" data-start=${block.start}>${content}</h2>`;
    const kind = long && own ? "block own" : "block";
    return html`<div class=${kind} data-start=${block.start}>${content}</div>`;
  }

  protected override updated(): void {
    const { active, current } = this.state;
    this.renderRoot.querySelector("section.current")?.classList.remove("current");
    this.renderRoot
      .querySelector(`section[data-number="${current + 1}"]`)
      ?.classList.add("current");
    for (const element of this.#raised) element.classList.remove("on");
    const isRaised = (element: Element) =>
      this.#keysAt(element).some((key) => active?.keys.has(key));
    this.#raised = active ? this.#elements().filter(isRaised) : [];
    for (const element of this.#raised) element.classList.add("on");
  }
}

function layOutReading(text: string, analysis: Analysis | null): Layout {
  const incidents = analysis?.incidents ?? [];
  const found = incidents.flatMap((incident, index) => marksOf(findingsOf(incident, index)));
  const parts = layOut(text, incidents, found);
  const blocks = parts.reduce((sum, part) => sum + part.blocks.length, 0);
  const long = blocks > FEW && "ContentVisibilityAutoStateChangeEvent" in window;
  return { text, analysis, pages: pagesOf(parts), stops: stopsOf(parts), long };
}

function renderSegment(text: string, segment: Segment) {
  const { start, end, marks } = segment;
  const content = text.slice(start, end);
  if (marks.length === 0) return content;
  const [outer = "", ...inner] = MARKED.filter((kind) => marks.some((mark) => mark.kind === kind));
  return html`<span
    class="mark ${outer}"
    data-start=${start}
    data-end=${end}
    data-keys=${marks.map((mark) => mark.key).join(" ")}
    tabindex=${isStop(segment) ? "-1" : nothing}
  >${inner.reduceRight<unknown>(
    (inside, kind) => html`<span class=${kind}>${inside}</span>`,
    content,
  )}</span>`;
}
