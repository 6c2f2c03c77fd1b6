// Where the package's files are, and what a user says of that. The addresses stand here the one way that
// bundlers understand; `surroundings.ts` is the browser's, `surroundings-node.ts` that of Node.js.

import sizes from "../../generated/sizes.json";
import type * as face from "../../package/index";
import type { Sources } from "../engine/connection";
import type { Asset } from "../engine/protocol";
import { type Lease, lease } from "./pool";
import { BASE, NAMES, OWN, open, startWorker } from "./surroundings";

type Given = face.ClassifierOptions["assets"] | null;

/** A connection to the files that a user names. */
export function connect(given: Given, worker = true): Lease {
  const { module, dictionary, worker: script } = located(given);
  const own = (part: "module" | "dictionary", source: face.Asset) =>
    source === OWN[part] ? sizes[part] : null;
  const sources = (): Sources => ({
    module: asset(module, "the module", own("module", module)),
    dictionary: asset(dictionary, "the dictionary", own("dictionary", dictionary)),
    startWorker: worker ? (events) => startWorker(script, events) : null,
  });
  return lease([module, dictionary, worker, script], sources);
}

interface Located {
  readonly module: face.Asset;
  readonly dictionary: face.Asset;
  readonly worker: string;
}

/** Every part's absolute address, or its content. */
function located(given: Given): Located {
  const isFolder = typeof given === "string" || given instanceof URL;
  const folder = isFolder ? `${absolute(given).replace(/\/*$/, "")}/` : null;
  const parts: face.Assets = isFolder ? {} : (given ?? {});
  const place = <S extends face.Asset>(part: keyof typeof NAMES, source: S | undefined) => {
    if (source === undefined) return folder ? folder + NAMES[part] : OWN[part];
    return typeof source === "string" || source instanceof URL ? absolute(source) : source;
  };
  return {
    module: place("module", parts.module),
    dictionary: place("dictionary", parts.dictionary),
    worker: place("worker", parts.worker) as string,
  };
}

/** What cannot be an address stays as it is: the message that it cannot be reached then names it. */
function absolute(address: string | URL): string {
  const base = BASE();
  return URL.canParse(address, base) ? new URL(address, base).href : String(address);
}

function asset(source: face.Asset, name: string, bytes: number | null): Asset {
  if (typeof source === "string" || source instanceof URL) return open(String(source), bytes);
  const content = source instanceof Uint8Array ? source : new Uint8Array(source);
  return { source: content as Uint8Array<ArrayBuffer>, name, bytes };
}
