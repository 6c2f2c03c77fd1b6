// A page that a bundler builds: the element, and beside it a classifier of its own.

import { createClassifier } from "jiken";
import "jiken/element";

const causes = ({ incidents }) => incidents.map((incident) => incident.causes[0].id).join(" ");

document.querySelector("jiken-classifier").addEventListener("jiken-result", ({ detail }) => {
  document.querySelector("#element").value = causes(detail);
});

async function classifyByItself() {
  // `?assets=…` names the files explicitly, as a page does whose bundler knows nothing of them.
  const assets = new URLSearchParams(location.search).get("assets") ?? undefined;
  const classifier = await createClassifier({ assets });
  return causes(await classifier.classify("架空市は、職員が住民120名の名簿を紛失したと発表した。"));
}

void classifyByItself()
  .catch((error) => `${error.code}: ${error.message}`)
  .then((answer) => {
    document.querySelector("#client").value = answer;
  });
