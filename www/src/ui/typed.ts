// The value of a field that a person types into: it follows the state, but never while the person is in the
// field, since what was typed there and not yet handed on would be lost with the next rendering.

import { noChange } from "lit";
import { Directive, directive, type PropertyPart } from "lit/directive.js";
import { setCommittedValue } from "lit/directive-helpers.js";

class Typed extends Directive {
  render(value: string): string {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]) {
    const field = part.element as HTMLInputElement | HTMLTextAreaElement;
    const { activeElement } = field.getRootNode() as ShadowRoot;
    if (activeElement === field || field.value === value) return noChange;
    // Lit compares with what it set last, and the person has changed that.
    setCommittedValue(part);
    return value;
  }
}

export const typed = directive(Typed);
