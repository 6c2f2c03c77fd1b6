// Starts the worker in a browser.

import { trusted } from "../trusted";
import type { Core, WorkerEvents } from "./connection";

/** The worker; null where the browser has none, or is told not to start any. */
export function startWorker(
  address: string,
  type: WorkerType,
  { onMessage, onError }: WorkerEvents,
): Core | null {
  try {
    const worker = new Worker(trusted("jiken-worker", address) as string, { type, name: "jiken" });
    worker.addEventListener("message", ({ data }) => onMessage(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      onError();
    });
    return {
      post: (request) => worker.postMessage(request),
      close: () => worker.terminate(),
    };
  } catch {
    return null;
  }
}
