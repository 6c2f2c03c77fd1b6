// The files of every program, compressed as a good server sends them, with an account of what was sent.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

const FOLDERS = {
  bench: new URL("./", import.meta.url),
  node_modules: new URL("node_modules/", import.meta.url),
  pkg: new URL("../pkg/", import.meta.url),
  generated: new URL("../generated/", import.meta.url),
  lindera: new URL("../../target/bench/lindera/", import.meta.url),
  dist: new URL("../../dist/", import.meta.url),
};

const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  mjs: "text/javascript",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

export async function serve() {
  const ready = new Map();
  const file = (path) => {
    const [, folder, ...rest] = path.split("/");
    const from = FOLDERS[folder] && new URL(rest.join("/") || "index.html", FOLDERS[folder]);
    if (!from || !existsSync(from)) return null;
    const content = readFileSync(from);
    const packed = path.endsWith(".gz") ? content : gzipSync(content, { level: 9 });
    return { content: packed, encoded: !path.endsWith(".gz") };
  };
  let sent = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (!ready.has(pathname)) ready.set(pathname, file(pathname));
    const found = ready.get(pathname);
    if (!found) return response.writeHead(404).end();
    const type = TYPES[pathname.split(".").pop()] ?? "application/octet-stream";
    response.writeHead(200, {
      "Content-Type": pathname.endsWith("/") ? TYPES.html : type,
      "Content-Length": found.content.length,
      "Cache-Control": "public, max-age=31536000, immutable",
      // For the measuring of memory.
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      ...(found.encoded && { "Content-Encoding": "gzip" }),
    });
    // What measures is not counted.
    if (!pathname.startsWith("/bench/")) sent += found.content.length;
    response.end(found.content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    /** The bytes sent since it was asked last. */
    sent() {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    close: () => server.close(),
  };
}
