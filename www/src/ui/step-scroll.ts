// Keeps two columns in step: when one is scrolled, the other is brought to the same place of the same
// incident. Which one leads is the one that the reader last touched.

export interface Column {
  readonly scroller: HTMLElement;
  /** Where each incident begins, in pixels from the top of the scrolled content. */
  readonly tops: () => number[];
}

/** Maps a position of one column to the other: linear between the incidents' beginnings. */
export function mapPosition(at: number, from: readonly number[], to: readonly number[]): number {
  let low = 0;
  while (low + 1 < from.length && (from[low + 1] ?? 0) <= at) low += 1;
  const start = from[low] ?? 0;
  const end = from[low + 1] ?? start;
  const share = end > start ? (at - start) / (end - start) : 0;
  const targetStart = to[low] ?? 0;
  const targetEnd = to[low + 1] ?? targetStart;
  return targetStart + Math.min(Math.max(share, 0), 1) * (targetEnd - targetStart);
}

/** The incident that a position lies in; the first where it lies before all. */
export function incidentAt(at: number, tops: readonly number[]): number {
  let index = 0;
  while (index + 1 < tops.length && (tops[index + 1] ?? 0) <= at) index += 1;
  return index;
}

const TOUCHES = ["pointerdown", "wheel", "touchstart", "keydown"] as const;
/** The place of a column, from its top, that counts as being read. */
const READING_LINE = 0.25;

export class StepScroll {
  readonly #columns: readonly [Column, Column];
  readonly #onCurrent: (index: number) => void;
  readonly #listening = new AbortController();
  #leader: Column;
  #scheduled = false;

  constructor(first: Column, second: Column, onCurrent: (index: number) => void) {
    this.#columns = [first, second];
    this.#leader = first;
    this.#onCurrent = onCurrent;
    const { signal } = this.#listening;
    for (const column of this.#columns) {
      for (const touch of TOUCHES) {
        column.scroller.addEventListener(touch, () => this.#lead(column), {
          signal,
          passive: true,
        });
      }
      column.scroller.addEventListener("scroll", () => this.#onScroll(column), {
        signal,
        passive: true,
      });
    }
    window.addEventListener("scroll", () => this.#onScroll(first), { signal, passive: true });
  }

  stop(): void {
    this.#listening.abort();
  }

  /** Whether the columns scroll on their own, as they do side by side. */
  get isActive(): boolean {
    return getComputedStyle(this.#columns[0].scroller).overflowY === "auto";
  }

  /** Lets both columns be brought somewhere by the program without one dragging the other along. */
  pause(): void {
    this.#leader = { scroller: document.createElement("div"), tops: () => [] };
  }

  #lead(column: Column): void {
    this.#leader = column;
  }

  #onScroll(column: Column): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#follow(column);
    });
  }

  #follow(column: Column): void {
    const [first, second] = this.#columns;
    if (!this.isActive) {
      const line = window.innerHeight * READING_LINE;
      const top = second.scroller.getBoundingClientRect().top;
      this.#reading(line - top, second.tops());
      return;
    }
    if (column !== this.#leader) return;
    const other = column === first ? second : first;
    const from = withEnds(column);
    const to = withEnds(other);
    const { scrollTop, clientHeight } = column.scroller;
    this.#reading(scrollTop + clientHeight * READING_LINE, column.tops());
    // Without incidents on both sides, as while the text is edited, there is nothing to keep in step.
    if (from.length < 3 || from.length !== to.length) return;
    other.scroller.scrollTop = mapPosition(scrollTop, from, to);
  }

  #reading(at: number, tops: readonly number[]): void {
    if (tops.length > 0) this.#onCurrent(incidentAt(at, tops));
  }
}

/** The incidents' beginnings between the content's own beginning and the furthest scroll position. */
function withEnds({ scroller, tops }: Column): number[] {
  const furthest = scroller.scrollHeight - scroller.clientHeight;
  return [0, ...tops().map((top) => Math.min(top, furthest)), furthest];
}
