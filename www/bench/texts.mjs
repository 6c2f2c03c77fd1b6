// The texts that everything is measured on: those of tests/corpus/ that rules may be fitted to.

import { readFileSync } from "node:fs";

const CORPUS = new URL("../../tests/corpus/", import.meta.url);

/** The lengths, in characters, of the single articles that are timed. */
export const LENGTHS = [300, 2_000, 20_000];

const THROUGHPUT_BYTES = 5_000_000;

function corpus() {
  const rows = ["short", "long", "roundups"].flatMap((name) =>
    readFileSync(new URL(`${name}.jsonl`, CORPUS), "utf8")
      .trimEnd()
      .split("\n")
      .map(JSON.parse),
  );
  return rows.filter((row) => row.part === "dev").map((row) => row.text);
}

/** Twenty different texts of each length, and articles of 5 MB together. */
export function texts() {
  const articles = corpus();
  const all = [...articles.join("\n\n")];
  const single = LENGTHS.map((length) =>
    Array.from({ length: 20 }, (_, at) => {
      const start = Math.floor(((all.length - length) * at) / 20);
      return all.slice(start, start + length).join("");
    }),
  );
  const many = [];
  for (let bytes = 0, at = 0; bytes < THROUGHPUT_BYTES; at++) {
    const article = articles[at % articles.length];
    many.push(article);
    bytes += Buffer.byteLength(article);
  }
  return { single, many };
}
