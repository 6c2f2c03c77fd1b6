// What the types promise, for a page. Every `@ts-expect-error` is an error that they must find.

import {
  type Analysis,
  type Classifier,
  caseOf,
  createClassifier,
  type ErrorCode,
  JikenError,
} from "jiken";
import type { JikenClassifierElement } from "jiken/element";

export async function client(): Promise<string[]> {
  const classifier: Classifier = await createClassifier({
    assets: { module: new Uint8Array(), dictionary: new URL("https://example.test/a.gz") },
    worker: false,
    tables: { "causes.toml": "" },
    onProgress: ({ loaded, total }) => loaded / total,
  });
  const analysis: Analysis = await classifier.classify("", { signal: AbortSignal.timeout(1) });
  for (const incident of analysis.incidents) {
    const { duties } = await classifier.reporting({ ...caseOf(incident), status: "denied" });
    duties.length satisfies number;
    // @ts-expect-error VERIS needs a name and a year
    void classifier.veris(caseOf(incident), {});
  }
  // @ts-expect-error a text is a string
  void classifier.classify(7);
  // @ts-expect-error there is no such option
  void createClassifier({ asset: "" });
  // @ts-expect-error a worker is started from an address
  void createClassifier({ assets: { worker: new Uint8Array() } });
  // @ts-expect-error it can only be read
  classifier.mode = "worker";
  return analysis.incidents.flatMap(({ causes, count }) => {
    // @ts-expect-error an incident need not have a count
    count.value.toFixed();
    return causes.map(({ id, confidence }) => `${id satisfies string} ${confidence.toFixed(2)}`);
  });
}

export function page(): void {
  const element = document.createElement("jiken-classifier");
  element satisfies JikenClassifierElement satisfies HTMLElement;
  element.language = "en";
  // @ts-expect-error there are two languages
  element.language = "fr";
  element.assets = "/jiken/assets";
  element.addEventListener(
    "jiken-result",
    ({ detail }) => detail.incidents.length satisfies number,
  );
  element.addEventListener(
    "jiken-ready",
    ({ detail }) => detail.mode satisfies "worker" | "main-thread",
  );
  element.addEventListener("jiken-error", ({ detail: { code, errors } }) => {
    code satisfies ErrorCode;
    // @ts-expect-error there is no such code
    if (code === "no_such_code") errors.map(({ file, entry }) => `${file}: ${entry}`);
  });
  element.addEventListener("click", (event) => event.clientX);
  void element.setTables(null);
  // @ts-expect-error only the element says what it found
  element.analysis = null;
}

export const isOurs = (error: unknown): boolean => error instanceof JikenError;
