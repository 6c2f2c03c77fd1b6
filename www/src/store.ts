// The page's whole state in one place. Components read it and call its methods; it alone speaks to the
// engine.

import type { Analysis, Incident, Reporting, VerisContext } from "./analysis";
import { Engine, type EngineState, type Outcome } from "./engine/client";
import type { Connection } from "./engine/connection";
import type { Problem, Tables } from "./engine/protocol";
import type { Language } from "./labels";
import { MESSAGES, type Messages } from "./messages";
import {
  carriedOver,
  caseOf,
  changed,
  correctedFields,
  type Review,
  type ReviewChange,
  reviewed,
} from "./model/review";
import { decodeText, MAX_TEXT_BYTES, normaliseLineEnds, utf8Length } from "./model/text";

/** Labels and highlights that are raised together. */
export interface Active {
  readonly keys: ReadonlySet<string>;
  readonly from: "label" | "text";
  readonly by: "pointer" | "focus";
}

/** How much of it there is: the page has all, an element in a page of others what its attributes say. */
export interface Frame {
  /** Whether others' page is around it, which has its own choice of language and its own licences. */
  readonly embedded: boolean;
  /** Whether there is neither a reading view nor the phrases behind a card. */
  readonly compact: boolean;
  /** Whether the text can be read only. */
  readonly readOnly: boolean;
}

export interface State {
  readonly frame: Frame;
  readonly language: Language;
  readonly text: string;
  readonly view: "edit" | "read";
  /** What was there before the text was replaced as a whole. */
  readonly previousText: string | null;
  readonly engine: EngineState;
  readonly classifying: boolean;
  /** What was found, with a person's corrections in it. */
  readonly analysis: Analysis | null;
  /** What a person made of the incidents, in their order. */
  readonly reviews: readonly Review[];
  /** The text that `analysis` is about; its offsets hold for no other. */
  readonly analysedText: string;
  readonly problem: Problem | null;
  readonly active: Active | null;
  readonly offline: Offline;
  /** The incident that is being read. */
  readonly current: number;
}

/** What is kept for the time without a network. */
export interface Offline {
  /** Whether the page is there without the network. */
  readonly kept: boolean;
  /** Brings the newer version that waits; null where none does. */
  readonly update: (() => void) | null;
}

/** What a person left of a text: the reviews of its incidents, and the analysis with them in it. */
export interface Left {
  readonly reviews: readonly Review[];
  readonly analysis: Analysis;
}

/** A wish to bring a stretch of the text, or an incident, into view. */
export type Reveal =
  | { readonly what: "phrase"; readonly start: number; readonly end: number }
  | { readonly what: "finding"; readonly key: string }
  | { readonly what: "incident"; readonly index: number }
  | { readonly what: "text" };

const PAGE: Frame = { embedded: false, compact: false, readOnly: false };
const TYPING_PAUSE = 250;
const LANGUAGE_KEY = "jiken.language";
const TEXT_KEY = "jiken.text";
const LEFT_KEY = "jiken.left";

export class Store extends EventTarget {
  #state: State;
  #engine: Engine;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hovered: Active | null = null;
  #focused: Active | null = null;
  /** Settled once the tables that were last put in place are in use, or refused. */
  #tables: Promise<unknown> = Promise.resolve();
  /** The analysis as the core gave it. */
  #read: Analysis | null = null;
  /** The reviews of every text that was open, so that coming back to one finds them. */
  readonly #kept = new Map<string, Left>();
  #typed = false;
  /** What the text is called in exports: the name of its file, or "text". */
  sourceName = "text";
  /** Loads what only some visits need: correcting, duties, exports. Null where that is not wanted. */
  readonly loadDesk: (() => Promise<unknown>) | null;

