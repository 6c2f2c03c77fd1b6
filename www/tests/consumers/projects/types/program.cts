import jiken = require("jiken");
import node = require("jiken/node");

export async function first(text: string): Promise<string | undefined> {
  const classifier: node.Classifier = await jiken.createClassifier();
  const { incidents } = await classifier.classify(text);
  return incidents[0]?.causes[0]?.id;
}
