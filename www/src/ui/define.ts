// Defines an element, unless its name is taken: two copies of the package may meet on one page.

export function define(name: string, element: CustomElementConstructor): void {
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, element);
}
