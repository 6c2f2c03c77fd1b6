// The single file's licences: compressed inside it, unpacked for the link that opens them.

import { streamOf } from "./engine/stream";
import { bytesInside } from "./inside";

async function unpacked(): Promise<Blob> {
  const stream = streamOf(bytesInside("licences"));
  const text = new Response(stream.pipeThrough(new DecompressionStream("gzip")));
  return new Blob([await text.arrayBuffer()], { type: "text/plain; charset=utf-8" });
}

/** Empty in a browser that cannot unpack them, or a file cut short: the engine says which. */
export const LICENCES_ADDRESS = await unpacked().then(URL.createObjectURL, () => "");