  constructor(
    connection: Connection,
    frame = PAGE,
    loadDesk: (() => Promise<unknown>) | null = null,
  ) {
    super();
    this.loadDesk = loadDesk;
    this.#state = {
      frame,
      language: frame.embedded ? "ja" : rememberedLanguage(),
      text: "",
      view: "edit",
      previousText: null,
      engine: { phase: "loading", loaded: 0, total: 1 },
      classifying: false,
      analysis: null,
      reviews: [],
      analysedText: "",
      problem: null,
      active: null,
      offline: { kept: false, update: null },
      current: 0,
    };
    this.#engine = this.#engineOf(connection, null);
  }

  #engineOf(connection: Connection, tables: Tables | null): Engine {
    return new Engine(connection, tables, (engine) => this.#set({ engine }));
  }

  get state(): State {
    return this.#state;
  }

  /** The tables in use; null for the built-in ones. */
  get tables(): Tables | null {
    return this.#engine.tables;
  }

  /** The analysis as the core gave it. */
  get read(): Analysis | null {
    return this.#read;
  }

  get words(): Messages {
    return MESSAGES[this.#state.language];
  }

  /** Whether the highlights of the analysis fit the text as it stands. */
  get isCurrent(): boolean {
    const { analysis, analysedText, text } = this.#state;
    return analysis !== null && analysedText === text;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.dispatchEvent(new Event("change"));
  }

  /** Loads the code and the dictionary, or loads them again after a failure. */
  start(): void {
    this.#engine.start();
    if (this.#state.engine !== this.#engine.state) this.#set({ engine: this.#engine.state });
  }

  /** Goes on with another connection; the text is classified by it anew. */
  connect(connection: Connection): void {
    this.disconnect();
    this.#engine = this.#engineOf(connection, this.#engine.tables);
    this.start();
    this.#again();
  }

  /** Waits for no answer any more. */
  disconnect(): void {
    clearTimeout(this.#timer);
    this.#engine.close();
  }

  #again(): void {
    if (this.#state.text.trim() !== "") this.#classifySoon(0);
  }

  setFrame(frame: Frame): void {
    this.#set({ frame });
    if (frame.compact) this.setView("edit");
    else if (frame.readOnly && this.#state.text.trim() !== "") this.setView("read");
  }

  /**
   * Puts tables in the place of those in use, null for the built-in ones; texts wait for them. What is wrong
   * with them, if anything is: then those in use stay.
   */
  setTables(tables: Tables | null): Promise<Problem | null> {
    const replaced = this.#engine.setTables(tables).then((problem) => {
      if (problem) this.#set({ problem });
      else {
        this.#again();
        this.dispatchEvent(new Event("tables"));
      }
      return problem;
    });
    this.#tables = replaced;
    return replaced;
  }

  /** Lets texts wait for something that tables may come of. */
  waitFor(something: Promise<unknown>): void {
    this.#tables = something;
  }

  /** Shows what went wrong outside. */
  fail(problem: Problem): void {
    this.#set({ problem });
  }

  setOffline(offline: Offline): void {
    this.#set({ offline });
  }

  /** Keeps the text and what was corrected over the page's next start, in this tab alone. */
  keepWork(): void {
    try {
      sessionStorage.setItem(TEXT_KEY, this.#state.text);
      sessionStorage.setItem(LEFT_KEY, JSON.stringify([...this.#kept]));
    } catch {
      // Storage is forbidden, or there is too much for it.
    }
  }

  /** Takes up what was kept. */
  resume(): void {
    try {
      const text = sessionStorage.getItem(TEXT_KEY);
      const left = JSON.parse(sessionStorage.getItem(LEFT_KEY) ?? "[]") as [string, Left][];
      sessionStorage.removeItem(TEXT_KEY);
      sessionStorage.removeItem(LEFT_KEY);
      for (const [of, what] of left) this.leave(of, what);
      if (text) this.open(text);
    } catch {
      // Storage is forbidden: there is none.
    }
  }

  setLanguage(language: Language): void {
    this.#set({ language });
    if (this.#state.frame.embedded) return;
    try {
      localStorage.setItem(LANGUAGE_KEY, language);
    } catch {
      // Storage is forbidden: the choice holds for this visit only.
    }
  }

  /** The text as it is being typed; what an input method still composes is not classified yet. */
  type(text: string, composing = false): void {
    this.#set({ text, problem: null });
    this.#typed = true;
    clearTimeout(this.#timer);
    if (!composing) this.#classifySoon(TYPING_PAUSE);
  }

  /** A text that was pasted in the place of the whole; the text area has it already. */
  paste(text: string, before: string): void {
    this.#replace(text, before);
    this.sourceName = "text";
  }

  /** Another text in the place of this one; the one before can be had back. */
  open(text: string, name = "text"): void {
    this.#replace(normaliseLineEnds(text), this.#state.text);
    this.sourceName = name;
  }

  /** The same, and what the text says. */
  async ask(text: string): Promise<Outcome> {
    this.open(text);
    clearTimeout(this.#timer);
    return (await this.#classify()) ?? (await this.#engine.classify(text));
  }

  /** Takes the text away for good. */
  clear(): void {
    this.#replace("", "");
    this.#set({ previousText: null });
  }

  #replace(text: string, before: string): void {
    const { compact } = this.#state.frame;
    const readable = !compact && text.trim() !== "" && utf8Length(text) <= MAX_TEXT_BYTES;
    this.#hovered = null;
    this.#focused = null;
    this.#typed = false;
    this.#set({
      text,
      previousText: before.trim() === "" ? this.#state.previousText : before,
      view: readable ? "read" : "edit",
      problem: null,
      analysis: null,
      reviews: [],
      analysedText: "",
      active: null,
      current: 0,
    });
    this.#classifySoon(0);
  }

  /** The text that was replaced, in the place of the one that replaced it. */
  restore(): void {
    const { previousText, text } = this.#state;
    if (previousText === null) return;
    this.#set({ previousText: null });
    this.#replace(previousText, text);
  }

  setView(view: State["view"]): void {
    this.#hovered = null;
    this.#focused = null;
    this.#set({ view, active: null });
  }

  async openFiles(files: readonly File[]): Promise<void> {
    const [file, second] = files;
    if (!file) return;
    // Where there is a pile, it takes what is more than one text.
    const many = second !== undefined || /\.(csv|jsonl|ndjson|docx)$/i.test(file.name);
    const offer = new CustomEvent("several", { detail: files, cancelable: true });
    if (many && !this.dispatchEvent(offer)) return;
    if (second) {
      this.#set({ problem: { code: "several_files" } });
      return;
    }
    if (file.size > MAX_TEXT_BYTES) {
      const problem = { code: "file_too_large", file: file.name, bytes: file.size } as const;
      this.#set({ problem });
      return;
    }
    let content: Uint8Array;
    try {
      content = new Uint8Array(await file.arrayBuffer());
    } catch {
      this.#set({ problem: { code: "file_unreadable", file: file.name } });
      return;
    }
    const text = decodeText(content);
    if (text === null) {
      this.#set({ problem: { code: "file_not_text", file: file.name } });
      return;
    }
    this.open(text, file.name);
  }

  /** Raises labels and highlights; the pointer's choice goes before the focus's, which comes back. */
  setActive(keys: readonly string[], from: Active["from"], by: Active["by"]): void {
    const active = keys.length > 0 ? { keys: new Set(keys), from, by } : null;
    if (by === "pointer") this.#hovered = active;
    else this.#focused = active;
    const next = this.#hovered ?? this.#focused;
    if (next !== this.#state.active) this.#set({ active: next });
  }

  setCurrent(current: number): void {
    if (current !== this.#state.current) this.#set({ current });
  }

  reveal(reveal: Reveal): void {
    this.dispatchEvent(new CustomEvent<Reveal>("reveal", { detail: reveal }));
  }

  #classifySoon(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#classify(), pause);
  }

  /** What became of the text; null where there is none. */
  async #classify(): Promise<Outcome | null> {
    const { text } = this.#state;
    if (text.trim() === "") {
      this.#set({ analysis: null, analysedText: "", classifying: false, current: 0 });
      return null;
    }
    const size = utf8Length(text);
    if (size > MAX_TEXT_BYTES) {
      const problem = { code: "text_too_long", bytes: size } as const;
      this.#set({ problem, analysis: null, analysedText: "", classifying: false });
      return { kind: "problem", problem };
    }
    this.#set({ classifying: true });
    await this.#tables;
    const outcome = await this.#engine.classify(text);
    if (text !== this.#state.text) return { kind: "superseded" };
    if (outcome.kind === "problem") {
      this.#set({ problem: outcome.problem, analysis: null, classifying: false });
    }
    if (outcome.kind === "analysis") this.#take(text, outcome.analysis);
    return outcome;
  }

  /** Takes up what was found, with what a person left of the same text before. */
  #take(text: string, read: Analysis): void {
    const before = this.#read;
    this.#read = read;
    const kept = this.#kept.get(text)?.reviews;
    const carried = this.#typed ? carriedOver(this.#state.reviews, before, read) : [];
    const reviews = read.incidents.map((_, at) => kept?.[at] ?? carried[at] ?? {});
    const analysis = withReviews(read, reviews);
    const current = Math.min(this.#state.current, Math.max(analysis.incidents.length - 1, 0));
    this.#set({
      analysis,
      reviews,
      analysedText: text,
      classifying: false,
      problem: null,
      current,
    });
    void this.#judge();
  }

  /** Changes what a person made of an incident; `undefined` takes a field back to what was read. */
  async review(index: number, change: ReviewChange): Promise<void> {
    const read = this.#read;
    const incident = read?.incidents[index];
    if (!read || !incident) return;
    const reviews = this.#state.reviews.map((review, at) =>
      at === index ? changed(incident, review, change) : review,
    );
    const analysis = withReviews(read, reviews);
    this.#kept.set(this.#state.analysedText, { reviews, analysis });
    this.#set({ reviews, analysis });
    await this.#judge();
  }

  /** What a person left of a text, whether it is open or not; null where nothing was. */
  left(text: string): Left | null {
    return this.#kept.get(text) ?? null;
  }

  /** Takes up what a person left of a text on another day. */
  leave(text: string, left: Left): void {
    this.#kept.set(text, left);
  }

  /** An incident as the core read it. */
  asRead(index: number): Incident | null {
    return this.#read?.incidents[index] ?? null;
  }

  /** Has the duties of corrected incidents judged anew. */
  async #judge(): Promise<void> {
    const { reviews, analysis } = this.#state;
    const at = reviews.flatMap((review, index) =>
      correctedFields(review).length > 0 ? index : [],
    );
    if (!analysis || at.length === 0) return;
    const incidents = at.flatMap((index) => analysis.incidents[index] ?? []);
    const cases = incidents.map((incident, place) =>
      caseOf(incident, reviews[at[place] as number] ?? {}),
    );
    const judged = await this.#engine.reporting(cases);
    // Whatever changed meanwhile is judged by its own question.
    if (!judged || !this.#read || this.#state.reviews !== reviews) return;
    const reportings = reviews.map((_, index) => judged[at.indexOf(index)]);
    const judgedAnalysis = withReviews(this.#read, reviews, reportings);
    this.#kept.set(this.#state.analysedText, { reviews, analysis: judgedAnalysis });
    this.#set({ analysis: judgedAnalysis });
  }

  /** Incidents in the words of VERIS; null where the core could not tell. */
  veris(
    incidents: readonly {
      readonly incident: Incident;
      readonly review: Review;
      readonly context: VerisContext;
    }[],
  ): Promise<readonly unknown[] | null> {
    return this.#engine.veris(
      incidents.map(
        ({ incident, review, context }) => [caseOf(incident, review), context] as const,
      ),
    );
  }
}

function withReviews(
  read: Analysis,
  reviews: readonly Review[],
  reportings: readonly (Reporting | undefined)[] = [],
): Analysis {
  if (reviews.every((review) => correctedFields(review).length === 0)) return read;
  const incidents = read.incidents.map((incident, at) =>
    reviewed(incident, reviews[at] ?? {}, reportings[at]),
  );
  return { ...read, incidents };
}

function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(LANGUAGE_KEY) === "en" ? "en" : "ja";
  } catch {
    return "ja";
  }
}
