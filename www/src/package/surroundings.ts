// What the package finds around it in a browser. The build puts `surroundings-node.ts` in the place of this
// file for Node.js.

import type { WorkerEvents } from "../engine/connection";
import type { Asset } from "../engine/protocol";
import { startWorker as start } from "../engine/worker-start";

export const NAMES = {
  module: "jiken.wasm.gz",
  dictionary: "ipadic.jdic.gz",
  worker: "worker.js",
} as const;

/** The files beside this code; Vite and webpack read these lines and take the files along. */
export const OWN = {
  module: new URL("./assets/jiken.wasm.gz", import.meta.url).href,
  dictionary: new URL("./assets/ipadic.jdic.gz", import.meta.url).href,
  worker: new URL("./assets/worker.js", import.meta.url).href,
} as const;

/** Where addresses that are not absolute begin. */
export const BASE = () => globalThis.document?.baseURI ?? globalThis.location?.href;

export function open(address: string, bytes: number | null): Asset {
  return { source: address, name: address.split(/[?#]/)[0]?.split("/").at(-1) || address, bytes };
}

export function startWorker(address: string, events: WorkerEvents) {
  // A worker runs what it is given: only the page's own files.
  if (new URL(address).origin !== globalThis.location?.origin) return null;
  return start(address, "module", events);
}
