import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { licences } from "./scripts/licences.ts";

/**
 * The page hands the module's bytes to the bindings itself, compressed as they come; without this the
 * bindings' own default would put a second, uncompressed copy into the build.
 */
function withoutDefaultModule(): Plugin {
  return {
    name: "jiken-without-default-module",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/pkg/jiken.js")) return null;
      return code.replace(/new URL\(['"]jiken_bg\.wasm['"], import\.meta\.url\)/, "undefined");
    },
  };
}

/** The licences of what is shipped, beside the page. */
function withLicences(): Plugin {
  return {
    name: "jiken-with-licences",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
      this.emitFile({ type: "asset", fileName: "licences.txt", source: licences(modules) });
    },
  };
}

/** A `.gz` beside every text file, for servers that look for one. */
function withCompressedCopies(): Plugin {
  return {
    name: "jiken-with-compressed-copies",
    enforce: "post",
    apply: "build",
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (!/\.(js|css|html|svg|txt)$/.test(name)) continue;
        const source = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 });
        this.emitFile({ type: "asset", fileName: `${name}.gz`, source });
      }
    },
  };
}

/** `assets/jiken-HASH.wasm.gz`, so that the ending still tells what the file is. */
function hashBeforeExtensions({ names }: { names: string[] }): string {
  const [, stem, extensions] = /^([^.]*)(.*)$/.exec(names[0] ?? "") ?? [];
  return `assets/${stem}-[hash]${extensions}`;
}

export default defineConfig({
  base: "./",
  plugins: [withoutDefaultModule(), withLicences(), withCompressedCopies()],
  worker: { format: "es", plugins: () => [withoutDefaultModule()] },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { assetFileNames: hashBeforeExtensions } },
  },
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node" } },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
