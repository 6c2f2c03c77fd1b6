// What the pile's components share: they render the pile's store beside the page's and follow both.

import type { PropertyDeclarations } from "lit";
import { DeskElement } from "../desk/desk-element";
import type { PileStore } from "./pile-store";
import { type PileWords, pileWords } from "./words";

export class PileElement extends DeskElement {
  static override properties: PropertyDeclarations = { pile: { attribute: false } };

  declare pile: PileStore;

  readonly #onPile = () => this.requestUpdate();

  protected get pileWords(): PileWords {
    return pileWords(this.state.language);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.pile.addEventListener("change", this.#onPile);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pile.removeEventListener("change", this.#onPile);
  }
}
