// The custom element `<jiken-classifier>`. Importing this module defines it, once; without a DOM, in Node.js
// say, nothing is defined and nothing fails.

import type { Analysis, Assets, JikenError, Mode, Tables } from "./index.js";

/**
 * `<jiken-classifier>`: a text to paste, its incidents, and the phrases that say so. Every element of a page
 * with the same `assets` shares one worker and one dictionary.
 *
 * In a form it submits, under its `name`, the analysis as JSON.
 *
 * Slots: `header` and `footer`. Parts: `frame`, `text`, `textarea`, `bar`, `results`, `card`, `cause`, `label`.
 * Custom properties: the colours `--jk-paper`, `--jk-raised`, `--jk-ink`, `--jk-muted`, `--jk-line`, `--jk-edge`,
 * `--jk-accent`, and of what is marked, each with a `-soft` one for its background, `--jk-cause`, `--jk-data`,
 * `--jk-excluded`, `--jk-count`; the typeface `--jk-sans`, the line's length `--jk-measure` and height
 * `--jk-leading`, and the distance `--jk-gap`. Light or dark is what `color-scheme` says around it.
 */
export class JikenClassifierElement extends HTMLElement {
  /** The element belongs to a form, as an input does. */
  static readonly formAssociated: true;
  constructor();
  /** `ja` or `en`. Without it the page's own language, Japanese unless that is English. Attribute `language`. */
  language: "ja" | "en";
  /** A small text area and short cards, without the reading view. Attribute `compact`. */
  compact: boolean;
  /** The text can be read and not changed. Attribute `readonly`. */
  readOnly: boolean;
  /** The element's height as a CSS length; without it the element grows with its content. Attribute `height`. */
  height: string;
  /** The address of the folder that holds the package's files, or each file by itself. Attribute `assets`. */
  assets: string | URL | Assets | null;
  /**
   * The addresses of tables, `causes.toml` say, separated by spaces: each takes the place of the built-in
   * table of its name. Attribute `tables`.
   */
  tables: string;
  /** The name under which a form submits the result. Attribute `name`. */
  name: string;
  /** The text; setting it classifies it. Line ends are those of a text area, `\n`. */
  text: string;
  /** What the text says; null while that is not known. Offsets count UTF-16 code units of `text`. */
  readonly analysis: Analysis | null;
  /** What a form submits: the analysis as JSON, or nothing. */
  readonly value: string;
  /** Where the work is done; null until that is known. */
  readonly mode: Mode | null;
  /** The form that the element belongs to. */
  readonly form: HTMLFormElement | null;
  /** Puts a text into the element and tells what it says. Rejects as {@link Classifier.classify} does. */
  classify(text: string): Promise<Analysis>;
  /** Puts tables in the place of those in use, `null` for the built-in ones, and classifies the text anew. */
  setTables(tables: Tables | null): Promise<void>;
  /** Takes text and result away. */
  clear(): void;

  addEventListener<K extends keyof JikenClassifierEventMap>(
    type: K,
    listener: (this: JikenClassifierElement, event: JikenClassifierEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The element's events. All of them bubble, and leave shadow trees. */
export interface JikenClassifierEventMap {
  /** The code and the dictionary are there. */
  "jiken-ready": CustomEvent<{ readonly version: string; readonly mode: Mode }>;
  /** A text has been classified. */
  "jiken-result": CustomEvent<Analysis>;
  /** Something went wrong; the element says so itself, too. */
  "jiken-error": CustomEvent<JikenError>;
}

declare global {
  interface HTMLElementTagNameMap {
    "jiken-classifier": JikenClassifierElement;
  }
}
