// What the page loads when the tables are first asked for: their components, and the one store that they render.

import { pageConnection } from "../engine/page";
import { Pile, workersToSpare } from "../pile/pile";
import type { Store } from "../store";
import { define } from "../ui/define";
import { EffectPanel } from "./effect-panel";
import { EntryList } from "./entry-list";
import { SetPanel } from "./set-panel";
import { type ReadText, TablesStore } from "./tables-store";
import { TablesView } from "./tables-view";
import { Trial } from "./trial";

/** `pileTexts` gives the texts of the pile, as far as there is one. */
export function createTables(store: Store, pileTexts: () => readonly ReadText[]): TablesStore {
  return new TablesStore(
    store,
    new Trial(pageConnection()),
    pileTexts,
    (tables) => new Pile(pageConnection, workersToSpare(), () => tables),
  );
}

define("jk-effect", EffectPanel);
define("jk-entries", EntryList);
define("jk-table-set", SetPanel);
define("jk-tables", TablesView);
