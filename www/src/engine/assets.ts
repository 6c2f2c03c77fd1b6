// Where the build put the code, the dictionary and the worker; `scripts/assets.mjs` compresses the first
// two beforehand. In the single file `assets-inside.ts` stands in the place of this one.

import dictionaryUrl from "../../generated/ipadic.jdic.gz?url";
import moduleUrl from "../../generated/jiken.wasm.gz?url";
import sizes from "../../generated/sizes.json";
import type { Asset } from "./protocol";
import workerUrl from "./worker?worker&url";

export const WORKER_TYPE: WorkerType = "module";
export const WORKER_ADDRESS = new URL(workerUrl, import.meta.url).href;

export function assets(): { readonly module: Asset; readonly dictionary: Asset } {
  return {
    module: asset(moduleUrl, sizes.module),
    dictionary: asset(dictionaryUrl, sizes.dictionary),
  };
}

function asset(url: string, bytes: number): Asset {
  const { href, pathname } = new URL(url, import.meta.url);
  return { source: href, name: pathname.split("/").at(-1) ?? pathname, bytes };
}
