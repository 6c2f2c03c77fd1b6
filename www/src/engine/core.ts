// The core behind the protocol: fetches the code and the dictionary, then classifies one text after
// another. It knows nothing of where it runs: in the worker, or in the page's own thread where a worker
// is refused. Each core has bindings of its own, which hold one classifier.

import { createBindings } from "jiken:bindings";
import type { Analysis } from "../analysis";
import { PolicyWatch } from "./policy";
import type { Ask, Asset, Problem, Request, Response, TableError } from "./protocol";
import { streamOf } from "./stream";

export interface Surroundings {
  readonly send: (message: Response) => void;
  /** Lets the thread do what waits, between two pieces of work; a worker has nothing that waits. */
  readonly pause?: () => Promise<void>;
  /** Ends the work at the next pause; nothing is sent any more. */
  readonly signal?: AbortSignal;
}

class Failure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** What answers the page's requests. */
export function createCore({ send, pause = async () => undefined, signal }: Surroundings) {
  const {
    init,
    classify,
    reporting,
    veris,
    builtInTables,
    tableLists,
    loadDictionary,
    setTables,
    version,
  } = createBindings();

  return async (request: Request): Promise<void> => {
    const answer = await answerTo(request);
    if (!signal?.aborted) send(answer);
  };

  async function answerTo(request: Request): Promise<Response> {
    switch (request.type) {
      case "load":
        return await load(request);
      case "tables":
        return await replaced(request);
      case "classify":
        return await classified(request);
      case "ask":
        return await answered(request);
    }
  }

  async function replaced({ id, tables }: Request & { type: "tables" }): Promise<Response> {
    await pause();
    if (signal?.aborted) return { type: "rejected", id, problem: { code: "crashed" } };
    try {
      setTables(tables);
      return { type: "replaced", id };
    } catch (error) {
      return { type: "rejected", id, problem: problemOf(error) };
    }
  }

  async function classified(request: Request & { type: "classify" }): Promise<Response> {
    const { id, text } = request;
    await pause();
    if (signal?.aborted) return { type: "rejected", id, problem: { code: "crashed" } };
    try {
      return { type: "result", id, analysis: classify(text) as Analysis };
    } catch (error) {
      return { type: "rejected", id, problem: problemOf(error, text) };
    }
  }

  async function answered({ id, ask }: Request & { type: "ask" }): Promise<Response> {
    await pause();
    if (signal?.aborted) return { type: "rejected", id, problem: { code: "crashed" } };
    try {
      return { type: "answered", id, answers: answersTo(ask) };
    } catch (error) {
      return { type: "rejected", id, problem: problemOf(error) };
    }
  }

  function answersTo(ask: Ask): readonly unknown[] {
    switch (ask.what) {
      case "reporting":
        return ask.cases.map((one) => reporting(one));
      case "veris":
        return ask.cases.map(([one, context]) => veris(one, context));
      case "tables":
        return [builtInTables()];
      case "lists":
        return tableLists(ask.file, ask.text);
    }
  }

  async function load(request: Request & { type: "load" }): Promise<Response> {
    const watch = new PolicyWatch();
    try {
      await loadAll(request.module, request.dictionary, watch);
      return { type: "ready", version: version() };
    } catch (error) {
      const problem: Problem =
        error instanceof Failure ? error.problem : { code: "core", detail: detailOf(error) };
      return { type: "failed", problem };
    } finally {
      watch.end();
    }
  }

  async function loadAll(module: Asset, dictionary: Asset, watch: PolicyWatch): Promise<void> {
    if (typeof WebAssembly !== "object") throw new Failure({ code: "no_webassembly" });
    const refusal = await watch.webAssembly();
    if (refusal) throw new Failure({ code: "policy", refusal });
    if (typeof DecompressionStream !== "function") throw new Failure({ code: "no_decompression" });
    const total = (module.bytes ?? 0) + (dictionary.bytes ?? 0);
    let loaded = 0;
    const onBytes = (count: number) => {
      loaded += count;
      if (!signal?.aborted) send({ type: "progress", loaded, total });
    };
    const [code, words] = await Promise.all([
      contentOf(module, watch, onBytes),
      contentOf(dictionary, watch, onBytes),
    ]);
    await pause();
    signal?.throwIfAborted();
    try {
      await init({ module_or_path: code });
    } catch (error) {
      if (error instanceof RangeError) throw new Failure({ code: "memory" });
      throw new Failure({ code: "module", file: module.name, detail: detailOf(error) });
    }
    await pause();
    signal?.throwIfAborted();
    try {
      loadDictionary(words);
    } catch (error) {
      // What is wrong with a dictionary is an error of ours; it stops the program only where it has no room.
      if (error instanceof WebAssembly.RuntimeError) throw new Failure({ code: "memory" });
      throw new Failure({ code: "dictionary", file: dictionary.name, detail: detailOf(error) });
    }
  }
}

/** The file's content, decompressed here unless the server's Content-Encoding had it done already. */
async function contentOf(
  asset: Asset,
  watch: PolicyWatch,
  onBytes: (count: number) => void,
): Promise<Uint8Array> {
  const body = await open(asset, watch);
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const [head, rest] = body.tee();
    const compressed = await startsLikeGzip(head);
    const stream: ReadableStream<Uint8Array> = compressed
      ? rest.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair)
      : rest;
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      length += value.length;
      if (length > (asset.bytes ?? Number.POSITIVE_INFINITY)) {
        throw new RangeError("longer than it was built");
      }
      onBytes(value.length);
    }
  } catch {
    throw new Failure({ code: "truncated", file: asset.name });
  }
  if (length !== (asset.bytes ?? length))
    throw new Failure({ code: "truncated", file: asset.name });
  return joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const content = new Uint8Array(length);
  let filled = 0;
  for (const piece of pieces) {
    content.set(piece, filled);
    filled += piece.length;
  }
  return content;
}

async function open(asset: Asset, watch: PolicyWatch): Promise<ReadableStream<Uint8Array>> {
  const { source, name } = asset;
  if (source === null) throw new Failure({ code: "network", file: name });
  if (typeof source !== "string") return streamOf(source);
  let response: globalThis.Response;
  try {
    response = await fetch(source);
  } catch {
    const refusal = URL.canParse(source) ? await watch.fetch(source, name) : null;
    if (refusal) throw new Failure({ code: "policy", refusal });
    throw new Failure({ code: "network", file: name });
  }
  if (!response.ok || !response.body) {
    throw new Failure({ code: "http", file: name, status: response.status });
  }
  return response.body;
}

async function startsLikeGzip(stream: ReadableStream<Uint8Array>): Promise<boolean> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  // Not awaited: a branch of a tee is cancelled for good only when the other one is, too.
  void reader.cancel();
  return value?.[0] === 0x1f && value[1] === 0x8b;
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problemOf(error: unknown, text = ""): Problem {
  const { code, errors } = (error instanceof Error ? error : {}) as {
    code?: string;
    errors?: readonly TableError[];
  };
  if (code === undefined) return { code: "crashed" };
  if (code === "text_too_long") {
    return { code, bytes: new TextEncoder().encode(text).length };
  }
  if (errors) return { code: "tables", errors };
  return { code: "core", detail: detailOf(error) };
}
