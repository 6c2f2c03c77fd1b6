// Tables as files: those that a person brings, and those that are saved, the same that the command takes.

import { strToU8, unzipSync, zipSync } from "fflate";
import type { Tables } from "../engine/protocol";

/** More than all tables together may have. */
const MAX_BYTES = 50_000_000;

const lastPart = (name: string) => name.split("/").at(-1) ?? name;

/** The tables among files, a `.zip` of them included; null where there are none, or one is not UTF-8. */
export async function readTables(files: readonly File[]): Promise<Tables | null> {
  const tables: Record<string, string> = {};
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const file of files) {
      if (file.size > MAX_BYTES) return null;
      const content = new Uint8Array(await file.arrayBuffer());
      const entries: readonly (readonly [string, Uint8Array])[] = /\.zip$/i.test(file.name)
        ? Object.entries(
            unzipSync(content, {
              filter: ({ name, originalSize }) =>
                name.endsWith(".toml") && originalSize <= MAX_BYTES,
            }),
          )
        : [[file.name, content]];
      for (const [name, bytes] of entries) tables[lastPart(name)] = decoder.decode(bytes);
    }
  } catch {
    return null;
  }
  return Object.keys(tables).length > 0 ? tables : null;
}

/** A folder with all tables, packed. */
export function packed(tables: Tables): Blob {
  const files = Object.entries(tables).map(
    ([name, text]) => [`jiken-tables/${name}`, strToU8(text)] as const,
  );
  const content = zipSync(Object.fromEntries(files)) as Uint8Array<ArrayBuffer>;
  return new Blob([content], { type: "application/zip" });
}
