// The packed package itself: what the tools that look for mistakes in packages find, what it holds, and
// whether its types are right, in every way in which TypeScript resolves them.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bin, INSTALLED, packed, run, tarball } from "./package";

describe("the package", () => {
  test("publint finds nothing, not even a suggestion", async () => {
    expect(await run(bin("publint"), ["run", tarball()])).toContain("All good!");
  });

  test("its types are found wherever its code is", async () => {
    const attw = (...options: string[]) => run(bin("attw"), [tarball(), ...options]);
    await attw("--exclude-entrypoints", "./element");
    // The element is an ES module, which CommonJS loads with `import()`.
    await attw("--entrypoints", "./element", "--ignore-rules", "cjs-resolves-to-esm");
  });

  test("holds what it needs and nothing else", () => {
    const entries = readdirSync(INSTALLED, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    expect(files.sort()).toEqual(
      [
        ["README.md", "LICENSE-APACHE", "LICENSE-MIT", "licences.txt", "package.json"],
        ["index.js", "index.d.ts", "element.js", "element.d.ts", "shared.js"],
        ["node.js", "node.d.ts", "node.cjs", "node.d.cts", "analysis.d.ts", "analysis.d.cts"],
        ["jiken.wasm.gz", "ipadic.jdic.gz", "worker.js", "worker-node.js"],
      ]
        .flat()
        .sort(),
    );
    const manifest = JSON.parse(packed("package.json").toString());
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.scripts).toBeUndefined();
  });

  test("brings the licences of all that it contains", () => {
    const licences = packed("licences.txt").toString();
    for (const owner of ["Nara Institute of Science", "lit 3", "wasm-bindgen", "daachorse"]) {
      expect(licences).toContain(owner);
    }
  });
});

describe("its types", () => {
  test("are what docs/api.md says", async () => {
    const file = new URL("../../../docs/api.md", import.meta.url);
    const written = await run(process.execPath, ["api.mjs"]);
    expect(readFileSync(file, "utf8"), "stale: npm run api").toBe(written);
  });

  const compilers: [string, string][] = [
    ["TypeScript 5", bin("tsc")],
    ["the TypeScript of this project", "../../node_modules/.bin/tsc"],
  ];

  test.each(
    compilers.flatMap(([name, tsc]) =>
      ["bundler", "nodenext"].map((resolution) => [name, resolution, tsc] as const),
    ),
  )("hold what they say, and refuse what is wrong: %s, %s", async (_, resolution, tsc) => {
    await run(tsc, ["--project", `projects/types/tsconfig.${resolution}.json`]);
  });
});
