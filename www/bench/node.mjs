// One program in Node, in a process of its own: `node node.mjs NAME` prints JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { measure } from "./measure.mjs";
import { texts } from "./texts.mjs";

const require = createRequire(import.meta.url);
const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const dictionary = () => gunzipSync(read("www/generated/ipadic.jdic.gz"));

const LOAD = {
  async jiken() {
    const jiken = await import(new URL("www/pkg/jiken.js", root));
    jiken.initSync({ module: read("www/pkg/jiken_bg.wasm") });
    jiken.loadDictionary(dictionary());
    return jiken.classify;
  },
  async lindera() {
    const lindera = await import(new URL("target/bench/lindera/jiken_bench.js", root));
    lindera.initSync({ module: read("target/bench/lindera/jiken_bench_bg.wasm") });
    lindera.loadWords(dictionary());
    return lindera.countWords;
  },
  async ipadic() {
    const { TokenizerBuilder } = require("lindera-wasm-nodejs-ipadic");
    const builder = new TokenizerBuilder();
    builder.setDictionary("embedded://ipadic");
    builder.setMode("normal");
    const tokenizer = builder.build();
    return (text) => tokenizer.tokenize(text);
  },
  async kuromoji() {
    const kuromoji = require("kuromoji");
    const dicPath = new URL("node_modules/kuromoji/dict", import.meta.url).pathname;
    const tokenizer = await new Promise((resolve, reject) =>
      kuromoji.builder({ dicPath }).build((error, made) => (error ? reject(error) : resolve(made))),
    );
    return (text) => tokenizer.tokenize(text);
  },
  async budoux() {
    const { loadDefaultJapaneseParser } = await import("budoux");
    const parser = loadDefaultJapaneseParser();
    return (text) => parser.parse(text);
  },
};

const FIRST = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";

const all = texts();
const start = performance.now();
const work = await LOAD[process.argv[2]]();
work(FIRST);
const first = performance.now() - start;
const measured = measure(work, all);
globalThis.gc?.();
const result = { first, ...measured, memory: process.memoryUsage().rss };
process.stdout.write(`${JSON.stringify(result)}\n`);
