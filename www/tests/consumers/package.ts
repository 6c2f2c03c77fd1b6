// Where the packed package lies, and what the consumers are built and run with.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKED = new URL("../../../target/package/", import.meta.url);
/** Where the consumers find it. */
export const INSTALLED = new URL("node_modules/jiken/", import.meta.url);
/** What is built of them. */
export const OUT = new URL("../../../target/consumers/", import.meta.url);

/** The package as it would be published. */
export function tarball(): string {
  let names: string[] = [];
  try {
    names = readdirSync(PACKED).filter((name) => name.endsWith(".tgz"));
  } catch {
    // The message below says so.
  }
  const [name, second] = names;
  if (!name || second) {
    const found = names.length === 0 ? "no tarball" : names.join(" and ");
    throw new Error(`${found} in ${fileURLToPath(PACKED)}: run cargo xtask package`);
  }
  return fileURLToPath(new URL(name, PACKED));
}

/** A file of the package. */
export function packed(file: string): Buffer {
  return readFileSync(new URL(file, INSTALLED));
}

/** A program's output; where it fails, its message is what it printed. */
export async function run(
  program: string,
  args: readonly string[],
  folder: URL = new URL(".", import.meta.url),
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd: fileURLToPath(folder) });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & Record<string, string>;
    throw new Error(`${message}\n${stdout}\n${stderr}`);
  }
}

/** A script of the consumers' package.json. */
export async function script(name: string): Promise<void> {
  await run("npm", ["run", "--silent", name]);
}

/** A program that the consumers' packages bring. */
export function bin(name: string): string {
  return fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
}
