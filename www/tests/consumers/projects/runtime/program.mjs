// The package where there is no page: in a worker and in the program's own thread, and the element, which
// may be imported without being of any use.

import { caseOf, createClassifier, JikenError } from "jiken";
import { JikenClassifierElement } from "jiken/element";
import * as node from "jiken/node";

const TEXT = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";
const answers = [];

for (const worker of [true, false]) {
  const classifier = await createClassifier({ worker });
  const [first, second] = await Promise.all(
    [TEXT, "本日は晴天なり。"].map((text) => classifier.classify(text)),
  );
  const refused = await classifier
    .setTables({ "causes.toml": "no table" })
    .catch((error) => [error instanceof JikenError, error.code, error.errors[0].file]);
  const { causes, count, reporting } = first.incidents[0];
  const read = caseOf(first.incidents[0]);
  const corrected = { ...read, count: { value: 20_000, unit: "名" } };
  const lacking = await classifier.reporting({}).catch((error) => error.code);
  answers.push({
    mode: classifier.mode,
    cause: causes[0].id,
    count: count.value,
    // Offsets count UTF-16 code units.
    phrase:
      TEXT.slice(causes[0].evidence[0].start, causes[0].evidence[0].end) ===
      causes[0].evidence[0].text,
    none: second.incidents.length,
    refused,
    judgedAlike: JSON.stringify(await classifier.reporting(read)) === JSON.stringify(reporting),
    duties: [reporting, await classifier.reporting(corrected)].map(({ duties }) => duties.length),
    veris: Object.keys(
      (await classifier.veris(read, { id: "a", year: 2026, notes: null, corrected: [] })).action,
    ),
    lacking,
  });
  if (!worker) classifier.close();
}

const missing = await createClassifier({ assets: { dictionary: "./no-such.jdic.gz" } }).catch(
  (error) => error.code,
);
console.log(
  JSON.stringify({
    answers,
    missing,
    same: node.createClassifier === createClassifier,
    element: typeof JikenClassifierElement,
    dom: typeof globalThis.document,
  }),
);
// The worker of the first classifier is still there: it must not keep the program from ending.
