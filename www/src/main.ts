// The page's start: one store, one root component.

import { keepOffline } from "./offline/offline";
import { Store } from "./store";
import { App } from "./ui/app";
import { tokens } from "./ui/tokens";

if (tokens.styleSheet) document.adoptedStyleSheets = [tokens.styleSheet];

const store = new Store();
const app = new App();
app.store = store;
document.body.append(app);
store.start();
store.resume();
// The single file is offline by itself, and the sources change too often to be kept.
if (import.meta.env.PROD && import.meta.env.MODE !== "single-file") void keepOffline(store);
