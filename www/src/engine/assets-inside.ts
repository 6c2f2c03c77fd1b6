// The single file's code, dictionary and worker: all inside the page (`scripts/single-file.ts` puts them
// there), because a page that was opened from a disk may fetch nothing.

import sizes from "../../generated/sizes.json";
import { bytesInside, textInside } from "../inside";
import type { Asset } from "./protocol";
import workerName from "./worker?worker&url";

/** Its name, for error messages; asking for it is also what has it built. */
const NAME = `\n//# sourceURL=${workerName}`;

/** In a page from a disk Chromium starts no module from a blob. */
export const WORKER_TYPE: WorkerType = "classic";
export const WORKER_ADDRESS = URL.createObjectURL(
  new Blob([textInside("worker"), NAME], { type: "text/javascript" }),
);

export function assets(): { readonly module: Asset; readonly dictionary: Asset } {
  return {
    module: asset("module", sizes.module),
    dictionary: asset("dictionary", sizes.dictionary),
  };
}

function asset(id: "module" | "dictionary", bytes: number): Asset {
  return { source: bytesInside(id), name: `jiken.html (${id})`, bytes };
}
