import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { withBindings } from "./scripts/bindings.ts";
import { licences } from "./scripts/licences.ts";
import { singleFile } from "./scripts/single-file.ts";

/** The licences of what is shipped, beside the page. */
function withLicences(): Plugin {
  return {
    name: "jiken-with-licences",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
      this.emitFile({
        type: "asset",
        fileName: "licences.txt",
        source: licences("This page", modules),
      });
    },
  };
}

/**
 * The manifest, and in the service worker every file of the page with the hash of its content, whichever
 * way it comes: a server may send a compressed file so that the browser decompresses it.
 */
function withServiceWorker(): Plugin {
  return {
    name: "jiken-with-service-worker",
    enforce: "post",
    apply: "build",
    generateBundle: {
      // Vite itself still writes the chunks that are loaded later into the program here.
      order: "post",
      handler(_, bundle) {
        const icon = Object.keys(bundle).find((name) => /^assets\/icon-.*\.svg$/.test(name));
        const manifest = {
          name: "jiken",
          description: "日本語の情報セキュリティ事案を読み、原因と情報の種類を取り出します。",
          lang: "ja",
          start_url: "./",
          display: "standalone",
          background_color: "#fcfbf8",
          theme_color: "#24507f",
          icons: [{ src: icon, type: "image/svg+xml", sizes: "any" }],
        };
        const source = `${JSON.stringify(manifest)}\n`;
        this.emitFile({ type: "asset", fileName: "manifest.webmanifest", source });
        const files = Object.values(bundle).flatMap((file) => {
          if (file.fileName === SERVICE_WORKER) return [];
          const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
          const contents = file.fileName.endsWith(".gz")
            ? [content, gunzipSync(content)]
            : [content];
          // Servers redirect from index.html to the folder, and a redirected page is not served from a cache.
          const address = file.fileName === "index.html" ? "./" : file.fileName;
          return [{ address, integrity: contents.map((one) => `sha256-${sha256(one)}`).join(" ") }];
        });
        files.push({ address: "manifest.webmanifest", integrity: `sha256-${sha256(source)}` });
        files.sort((one, other) => (one.address < other.address ? -1 : 1));
        const list = JSON.stringify(files);
        const worker = bundle[SERVICE_WORKER];
        if (worker?.type !== "chunk") this.error(`${SERVICE_WORKER} was not built`);
        worker.code = worker.code
          .replace("__FILES__", () => list)
          .replace("__VERSION__", () => JSON.stringify(sha256(list)));
      },
    },
  };
}

const SERVICE_WORKER = "service-worker.js";

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("base64");
}

/** A `.gz` beside every text file, for servers that look for one. */
function withCompressedCopies(): Plugin {
  return {
    name: "jiken-with-compressed-copies",
    enforce: "post",
    apply: "build",
    generateBundle: {
      // Vite itself still writes the chunks that are loaded later into the program here.
      order: "post",
      handler(_, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (!/\.(js|css|html|svg|txt|webmanifest)$/.test(name)) continue;
          const source = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 });
          this.emitFile({ type: "asset", fileName: `${name}.gz`, source });
        }
      },
    },
  };
}

/** What the page takes from files of their own, the single file takes from within itself. */
function fromInside(): Plugin {
  return {
    name: "jiken-from-inside",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!/\/(assets|licences)$/.test(source)) return null;
      return await this.resolve(`${source}-inside`, importer, { skipSelf: true });
    },
  };
}

/** One file, `jiken.html`, in the place of all others. */
function asSingleFile(): Plugin {
  const generated = (name: string) => readFileSync(new URL(`generated/${name}`, import.meta.url));
  return {
    name: "jiken-as-single-file",
    enforce: "post",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const files = Object.values(bundle);
        const text = (name: RegExp) => {
          const [file, second] = files.filter(({ fileName }) => name.test(fileName));
          if (!file || second) this.error(`not exactly one file is called ${name}`);
          return file.type === "chunk" ? file.code : Buffer.from(file.source).toString();
        };
        const source = singleFile({
          page: text(/^index\.html$/),
          program: text(/^assets\/index-.*\.js$/),
          worker: text(/^assets\/worker-.*\.js$/),
          icon: text(/^assets\/icon-.*\.svg$/),
          licences: text(/^licences\.txt$/),
          module: generated("jiken.wasm.gz"),
          dictionary: generated("ipadic.jdic.gz"),
        });
        for (const name of Object.keys(bundle)) delete bundle[name];
        this.emitFile({ type: "asset", fileName: "jiken.html", source });
      },
    },
  };
}

/** `assets/jiken-HASH.wasm.gz`, so that the ending still tells what the file is. */
function hashBeforeExtensions({ names }: { names: string[] }): string {
  const [, stem, extensions] = /^([^.]*)(.*)$/.exec(names[0] ?? "") ?? [];
  return `assets/${stem}-[hash]${extensions}`;
}

/**
 * For tests in browsers and other programs: on a busy machine, with nothing cached, one of them now and then
 * takes longer than anything should. A test that passes only the second time is marked in the output, and in
 * the summary of `cargo xtask test`.
 */
const IN_BROWSERS = {
  environment: "node",
  retry: 1,
  testTimeout: 120_000,
  hookTimeout: 240_000,
  fileParallelism: false,
  expect: { poll: { timeout: 30_000 } },
} as const;

export default defineConfig(({ mode }) => {
  const single = mode === "single-file";
  return {
    base: "./",
    plugins: [
      withBindings(),
      withLicences(),
      ...(single ? [fromInside(), asSingleFile()] : [withServiceWorker(), withCompressedCopies()]),
    ],
    worker: { format: single ? "iife" : "es", plugins: () => [withBindings()] },
    build: {
      outDir: "../dist",
      // The single file joins the page.
      emptyOutDir: !single,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: single ? "index.html" : ["index.html", "src/offline/service-worker.ts"],
        output: {
          // What is loaded only when asked for stands apart, and has a budget of its own.
          chunkFileNames: "desk/[name]-[hash].js",
          codeSplitting: !single,
          assetFileNames: hashBeforeExtensions,
          entryFileNames: ({ name }) =>
            `${name}.js` === SERVICE_WORKER ? SERVICE_WORKER : "assets/[name]-[hash].js",
        },
      },
    },
    test: {
      projects: [
        { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node" } },
        { test: { ...IN_BROWSERS, name: "engines", include: ["tests/engines/**/*.test.ts"] } },
        {
          test: {
            ...IN_BROWSERS,
            name: "consumers",
            include: ["tests/consumers/*.test.ts"],
            globalSetup: "tests/consumers/setup.ts",
          },
        },
        { test: { ...IN_BROWSERS, name: "e2e", include: ["tests/e2e/**/*.test.ts"] } },
      ],
    },
  };
});
