// The results as tables in Markdown and as a chart.

import { PROGRAMS } from "./programs.mjs";
import { LENGTHS } from "./texts.mjs";

const MB = 1_000_000;
const fixed = (value, digits) => value.toFixed(digits);
const milliseconds = (value) => fixed(value, value < 10 ? 2 : 0);
const speed = (perSecond) => fixed(perSecond / MB, 2);
const spread = ({ median, p99 }) => `${milliseconds(median)} (${milliseconds(p99)})`;
const row = (cells) => `| ${cells.join(" | ")} |\n`;
const head = (cells) => row(cells) + row(cells.map(() => "---"));
const thousands = (number) => number.toLocaleString("en");

/** Everything that was measured, with the ratios that the project holds itself to. */
export function table({ date, machine, node, native, inNode, chromium }) {
  const names = Object.keys(PROGRAMS);
  const articles = LENGTHS.map((length) => `${thousands(length)} characters, ms`);
  let text = `Measured on ${date}, ${machine}, in one run. In brackets the 99th percentile.\n\n`;
  text += "In Chromium, each program in a worker:\n\n";
  const start = ["MB fetched", "first result, ms", "again, from the cache, ms"];
  text += head(["program", "does", ...start, ...articles, "million characters/s", "MB of memory"]);
  for (const name of names) {
    const { title, does } = PROGRAMS[name];
    const program = chromium.programs[name];
    text += row([
      title,
      does,
      fixed(program.bytes / MB, 2),
      milliseconds(program.cold),
      milliseconds(program.warm),
      ...program.articles.map(spread),
      speed(program.perSecond),
      fixed(program.memory / MB, 0),
    ]);
  }
  const { page } = chromium;
  text += `\nThe page itself, from the navigation to the first card: ${fixed(page.bytes / MB, 2)} MB, `;
  text += `${milliseconds(page.cold)} ms, from the cache ${milliseconds(page.warm)} ms.\n`;
  text += `\nIn Node ${node}, each program in a process of its own:\n\n`;
  text += head([
    "program",
    "first result, ms",
    ...articles,
    "million characters/s",
    "MB of memory",
  ]);
  for (const name of names) {
    const program = inNode[name];
    text += row([
      PROGRAMS[name].title,
      milliseconds(program.first),
      ...program.articles.map(spread),
      speed(program.perSecond),
      fixed(program.memory / MB, 0),
    ]);
  }
  text += "\nNatively:\n\n";
  text += head(["program", "million characters/s"]);
  text += row(["jiken, one core", speed(native.jiken)]);
  text += row([`jiken, all ${native.cores} cores`, speed(native.jiken_all_cores)]);
  text += row(["lindera’s own segmentation, one core", speed(native.lindera)]);
  const words = `a plain Aho-Corasick scan for ${thousands(native.aho_corasick_words)} words, one core`;
  text += row([words, speed(native.aho_corasick)]);
  text += "\nNanoseconds a character in one text of: ";
  text += `${native.linearity.map(([bytes, ns]) => `${thousands(bytes)} bytes ${fixed(ns, 0)}`).join(", ")}.\n`;
  text += "\nRatios of this run:\n\n";
  text += head(["what", "ratio"]);
  for (const [what, ratio] of ratios({ native, inNode, chromium })) {
    text += row([what, fixed(ratio, 2)]);
  }
  return text;
}

/** What issues and the README speak of. */
export function ratios({ native, inNode, chromium }) {
  const { jiken, lindera, ipadic, kuromoji } = chromium.programs;
  return [
    ["classification to kuromoji’s tokenisation, Chromium", jiken.perSecond / kuromoji.perSecond],
    ["the same, Node", inNode.jiken.perSecond / inNode.kuromoji.perSecond],
    ["classification to lindera’s own segmentation, Chromium", jiken.perSecond / lindera.perSecond],
    ["the same, Node", inNode.jiken.perSecond / inNode.lindera.perSecond],
    ["the same, native", native.jiken / native.lindera],
    ["native to kuromoji in Node", native.jiken / inNode.kuromoji.perSecond],
    ["lindera-wasm’s bytes to jiken’s", ipadic.bytes / jiken.bytes],
    ["kuromoji’s bytes to jiken’s", kuromoji.bytes / jiken.bytes],
    ["first result, cold: jiken’s time to lindera-wasm’s", jiken.cold / ipadic.cold],
    ["all cores to one", native.jiken_all_cores / native.jiken],
  ];
}

const CHART = { width: 860, bar: 22, gap: 12, left: 250, right: 90, top: 34 };

/** Bars of what a visitor notices: bytes, the start, the speed. */
export function chart({ chromium, date }) {
  const names = Object.keys(PROGRAMS);
  const panels = [
    ["MB fetched before the first result", ({ bytes }) => bytes / MB, 2],
    ["ms to the first result, cold", ({ cold }) => cold, 0],
    ["million characters a second", ({ perSecond }) => perSecond / MB, 2],
  ];
  const { width, bar, gap, left, right, top } = CHART;
  const panelHeight = top + names.length * (bar + gap) + 16;
  const body = panels.map(([title, value, digits], at) => {
    const values = names.map((name) => value(chromium.programs[name]));
    const largest = Math.max(...values);
    const y = at * panelHeight;
    const bars = names.map((name, index) => {
      const length = Math.max(1, ((width - left - right) * values[index]) / largest);
      const from = y + top + index * (bar + gap);
      const middle = from + bar * 0.72;
      return [
        `<text x="${left - 10}" y="${middle}" text-anchor="end">${PROGRAMS[name].title}</text>`,
        `<rect x="${left}" y="${from}" width="${fixed(length, 1)}" height="${bar}" class="${name === "jiken" ? "own" : "peer"}"/>`,
        `<text x="${fixed(left + length + 8, 1)}" y="${middle}">${fixed(values[index], digits)}</text>`,
      ].join("");
    });
    return `<text x="0" y="${y + 20}" class="title">${title}</text>${bars.join("")}`;
  });
  const height = panels.length * panelHeight + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="jiken beside its peers in Chromium">
<style>svg{background:#fff}text{font:14px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.own{fill:#0b6e75}.peer{fill:#b6c2c9}</style>
${body.join("\n")}
<text x="0" y="${height - 8}">jiken classifies, the others split into words or phrases. Chromium, ${date}; cargo xtask bench</text>
</svg>
`;
}
