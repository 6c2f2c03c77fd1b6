// What stands inside the single file beside its program, as inert text: `<script type="text/plain">`. What
// a file cut short lacks is empty here; whoever needs it says so.

import { fromBase85 } from "./base85";

export function textInside(id: string): string {
  return document.getElementById(`jiken-${id}`)?.textContent ?? "";
}

/** The bytes that stand there. */
export function bytesInside(id: string): Uint8Array<ArrayBuffer> {
  return fromBase85(textInside(id));
}
