// The packed package in Node.js, as ES module and as CommonJS, in Deno and in Bun.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { bin, OUT, run, tarball } from "./package";

const FOLDER = new URL("runtime/", OUT);

// A project of its own, into which npm installs the tarball and nothing else, without asking any registry.
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL("package.json", FOLDER), '{ "private": true }\n');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball()], FOLDER);
  cpSync(new URL("projects/runtime/", import.meta.url), FOLDER, { recursive: true });
});

const programs: [string, string, string[]][] = [
  ["Node.js", process.execPath, []],
  // It may read files, and neither reach a network nor write.
  ["Deno", bin("deno"), ["run", "--allow-read"]],
  ["Bun", bin("bun"), ["run"]],
];

describe.each(programs)("%s", (_, program, args) => {
  test("classifies in a worker and without one, names what is wrong, and comes to an end", async () => {
    const answer = {
      cause: "misdirected_email",
      count: 120,
      phrase: true,
      none: 0,
      refused: [true, "tables", "causes.toml"],
      judgedAlike: true,
      duties: [0, 1],
      veris: ["error"],
      lacking: "core",
    };
    expect(JSON.parse(await run(program, [...args, "program.mjs"], FOLDER))).toEqual({
      answers: [
        { ...answer, mode: "worker" },
        { ...answer, mode: "main-thread" },
      ],
      missing: "network",
      same: true,
      element: "function",
      dom: "undefined",
    });
  });

  test("loads it as CommonJS, and takes bytes in the place of its files", async () => {
    expect(JSON.parse(await run(program, [...args, "program.cjs"], FOLDER))).toEqual({
      mode: "worker",
      cause: "loss",
    });
  });
});
