// The page's connection: the files are where its build put them.

import { assets, WORKER_ADDRESS, WORKER_TYPE } from "./assets";
import { Connection } from "./connection";
import { startWorker } from "./worker-start";

export function pageConnection(): Connection {
  return new Connection(() => ({
    ...assets(),
    startWorker: (events) => startWorker(WORKER_ADDRESS, WORKER_TYPE, events),
  }));
}
