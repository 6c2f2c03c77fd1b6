// Where the build put the code and the dictionary; `scripts/assets.mjs` compresses both beforehand.

import dictionaryUrl from "../../generated/ipadic.jdic.gz?url";
import moduleUrl from "../../generated/jiken.wasm.gz?url";
import sizes from "../../generated/sizes.json";
import type { Asset } from "./protocol";

function asset(url: string, bytes: number): Asset {
  const address = new URL(url, import.meta.url);
  return { url: address.href, name: address.pathname.split("/").at(-1) ?? address.pathname, bytes };
}

export const ASSETS = {
  module: asset(moduleUrl, sizes.module),
  dictionary: asset(dictionaryUrl, sizes.dictionary),
} as const;
