// Webpack by its own interface: its command line brings packages that want a newer Node.js.

import { fileURLToPath } from "node:url";
import webpack from "webpack";

const settings = {
  mode: "production",
  context: fileURLToPath(new URL(".", import.meta.url)),
  entry: "./main.js",
  performance: { hints: false },
  output: {
    path: fileURLToPath(new URL("../../../../../target/consumers/webpack", import.meta.url)),
    clean: true,
  },
};

webpack(settings, (error, stats) => {
  if (error) throw error;
  process.stdout.write(`${stats.toString()}\n`);
  process.exitCode = stats.hasErrors() || stats.hasWarnings() ? 1 : 0;
});
