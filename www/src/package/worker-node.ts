// The worker of Node.js.

import { parentPort } from "node:worker_threads";
import { createCore } from "../engine/core";

const answer = createCore({ send: (message) => parentPort?.postMessage(message) });

parentPort?.on("message", (request) => void answer(request));
