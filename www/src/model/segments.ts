// Cuts a text into the pieces that the reading view renders: an incident's part, in it blocks of lines,
// and in each block the runs of text that the same labels mark. Overlapping marks become adjacent
// segments that carry all their labels.

import type { Mark } from "./findings";

/** A run of text under the same marks. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

/** Lines that are laid out together, so that a browser need not lay out a long text at once. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly heading: boolean;
  readonly segments: readonly Segment[];
}

/** An incident's part of the text, or what lies between two of them (`incident` is null). */
export interface Part {
  readonly incident: number | null;
  readonly blocks: readonly Block[];
}

/** Neighbouring parts, in one of which a browser can lay out what is in view without the others. */
export interface Page {
  readonly start: number;
  readonly parts: readonly Part[];
}

interface Section {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

const BLOCK_LENGTH = 4_000;
const PAGE_LENGTH = 20_000;

/** The whole text as parts, in order and without gaps; sections that overlap are cut where they do. */
export function layOut(
  text: string,
  sections: readonly Section[],
  marks: readonly Mark[],
  blockLength = BLOCK_LENGTH,
): Part[] {
  const sorted = [...marks].sort((one, other) => one.start - other.start);
  const cutter = new Cutter(text, sorted, blockLength);
  const parts: Part[] = [];
  let at = 0;
  for (const [incident, section] of sections.entries()) {
    const start = clamp(section.start, at, text.length);
    const end = clamp(section.end, start, text.length);
    if (start > at) parts.push({ incident: null, blocks: cutter.blocks(at, start, "") });
    parts.push({ incident, blocks: cutter.blocks(start, end, section.title.trim()) });
    at = end;
  }
  if (at < text.length) parts.push({ incident: null, blocks: cutter.blocks(at, text.length, "") });
  return parts;
}

/** Cuts blocks from the beginning to the end, and looks at each mark only while it can matter. */
class Cutter {
  readonly #text: string;
  readonly #marks: readonly Mark[];
  readonly #blockLength: number;
  #next = 0;
  #open: Mark[] = [];

  constructor(text: string, sorted: readonly Mark[], blockLength: number) {
    this.#text = text;
    this.#marks = sorted;
    this.#blockLength = blockLength;
  }

  /** Blocks end after a line's end, so that laying them out apart changes nothing but the time it takes. */
  blocks(start: number, end: number, title: string): Block[] {
    const blocks: Block[] = [];
    let at = start;
    if (title !== "") {
      const stop = this.#afterLine(at, end);
      const line = this.#text.slice(at, stop).trim();
      if (stop < end && line.endsWith(title)) {
        blocks.push(this.#block(at, stop, true));
        at = stop;
      }
    }
    while (at < end) {
      const long = end - at > this.#blockLength;
      const stop = long ? this.#afterLine(at + this.#blockLength, end) : end;
      blocks.push(this.#block(at, stop, false));
      at = stop;
    }
    return blocks;
  }

  #block(start: number, end: number, heading: boolean): Block {
    for (;;) {
      const mark = this.#marks[this.#next];
      if (!mark || mark.start >= end) break;
      this.#open.push(mark);
      this.#next += 1;
    }
    const segments = segment(start, end, this.#open);
    this.#open = this.#open.filter((mark) => mark.end > end);
    return { start, end, heading, segments };
  }

  #afterLine(from: number, end: number): number {
    const newline = this.#text.indexOf("\n", from);
    return newline === -1 || newline >= end ? end : newline + 1;
  }
}

/** The parts on pages of about that many characters; a part is never divided. */
export function pagesOf(parts: readonly Part[], pageLength = PAGE_LENGTH): Page[] {
  const pages: { start: number; parts: Part[] }[] = [];
  for (const part of parts) {
    const start = part.blocks[0]?.start ?? 0;
    const last = pages.at(-1);
    if (last && start - last.start < pageLength) last.parts.push(part);
    else pages.push({ start, parts: [part] });
  }
  return pages;
}

/** Where a reader who goes from mark to mark stops; a fact is no stop. */
export function stopsOf(parts: readonly Part[]): number[] {
  const segments = parts.flatMap((part) => part.blocks.flatMap((block) => block.segments));
  return segments.filter(isStop).map((found) => found.start);
}

/** Whether a mark that is shown at all times begins here. */
export function isStop({ start, marks }: Segment): boolean {
  return marks.some((mark) => mark.start === start && mark.kind !== "fact");
}

/** The segments from `start` to `end`; marks may overlap and reach beyond. */
export function segment(start: number, end: number, marks: readonly Mark[]): Segment[] {
  const cuts = new Set([start, end]);
  const opening = new Map<number, Mark[]>();
  const closing = new Map<number, Mark[]>();
  for (const mark of marks) {
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    if (from >= to) continue;
    cuts.add(from).add(to);
    push(opening, from, mark);
    push(closing, to, mark);
  }
  const segments: Segment[] = [];
  const open = new Set<Mark>();
  let from = start;
  for (const cut of [...cuts].sort((one, other) => one - other)) {
    if (cut > from) segments.push({ start: from, end: cut, marks: [...open] });
    for (const mark of closing.get(cut) ?? []) open.delete(mark);
    for (const mark of opening.get(cut) ?? []) open.add(mark);
    from = cut;
  }
  return segments;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
