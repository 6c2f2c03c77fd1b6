const { readFileSync } = require("node:fs");
const { createClassifier } = require("jiken");

// The bytes in hand, in the place of the package's own files.
const bytes = (name) => readFileSync(require.resolve(`jiken/assets/${name}`));
const assets = { module: bytes("jiken.wasm.gz"), dictionary: bytes("ipadic.jdic.gz") };

createClassifier({ assets }).then(async (classifier) => {
  const { incidents } = await classifier.classify(
    "架空市は、職員が住民120名の名簿を紛失したと発表した。",
  );
  console.log(JSON.stringify({ mode: classifier.mode, cause: incidents[0].causes[0].id }));
});
