// The worker: a file of its own so that neither decompression nor classification ever stalls typing.

import { createCore } from "./core";
import type { Request } from "./protocol";

const answer = createCore({ send: (message) => self.postMessage(message) });

self.addEventListener("message", ({ data }: MessageEvent<Request>) => void answer(data));
