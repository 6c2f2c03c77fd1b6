// Measures everything in one run, prints a table and writes results.json and the chart:
// `cargo xtask bench` builds what is measured and runs this with what the native program printed.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { inChromium } from "./browser.mjs";
import { PROGRAMS } from "./programs.mjs";
import { chart, table } from "./report.mjs";
import { texts } from "./texts.mjs";

const out = new URL("../../target/bench/", import.meta.url);
mkdirSync(out, { recursive: true });
const all = texts();

function native(program) {
  const file = new URL("texts.json", out);
  writeFileSync(file, JSON.stringify(all.many));
  process.stderr.write("native\n");
  return JSON.parse(execFileSync(program, [fileURLToPath(file)]));
}

function inNode(name) {
  process.stderr.write(`Node: ${name}\n`);
  const script = fileURLToPath(new URL("node.mjs", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", script, name]));
}

const results = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  node: process.versions.node,
  native: native(process.env.JIKEN_BENCH),
  inNode: Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, inNode(name)])),
  chromium: await inChromium(all),
};

writeFileSync(new URL("results.json", out), `${JSON.stringify(results, null, 2)}\n`);
const printed = table(results);
process.stdout.write(`${printed}\n`);
if (process.argv.includes("--save")) {
  const docs = new URL("../../docs/", import.meta.url);
  writeFileSync(new URL("images/benchmark.svg", docs), chart(results));
  writeFileSync(new URL("benchmark.json", docs), `${JSON.stringify(results, null, 2)}\n`);
  const page = new URL("benchmark.md", docs);
  const [before, , after] = readFileSync(page, "utf8").split(/<!-- (?:measured|end) -->\n/);
  writeFileSync(page, `${before}<!-- measured -->\n${printed}<!-- end -->\n${after}`);
}
