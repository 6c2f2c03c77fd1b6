// A component that renders the store: it is given the store as a property and follows its changes.

import { LitElement, type PropertyDeclarations } from "lit";
import type { Messages } from "../messages";
import type { State, Store } from "../store";

export class StoreElement extends LitElement {
  static override properties: PropertyDeclarations = { store: { attribute: false } };

  declare store: Store;

  readonly #onChange = () => this.requestUpdate();

  protected get state(): State {
    return this.store.state;
  }

  protected get words(): Messages {
    return this.store.words;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener("change", this.#onChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener("change", this.#onChange);
  }
}
