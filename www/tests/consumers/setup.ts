// Before the consumers: the packed tarball takes the place in their `node_modules` that `npm install` would
// give it. It is not in their lock file, because its content changes with every build.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { INSTALLED, OUT, tarball } from "./package";

export default function setup(): void {
  if (!existsSync(new URL("node_modules/", import.meta.url))) {
    throw new Error("the consumers' packages are not there: run npm ci in www/tests/consumers");
  }
  const folder = fileURLToPath(INSTALLED);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball(), "-C", folder, "--strip-components=1"]);
  // Vite keeps what it prepared of a package until the package's version changes.
  rmSync(new URL("node_modules/.vite", import.meta.url), { recursive: true, force: true });
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
}
