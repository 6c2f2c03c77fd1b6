// The page's start: one store, one root component.

import { pageConnection } from "./engine/page";
import { keepOffline } from "./offline/offline";
import type { PileStore } from "./pile/pile-store";
import { Store } from "./store";
import { App } from "./ui/app";
import { pageStyle, palette } from "./ui/tokens";

document.adoptedStyleSheets = [palette, pageStyle].flatMap(({ styleSheet }) => styleSheet ?? []);

const store = new Store(pageConnection(), undefined, () => import("./desk/desk"));
const app = new App();
app.store = store;
let pile: PileStore | undefined;
app.loadPile = async () => {
  pile ??= (await import("./pile/start")).createPile(store);
  return pile;
};
app.loadTables = async () =>
  (await import("./tables/start")).createTables(store, () => pile?.read ?? []);
document.querySelector("#starting")?.replaceWith(app);
store.start();
store.resume();
// The single file is offline by itself, and the sources change too often to be kept.
if (import.meta.env.PROD && import.meta.env.MODE !== "single-file") void keepOffline(store);
