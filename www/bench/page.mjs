// Starts the program that the address names in a worker, and keeps what the worker tells.

const name = new URL(location.href).searchParams.get("program");
const worker = new Worker(`/bench/worker.mjs?program=${name}`, { type: "module" });

/** Milliseconds from the navigation to the first result. */
globalThis.first = new Promise((resolve, reject) => {
  worker.onmessage = () => resolve(performance.now());
  worker.onerror = (event) => reject(new Error(event.message));
});

globalThis.measureAll = (texts) =>
  new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(texts);
  });

globalThis.memory = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
