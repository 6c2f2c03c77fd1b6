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
import { Pile } from "./pile";
import { PileStore } from "./pile-store";
import { PileTable } from "./pile-table";
import { PileView } from "./pile-view";
import { ProgressBar } from "./progress-bar";
import { fromFragment } from "./rows";

/** More workers than these cost more memory than they save time. */
const MOST_WORKERS = 4;

export function createPile(store: Store): PileStore {
  const spare = Math.max((navigator.hardwareConcurrency || 2) - 1, 1);
  const pile = new Pile(pageConnection, Math.min(spare, MOST_WORKERS));
  return new PileStore(store, pile, new Keeper(pile, store), fromFragment(location.hash));
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
