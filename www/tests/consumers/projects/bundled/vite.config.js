import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../../../../../target/consumers/vite", emptyOutDir: true },
});
