// What a Content-Security-Policy refuses: which directive, and what must be added to it. The browser tells
// it in an event of its own, beside an error that says little or nothing.

import type { Refusal } from "./protocol";

/** The smallest module there is. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** How long the event may come after the error, in milliseconds. */
const PATIENCE = 200;

export class PolicyWatch {
  readonly #events: SecurityPolicyViolationEvent[] = [];
  readonly #note = (event: Event) => {
    const violation = event as SecurityPolicyViolationEvent;
    if (violation.disposition === "enforce") this.#events.push(violation);
  };

  constructor() {
    // Node.js has neither policies nor this event.
    globalThis.addEventListener?.("securitypolicyviolation", this.#note);
  }

  end(): void {
    globalThis.removeEventListener?.("securitypolicyviolation", this.#note);
  }

  /** Why WebAssembly may not run here; null where it may. */
  async webAssembly(): Promise<Refusal | null> {
    try {
      // Not the constructors: WebKit refuses only this.
      await WebAssembly.instantiate(EMPTY_MODULE);
      return null;
    } catch {
      const event = await this.#event(({ effectiveDirective }) =>
        effectiveDirective.startsWith("script-src"),
      );
      return refusal("webassembly", "", "script-src", "'wasm-unsafe-eval'", event);
    }
  }

  /** Why the policy keeps the file from being fetched; null where it does not. */
  async fetch(url: string, name: string): Promise<Refusal | null> {
    const { origin } = new URL(url);
    const event = await this.#event(
      ({ effectiveDirective, blockedURI }) =>
        effectiveDirective === "connect-src" && (blockedURI === url || blockedURI === origin),
    );
    if (!event) return null;
    const source = origin === globalThis.location?.origin ? "'self'" : origin;
    return refusal("fetch", name, "connect-src", source, event);
  }

  async #event(
    matches: (event: SecurityPolicyViolationEvent) => boolean,
  ): Promise<SecurityPolicyViolationEvent | undefined> {
    for (let waited = 0; waited < PATIENCE; waited += 10) {
      const found = this.#events.find(matches);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.#events.find(matches);
  }
}

function refusal(
  what: Refusal["what"],
  file: string,
  directive: string,
  source: string,
  event: SecurityPolicyViolationEvent | undefined,
): Refusal {
  const of = event?.documentURI ?? globalThis.location?.href ?? "";
  return {
    what,
    file,
    directive,
    source,
    of: nameOf(of),
    policy: event?.originalPolicy ?? "",
  };
}

/** The last part of an address; for the page at the top of a site, the address itself. */
function nameOf(address: string): string {
  return address.split(/[?#]/)[0]?.split("/").at(-1) || address;
}
