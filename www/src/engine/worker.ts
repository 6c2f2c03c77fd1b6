// The worker: fetches the code and the dictionary, then classifies one text after another.
// It is a file of its own so that neither decompression nor classification ever stalls typing.

import init, { classify, loadDictionary, version } from "../../pkg/jiken.js";
import type { Analysis } from "../analysis";
import type { Asset, Problem, Request, Response } from "./protocol";

class Failure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

function send(message: Response): void {
  self.postMessage(message);
}

/** The file's content, decompressed here unless the server's Content-Encoding had it done already. */
async function fetchAsset(asset: Asset, onBytes: (count: number) => void): Promise<Uint8Array> {
  let response: globalThis.Response;
  try {
    response = await fetch(asset.url);
  } catch {
    throw new Failure({ code: "network", file: asset.name });
  }
  if (!response.ok || !response.body) {
    throw new Failure({ code: "http", file: asset.name, status: response.status });
  }
  const content = new Uint8Array(asset.bytes);
  let filled = 0;
  try {
    const [head, rest] = response.body.tee();
    const compressed = await startsLikeGzip(head);
    const stream: ReadableStream<Uint8Array> = compressed
      ? rest.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair)
      : rest;
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > content.length) throw new RangeError("longer than it was built");
      content.set(value, filled);
      filled += value.length;
      onBytes(value.length);
    }
  } catch {
    throw new Failure({ code: "truncated", file: asset.name });
  }
  if (filled !== content.length) throw new Failure({ code: "truncated", file: asset.name });
  return content;
}

async function startsLikeGzip(stream: ReadableStream<Uint8Array>): Promise<boolean> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  // Not awaited: a branch of a tee is cancelled for good only when the other one is, too.
  void reader.cancel();
  return value?.[0] === 0x1f && value[1] === 0x8b;
}

async function load(module: Asset, dictionary: Asset): Promise<void> {
  if (typeof WebAssembly !== "object") throw new Failure({ code: "no_webassembly" });
  if (typeof DecompressionStream !== "function") throw new Failure({ code: "no_decompression" });
  const total = module.bytes + dictionary.bytes;
  let loaded = 0;
  const onBytes = (count: number) => {
    loaded += count;
    send({ type: "progress", loaded, total });
  };
  const [code, words] = await Promise.all([
    fetchAsset(module, onBytes),
    fetchAsset(dictionary, onBytes),
  ]);
  try {
    await init({ module_or_path: code });
  } catch (error) {
    throw new Failure({ code: "module", file: module.name, detail: detailOf(error) });
  }
  try {
    loadDictionary(words);
  } catch (error) {
    throw new Failure({ code: "dictionary", file: dictionary.name, detail: detailOf(error) });
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problemOf(error: unknown, text: string): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "text_too_long") {
    return { code: "text_too_long", bytes: new TextEncoder().encode(text).length };
  }
  if (code === undefined) return { code: "crashed" };
  return { code: "core", detail: detailOf(error) };
}

self.addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  if (data.type === "load") {
    try {
      await load(data.module, data.dictionary);
      send({ type: "ready", version: version() });
    } catch (error) {
      const problem: Problem =
        error instanceof Failure ? error.problem : { code: "core", detail: detailOf(error) };
      send({ type: "failed", problem });
    }
    return;
  }
  try {
    send({ type: "result", id: data.id, analysis: classify(data.text) as Analysis });
  } catch (error) {
    send({ type: "rejected", id: data.id, problem: problemOf(error, data.text) });
  }
});
