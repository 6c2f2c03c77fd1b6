// What stands inside the single file beside its program, as inert text: `<script type="text/plain">`. What
// a file cut short lacks is empty here; whoever needs it says so.

export function textInside(id: string): string {
  return document.getElementById(`jiken-${id}`)?.textContent ?? "";
}

/** The bytes that stand there in base64. */
export function bytesInside(id: string): Uint8Array<ArrayBuffer> {
  const text = textInside(id);
  // A text cut short need not be base64 any more.
  const binary = atob(text.slice(0, text.length - (text.length % 4)));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
