// What `scripts/bindings.ts` makes of wasm-bindgen's module.

import type * as module from "../../pkg/jiken.js";

export function createBindings(): Omit<typeof module, "default" | "initSync"> & {
  readonly init: typeof module.default;
};
