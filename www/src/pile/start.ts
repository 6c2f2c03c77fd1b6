// What the page loads when the pile is first asked for: its components, and the one store that they render.

import { ExportPanel } from "../desk/export-panel";
import { pageConnection } from "../engine/page";
import type { Store } from "../store";
import { define } from "../ui/define";
import { Charts } from "./charts";
import { FailureList } from "./failure-list";
import { FilterPanel } from "./filter-panel";
import { IntakePanel } from "./intake-panel";
import { Keeper } from "./keeping";
import { KeepingPanel } from "./keeping-panel";
import { Pile, workersToSpare } from "./pile";
import { PileStore } from "./pile-store";
import { PileTable } from "./pile-table";
import { PileView } from "./pile-view";
import { ProgressBar } from "./progress-bar";
import { fromFragment } from "./rows";

export function createPile(store: Store): PileStore {
  const pile = new Pile(pageConnection, workersToSpare(), () => store.tables);
  const keeper = new Keeper(pile, store);
  // Also while an article is shown: the pile lives as long as the page.
  addEventListener("beforeunload", (event) => {
    if (keeper.keeping.state !== "kept" && pile.entries.length > 0) event.preventDefault();
  });
  return new PileStore(store, pile, keeper, fromFragment(location.hash));
}

define("jk-charts", Charts);
define("jk-export", ExportPanel);
define("jk-failures", FailureList);
define("jk-filters", FilterPanel);
define("jk-intake", IntakePanel);
define("jk-keeping", KeepingPanel);
define("jk-pile-table", PileTable);
define("jk-progress", ProgressBar);
define("jk-pile", PileView);
