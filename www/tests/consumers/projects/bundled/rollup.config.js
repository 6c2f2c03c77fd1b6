import { fileURLToPath } from "node:url";
import resolve from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";

export default {
  input: fileURLToPath(new URL("main.js", import.meta.url)),
  plugins: [resolve({ browser: true }), importMetaAssets()],
  output: {
    dir: fileURLToPath(new URL("../../../../../target/consumers/rollup", import.meta.url)),
    format: "es",
  },
};
