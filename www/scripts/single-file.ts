// Puts the whole page into one file that works where it lies, opened from a disk or sent by mail: the
// program, the worker, the WebAssembly, the dictionary and the licences. Its own policy lets the browser
// see to it that nothing is fetched and nothing leaves.

import { createHash } from "node:crypto";
import { gzipSync } from "fflate";
import { toBase85 } from "../src/base85.ts";

export interface Parts {
  /** The built page, which still names its files. */
  readonly page: string;
  readonly program: string;
  readonly worker: string;
  readonly icon: string;
  readonly licences: string;
  /** Compressed. */
  readonly module: Uint8Array;
  readonly dictionary: Uint8Array;
}

export function singleFile(parts: Parts): string {
  const program = inScript(parts.program);
  // In this order a file that was cut short can still say so: a module runs when the rest has been read.
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy(program)}">`,
    inert("worker", parts.worker),
    `<script type="module">${program}</script>`,
  ];
  const body = [
    inert("module", toBase85(parts.module)),
    inert("dictionary", toBase85(parts.dictionary)),
    inert("licences", toBase85(gzipSync(Buffer.from(parts.licences), { level: 9, mtime: 0 }))),
  ];
  const icon = `data:image/svg+xml,${encodeURIComponent(parts.icon)}`;
  return [
    [/<meta charset="utf-8">/, `$&\n    ${verbatim(head[0])}`],
    [/\s*<script type="module"[^>]*\bsrc="[^"]*"[^>]*><\/script>/, ""],
    [/(<link rel="icon" href=)"[^"]*"/, `$1"${icon}"`],
    [/\s*<\/head>/, `\n${verbatim(head.slice(1).join("\n"))}\n  </head>`],
    [/\s*<\/body>/, `\n${verbatim(body.join("\n"))}\n  </body>`],
  ].reduce((page, [from, to]) => {
    if (!(from as RegExp).test(page)) throw new Error(`index.html has no ${from}`);
    return page.replace(from as RegExp, to as string);
  }, parts.page);
}

/** Nothing from elsewhere, nothing to elsewhere; this very program, and the worker that it makes. */
function policy(program: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash(program)}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "connect-src 'none'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

function hash(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}

/** Text that the page reads; the browser does not run it. */
function inert(id: string, text: string): string {
  return `<script type="text/plain" id="jiken-${id}">${inScript(text)}</script>`;
}

/**
 * A program's text as it may stand in a script element. Both sequences that would end it occur in strings
 * and templates only, where a backslash changes nothing.
 */
function inScript(text: string): string {
  return text.replace(/<(?=\/script|!--)/gi, "\\x3c");
}

/** A replacement in which `$` stands for itself. */
function verbatim(text: string | undefined): string {
  return (text ?? "").replaceAll("$", "$$$$");
}
