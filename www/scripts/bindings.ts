// The bindings that wasm-bindgen wrote, as the engine needs them: a function that makes them afresh. Theirs
// are made once for a whole program, but after a trap only fresh ones may go on, and two classifiers with
// dictionaries of their own must not share one. Their own address of the module goes, too: the engine hands
// them the bytes, and the address alone would put a second, uncompressed copy into a build.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NAME = "jiken:bindings";
const FILE = fileURLToPath(new URL("../pkg/jiken.js", import.meta.url));

/** Replaces what must be there: wasm-bindgen's next version may write it otherwise. */
function replace(code: string, from: string | RegExp, to: string): string {
  const changed = code.replaceAll(from, to);
  if (changed === code) throw new Error(`${FILE} no longer says ${from}`);
  return changed;
}

/** The module's code as a function's body. */
export function asFactory(code: string): string {
  const names = [...code.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  let body = replace(code, /^export function /gm, "function ");
  body = replace(body, "new URL('jiken_bg.wasm', import.meta.url)", "undefined");
  body = replace(body, /^export \{.*\};$/gm, `return { init: __wbg_init, ${names.join(", ")} };`);
  const left = /^(?:import|export)\b.*$/m.exec(body);
  if (left) throw new Error(`${FILE} says more than the engine knows: ${left[0]}`);
  return `export function createBindings() {\n${body}\n}\n`;
}

/** A plugin for Rolldown and Vite; of the types, `src/engine/bindings.d.ts` tells. */
export function withBindings() {
  return {
    name: "jiken-with-bindings",
    resolveId: (id: string) => (id === NAME ? `\0${NAME}` : null),
    load: (id: string) => (id === `\0${NAME}` ? asFactory(readFileSync(FILE, "utf8")) : null),
  };
}
