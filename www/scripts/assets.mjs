// Compresses the WebAssembly and the dictionary for the page, so that any plain file server delivers
// them small: `pkg/jiken_bg.wasm` and `../dictionary/build/ipadic.jdic` into `generated/`.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "fflate";

const root = new URL("../", import.meta.url);

const inputs = {
  module: {
    from: new URL("pkg/jiken_bg.wasm", root),
    to: "jiken.wasm.gz",
    mend: "build it with `cargo xtask build`",
  },
  dictionary: {
    from: new URL("../dictionary/build/ipadic.jdic", root),
    to: "ipadic.jdic.gz",
    mend: "build it with `cargo xtask dictionary`",
  },
};

mkdirSync(new URL("generated/", root), { recursive: true });
const sizes = {};
for (const [part, { from, to, mend }] of Object.entries(inputs)) {
  let content;
  try {
    content = readFileSync(from);
  } catch {
    process.stderr.write(`${fileURLToPath(from)} is missing: ${mend}\n`);
    process.exit(1);
  }
  // Not Node's own: that makes a tenth more of the dictionary, and not the same in every version.
  const packed = gzipSync(content, { level: 9, mtime: 0 });
  writeFileSync(new URL(`generated/${to}`, root), packed);
  sizes[part] = content.length;
  process.stdout.write(`${to}: ${content.length} bytes, ${packed.length} compressed\n`);
}
writeFileSync(new URL("generated/sizes.json", root), `${JSON.stringify(sizes)}\n`);
