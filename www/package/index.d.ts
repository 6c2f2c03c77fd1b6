// The public face of the package `jiken`: everything is declared here, and the code is checked against it.

import type { Analysis, Case, Incident, Reporting, VerisContext } from "./analysis.js";

export type * from "./analysis.js";

/** Tables in the place of built-in ones: file names, `causes.toml` say, and contents. */
export type Tables = Readonly<Record<string, string>>;

/**
 * A file of the package: its address, or its content, compressed with gzip or not. An address that is not
 * absolute is taken from the page's address; in Node.js from the current folder.
 */
export type Asset = string | URL | Uint8Array | ArrayBuffer;

/** Where the package's files are. What is left out lies beside the package's own code. */
export interface Assets {
  /** `jiken.wasm.gz`, the code. */
  readonly module?: Asset;
  /** `ipadic.jdic.gz`, the dictionary. */
  readonly dictionary?: Asset;
  /** `worker.js`, of the page's own origin. In Node.js, `worker-node.js`. */
  readonly worker?: string | URL;
}

/** How far the code and the dictionary are. */
export interface Progress {
  /** Bytes so far, after decompression. */
  readonly loaded: number;
  /** Bytes in all. */
  readonly total: number;
}

/** What {@link createClassifier} takes; everything has a default. */
export interface ClassifierOptions {
  /** Where the files are: one address for the folder that holds them all, or each by itself. */
  readonly assets?: string | URL | Assets;
  /**
   * Whether to classify in a worker, which is the default. Where none can be started the work is done in the
   * calling thread, as with `false`; `mode` tells.
   */
  readonly worker?: boolean;
  /** Tables in the place of built-in ones. */
  readonly tables?: Tables | null;
  /** Hears how far loading is. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What {@link Classifier.classify} takes beside the text. */
export interface ClassifyOptions {
  /** Withdraws the text; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Where the work is done: in a worker, or in the calling thread. */
export type Mode = "worker" | "main-thread";

/** Classifies texts, one after the other, in the order of the calls. */
export interface Classifier {
  /** Where the work is done. */
  readonly mode: Mode;
  /** The version of jiken. */
  readonly version: string;
  /**
   * What a text says about incidents. Offsets count UTF-16 code units of `text`, as JavaScript's strings do.
   * Rejects with a {@link JikenError}: `text_too_long` above 10,000,000 bytes of UTF-8, `crashed` where the
   * text stopped the program, which is then started afresh, `closed` after `close()`.
   */
  classify(text: string, options?: ClassifyOptions): Promise<Analysis>;
  /**
   * Puts tables in the place of those in use, `null` for the built-in ones; a file that is not given is the
   * built-in one. Rejects with a {@link JikenError} of the code `tables` whose `errors` name every invalid
   * entry; the tables in use then stay in use.
   */
  setTables(tables: Tables | null): Promise<void>;
  /**
   * The duties to report that may apply to a case, by the tables in use: an incident as it was read
   * ({@link caseOf}), or as a person corrected it. Rejects with a {@link JikenError} of the code `core` where the
   * case lacks a field.
   */
  reporting(incident: Case): Promise<Reporting>;
  /** A case in the words of VERIS 1.4, by the tables in use; an object as its JSON schema describes it. */
  veris(incident: Case, context: VerisContext): Promise<Record<string, unknown>>;
  /** Lets go of the worker and its memory, unless another classifier shares them. */
  close(): void;
}

/**
 * Loads the code and the dictionary and makes a classifier of them. Classifiers of the same files share one
 * worker and one dictionary; each keeps its own tables. Rejects with a {@link JikenError} where a file cannot
 * be had or a policy forbids what is needed; its message names the file or the directive, and the mend.
 */
export function createClassifier(options?: ClassifierOptions): Promise<Classifier>;

/** An incident as a case: what a person may correct before {@link Classifier.reporting} or {@link Classifier.veris}. */
export function caseOf(incident: Incident): Case;

/** What went wrong; the names are stable. */
export type ErrorCode =
  /** WebAssembly is not available. */
  | "no_webassembly"
  /** `DecompressionStream` is missing. */
  | "no_decompression"
  /** A Content-Security-Policy forbids WebAssembly or a file. */
  | "policy"
  /** The worker could not be started. */
  | "worker"
  /** A file cannot be reached. */
  | "network"
  /** A server refuses a file. */
  | "http"
  /** A file is cut short or damaged. */
  | "truncated"
  /** The code cannot be run. */
  | "module"
  /** The dictionary cannot be used. */
  | "dictionary"
  /** There is not enough memory for the code and the dictionary. */
  | "memory"
  /** Tables have invalid entries. */
  | "tables"
  /** A text is above 10,000,000 bytes of UTF-8. */
  | "text_too_long"
  /** What was to be classified is no string. */
  | "text_not_a_string"
  /** The program stopped at a text; it is started afresh. */
  | "crashed"
  /** The core cannot classify a text. */
  | "core"
  /** Another text took this one's place; in the element only. */
  | "superseded"
  /** The classifier is closed. */
  | "closed"
  /** A file that was opened is above the limit; in the element only. */
  | "file_too_large"
  /** A file that was opened is no text; in the element only. */
  | "file_not_text"
  /** A file that was opened cannot be read; in the element only. */
  | "file_unreadable"
  /** Several files were opened at once; in the element only. */
  | "several_files";

/** What every function of the package rejects with. The message says what is wrong, where, and the mend. */
export class JikenError extends Error {
  readonly name: "JikenError";
  /** What went wrong. */
  readonly code: ErrorCode;
  /** With the code `tables`: every invalid entry. */
  readonly errors: readonly TableError[];
}

/** An invalid entry of a table. */
export interface TableError {
  /** What went wrong: a stable name. */
  readonly code: string;
  /** The table's file; empty where the error is of no file. */
  readonly file: string;
  /** The entry or the line, as a person would look for it; empty where the error is of no entry. */
  readonly entry: string;
  /** What is wrong and how to mend it. */
  readonly message: string;
}
