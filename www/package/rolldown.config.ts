// Builds the package's code into `../target/package/jiken`: once for browsers, the element beside it, once
// for Node.js, and the worker of each. `cargo xtask package` calls it and adds what is not code.

import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type RolldownOptions } from "rolldown";
import { withBindings } from "../scripts/bindings.ts";
import { licences } from "../scripts/licences.ts";

const www = fileURLToPath(new URL("..", import.meta.url));
const OUT = `${www}../target/package/jiken`;

/** What the package finds around it in a browser, it finds otherwise in Node.js. */
function forNode(): Plugin {
  return {
    name: "jiken-for-node",
    async resolveId(source, importer) {
      if (!/\/surroundings$/.test(source)) return null;
      return await this.resolve(`${source}-node`, importer, { skipSelf: true });
    },
  };
}

/** The licences of what is shipped. */
function withLicences(): Plugin {
  return {
    name: "jiken-with-licences",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
      const source = licences("This package", modules);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

/** In the place of Lit's imitation of a DOM: all that importing the element where there is none asks for. */
function withoutDom(): Plugin {
  return {
    name: "jiken-without-dom",
    resolveId: (id) => (id === "@lit-labs/ssr-dom-shim" ? "\0no-dom" : null),
    load: (id) =>
      id === "\0no-dom"
        ? "export const HTMLElement = class {}; export const customElements = undefined;"
        : null,
  };
}

function worker(input: string, file: string, platform: "browser" | "node"): RolldownOptions {
  return {
    cwd: www,
    input,
    platform,
    plugins: [withBindings()],
    output: { file: `${OUT}/assets/${file}`, format: "es", minify: true },
  };
}

function node(file: string, format: "es" | "cjs"): RolldownOptions {
  return {
    cwd: www,
    input: "src/package/index.ts",
    platform: "node",
    plugins: [withBindings(), forNode()],
    output: { file: `${OUT}/${file}`, format, minify: true },
  };
}

export default defineConfig([
  {
    cwd: www,
    input: { index: "src/package/index.ts", element: "src/element/index.ts" },
    platform: "neutral",
    // Lit's build for Node.js runs in a browser as well, and can be imported where there is no DOM.
    resolve: { conditionNames: ["node", "import", "default"] },
    plugins: [withBindings(), withoutDom(), withLicences()],
    output: { dir: OUT, format: "es", minify: true, chunkFileNames: "shared.js" },
  },
  worker("src/engine/worker.ts", "worker.js", "browser"),
  worker("src/package/worker-node.ts", "worker-node.js", "node"),
  node("node.js", "es"),
  node("node.cjs", "cjs"),
]);
