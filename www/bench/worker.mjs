// One program in a worker: loaded as its makers would have it loaded, and with what goes faster where there is
// a choice.

const FIRST = "架空商事は、顧客への案内メールを誤送信し、120名の氏名が流出したと発表した。";

const unpacked = async (path) =>
  new Response((await fetch(path)).body.pipeThrough(new DecompressionStream("gzip")));

/** A module's memory, which Chromium does not count. */
let memory;

/** A module of jiken's own build, with its dictionary beside it. */
async function withDictionary(script, load, wasm) {
  const headers = { "Content-Type": "application/wasm" };
  const [bindings, dictionary] = await Promise.all([
    import(script).then(async (bindings) => {
      const compressed = wasm.endsWith(".gz");
      const code = compressed
        ? new Response((await unpacked(wasm)).body, { headers })
        : fetch(wasm);
      memory = (await bindings.default({ module_or_path: code })).memory;
      return bindings;
    }),
    unpacked("/generated/ipadic.jdic.gz").then((response) => response.arrayBuffer()),
  ]);
  bindings[load](new Uint8Array(dictionary));
  return bindings;
}

const LOAD = {
  async jiken() {
    const wasm = "/generated/jiken.wasm.gz";
    return (await withDictionary("/pkg/jiken.js", "loadDictionary", wasm)).classify;
  },
  async lindera() {
    const wasm = "/lindera/jiken_bench_bg.wasm";
    return (await withDictionary("/lindera/jiken_bench.js", "loadWords", wasm)).countWords;
  },
  // The package is made for Node. Its script runs here with the module compiled while it streams in, which
  // is faster than the package's own way.
  async ipadic() {
    const folder = "/node_modules/lindera-wasm-nodejs-ipadic/";
    const [script, module] = await Promise.all([
      fetch(`${folder}lindera_wasm.js`).then((response) => response.text()),
      WebAssembly.compileStreaming(fetch(`${folder}lindera_wasm_bg.wasm`)),
    ]);
    const program = { exports: {} };
    const only = { readFileSync: () => null };
    function Compiled() {
      return module;
    }
    const compiled = { ...pick(WebAssembly), Module: Compiled };
    const run = new Function("module", "exports", "require", "__dirname", "WebAssembly", script);
    run(program, program.exports, () => only, "", compiled);
    memory = program.exports.__wasm.memory;
    const builder = new program.exports.TokenizerBuilder();
    builder.setDictionary("embedded://ipadic");
    builder.setMode("normal");
    const tokenizer = builder.build();
    return (text) => tokenizer.tokenize(text);
  },
  async kuromoji() {
    globalThis.window = globalThis;
    await import("/node_modules/kuromoji/build/kuromoji.js");
    const tokenizer = await new Promise((resolve, reject) =>
      globalThis.kuromoji
        .builder({ dicPath: "/node_modules/kuromoji/dict/" })
        .build((error, made) => (error ? reject(error) : resolve(made))),
    );
    return (text) => tokenizer.tokenize(text);
  },
  async budoux() {
    const [{ Parser }, { model }] = await Promise.all([
      import("/node_modules/budoux/module/parser.js"),
      import("/node_modules/budoux/module/data/models/ja.js"),
    ]);
    const parser = new Parser(model);
    return (text) => parser.parse(text);
  },
};

function pick({ Instance, Memory, Table, RuntimeError }) {
  return { Instance, Memory, Table, RuntimeError };
}

const work = await LOAD[new URL(location.href).searchParams.get("program")]();
work(FIRST);
postMessage("first");
addEventListener("message", async ({ data }) => {
  const { measure } = await import("/bench/measure.mjs");
  const measured = measure(work, data);
  postMessage({ ...measured, wasm: memory?.buffer.byteLength ?? 0 });
});
