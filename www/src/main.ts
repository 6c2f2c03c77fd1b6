// The page's start: one store, one root component.

import { Store } from "./store";
import { App } from "./ui/app";
import { tokens } from "./ui/tokens";

if (tokens.styleSheet) document.adoptedStyleSheets = [tokens.styleSheet];

const store = new Store();
const app = new App();
app.store = store;
document.body.append(app);
store.start();
