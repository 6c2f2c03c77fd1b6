// The tables that an element's attribute names: each is fetched, and takes the place of the built-in one of
// its name.

import type { Problem, Tables } from "../engine/protocol";

export class TablesFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** The tables at these addresses, which spaces separate; null where there is none. */
export async function fetchTables(addresses: string): Promise<Tables | null> {
  const list = addresses.split(/\s+/).filter((address) => address !== "");
  if (list.length === 0) return null;
  return Object.fromEntries(await Promise.all(list.map(fetchTable)));
}

async function fetchTable(address: string): Promise<readonly [string, string]> {
  const file = address.split(/[?#]/)[0]?.split("/").at(-1) || address;
  let response: Response;
  let content: string;
  try {
    response = await fetch(new URL(address, document.baseURI));
    content = await response.text();
  } catch {
    throw new TablesFailure({ code: "network", file });
  }
  if (!response.ok) throw new TablesFailure({ code: "http", file, status: response.status });
  return [file, content];
}
