// What the package finds around it in Node.js, Deno and Bun.

import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Core, WorkerEvents } from "../engine/connection";
import type { Asset, Request } from "../engine/protocol";

export const NAMES = {
  module: "jiken.wasm.gz",
  dictionary: "ipadic.jdic.gz",
  worker: "worker-node.js",
} as const;

export const OWN = {
  module: new URL("./assets/jiken.wasm.gz", import.meta.url).href,
  dictionary: new URL("./assets/ipadic.jdic.gz", import.meta.url).href,
  worker: new URL("./assets/worker-node.js", import.meta.url).href,
} as const;

export const BASE = () => pathToFileURL("./").href;

/** A file is read here, because `fetch` reads none; everything else is fetched. */
export function open(address: string, bytes: number | null): Asset {
  const url = new URL(address);
  const name = url.pathname.split("/").at(-1) || address;
  if (url.protocol !== "file:") return { source: address, name, bytes };
  let source: Uint8Array<ArrayBuffer> | null = null;
  try {
    source = new Uint8Array(readFileSync(url));
  } catch {
    // The core says which file it cannot have.
  }
  return { source, name: fileURLToPath(url), bytes };
}

export function startWorker(address: string, { onMessage, onError }: WorkerEvents): Core | null {
  try {
    const worker = new Worker(new URL(address), { name: "jiken" });
    let waits = 0;
    // A worker that has nothing to do does not keep the program from ending.
    const count = (step: number) => {
      waits += step;
      if (waits > 0) worker.ref();
      else worker.unref();
    };
    worker.on("message", (message) => {
      if (message.type !== "progress") count(-1);
      onMessage(message);
    });
    worker.on("error", onError);
    return {
      post: (request: Request) => {
        count(1);
        worker.postMessage(request);
      },
      close: () => {
        void worker.terminate();
      },
    };
  } catch {
    return null;
  }
}
