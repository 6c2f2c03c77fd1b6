// What the page and its worker say to each other. Everything is plain data that survives structuredClone.

import type { Analysis, Case, VerisContext } from "../analysis";

/** A file of the build, gzip-compressed. */
export interface Asset {
  /** The absolute address; or the content, where it is in hand; null where it should be and is not. */
  readonly source: string | Uint8Array<ArrayBuffer> | null;
  /** The name to show in a message. */
  readonly name: string;
  /** The length after decompression, in bytes; null where it is not known. */
  readonly bytes: number | null;
}

/** Tables in the place of built-in ones: file names, `causes.toml` say, and contents. */
export type Tables = Readonly<Record<string, string>>;

/** What the tables are asked beside a text: of incidents as a person left them, or for themselves. */
export type Ask =
  | { readonly what: "reporting"; readonly cases: readonly Case[] }
  | { readonly what: "veris"; readonly cases: readonly (readonly [Case, VerisContext])[] }
  | { readonly what: "tables" }
  | { readonly what: "lists"; readonly file: string; readonly text: string };

/** An invalid entry of a table. */
export interface TableError {
  readonly code: string;
  /** The table's file; empty where the error is of no file. */
  readonly file: string;
  /** The entry or the line; empty where the error is of no entry. */
  readonly entry: string;
  /** What is wrong and how to mend it. */
  readonly message: string;
}

/** Where the work is done: in a worker, or, where none may be started, in the page's own thread. */
export type Mode = "worker" | "main-thread";

/** What a Content-Security-Policy does not allow, and what has to be added to it. */
export interface Refusal {
  readonly what: "webassembly" | "fetch";
  /** The file that was not to be fetched; empty for WebAssembly. */
  readonly file: string;
  /** The directive that lacks it, as it must be written. */
  readonly directive: string;
  /** What has to be added to the directive. */
  readonly source: string;
  /** The file whose policy it is: that of the page, or that of the worker. */
  readonly of: string;
  /** The policy as it is; empty where the browser does not tell. */
  readonly policy: string;
}

/** Why something could not be done; the words are in `messages.ts`. */
export type Problem =
  | { readonly code: "no_webassembly" }
  | { readonly code: "no_decompression" }
  | { readonly code: "policy"; readonly refusal: Refusal }
  | { readonly code: "worker" }
  | { readonly code: "network"; readonly file: string }
  | { readonly code: "http"; readonly file: string; readonly status: number }
  | { readonly code: "truncated"; readonly file: string }
  | { readonly code: "module"; readonly file: string; readonly detail: string }
  | { readonly code: "dictionary"; readonly file: string; readonly detail: string }
  | { readonly code: "memory" }
  | { readonly code: "tables"; readonly errors: readonly TableError[] }
  | { readonly code: "crashed" }
  | { readonly code: "core"; readonly detail: string }
  | { readonly code: "text_too_long"; readonly bytes: number }
  | { readonly code: "file_too_large"; readonly file: string; readonly bytes: number }
  | { readonly code: "file_not_text"; readonly file: string }
  | { readonly code: "file_unreadable"; readonly file: string }
  | { readonly code: "several_files" };

export type Request =
  | { readonly type: "load"; readonly module: Asset; readonly dictionary: Asset }
  | { readonly type: "tables"; readonly id: number; readonly tables: Tables | null }
  | { readonly type: "classify"; readonly id: number; readonly text: string }
  | { readonly type: "ask"; readonly id: number; readonly ask: Ask };

export type Response =
  | { readonly type: "progress"; readonly loaded: number; readonly total: number }
  | { readonly type: "ready"; readonly version: string }
  | { readonly type: "failed"; readonly problem: Problem }
  | { readonly type: "replaced"; readonly id: number }
  | { readonly type: "result"; readonly id: number; readonly analysis: Analysis }
  | { readonly type: "answered"; readonly id: number; readonly answers: readonly unknown[] }
  | { readonly type: "rejected"; readonly id: number; readonly problem: Problem };
