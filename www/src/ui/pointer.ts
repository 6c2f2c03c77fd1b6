// Tells a pointer that came to an element from an element that came under the pointer, as happens when
// results appear where an example was just pressed: only the first is pointing at something.

let pressed: { readonly x: number; readonly y: number } | null = null;

// Without a window, in Node.js, nobody points at anything.
globalThis.window?.addEventListener(
  "pointerdown",
  ({ clientX, clientY }) => {
    pressed = { x: clientX, y: clientY };
  },
  { capture: true, passive: true },
);

/** Whether a person points at the event's element; a touch does not hover. */
export function pointsAt(event: PointerEvent): boolean {
  if (event.pointerType === "touch") return false;
  const moved = !pressed || event.clientX !== pressed.x || event.clientY !== pressed.y;
  if (moved) pressed = null;
  return moved;
}
