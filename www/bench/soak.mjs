// So many articles through one WebAssembly instance: its memory must not grow with their number. Prints JSON
// with the memory after each tenth of them: `node soak.mjs [ARTICLES]`.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as jiken from "../pkg/jiken.js";
import { texts } from "./texts.mjs";

const articles = Number(process.argv[2] ?? 200_000);
const read = (path) => readFileSync(new URL(path, import.meta.url));
const { memory } = jiken.initSync({ module: read("../pkg/jiken_bg.wasm") });
jiken.loadDictionary(gunzipSync(read("../generated/ipadic.jdic.gz")));
// Two thirds in brief, as most news are, the others of any length.
const { many } = texts();
const brief = many.filter((text) => text.length < 300);
const megabytes = (bytes) => Math.round(bytes / 1e5) / 10;
const after = [];
for (let at = 0; at < articles; at++) {
  const from = at % 3 === 2 ? many : brief;
  jiken.classify(from[at % from.length]);
  if ((at + 1) % Math.ceil(articles / 10) === 0) {
    globalThis.gc?.();
    const { rss } = process.memoryUsage();
    after.push({
      articles: at + 1,
      wasm: megabytes(memory.buffer.byteLength),
      process: megabytes(rss),
    });
  }
}
process.stdout.write(`${JSON.stringify(after)}\n`);
