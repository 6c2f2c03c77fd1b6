// What is measured of every program alike, in Node and in a browser's worker.

const now = () => performance.now();

/** Milliseconds of one call, over the texts again and again: median and 99th percentile. */
function timed(work, texts) {
  for (const text of texts.slice(0, 5)) work(text);
  const times = [];
  const end = now() + 3_000;
  for (let at = 0; times.length < 100 || (now() < end && times.length < 2_000); at++) {
    const start = now();
    work(texts[at % texts.length]);
    times.push(now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { median: at(0.5), p99: at(0.99), calls: times.length };
}

/** All of it; `work` classifies or splits one text. */
export function measure(work, { single, many }) {
  const articles = single.map((texts) => timed(work, texts));
  // In tenths, of which the median counts: what else the machine does in between is left out.
  const length = Math.ceil(many.length / 10);
  const speeds = [];
  for (let from = 0; from < many.length; from += length) {
    const part = many.slice(from, from + length);
    const characters = part.reduce((sum, text) => sum + [...text].length, 0);
    const start = now();
    for (const text of part) work(text);
    speeds.push((characters * 1_000) / (now() - start));
  }
  speeds.sort((a, b) => a - b);
  return { articles, perSecond: speeds[Math.floor(speeds.length / 2)] };
}
