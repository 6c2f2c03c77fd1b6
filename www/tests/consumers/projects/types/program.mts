import { createClassifier, type Mode } from "jiken";
import { createClassifier as same } from "jiken/node";

export const mode: Mode = (await createClassifier()).mode;
same satisfies typeof createClassifier;
