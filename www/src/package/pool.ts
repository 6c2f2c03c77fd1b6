// Connections that are shared: those who name the same files have one worker and one dictionary together.

import { Connection, type Sources } from "../engine/connection";

/** What makes two connections the same: addresses, contents, and whether a worker is wanted. */
export type Key = readonly unknown[];

interface Shared {
  readonly key: Key;
  readonly connection: Connection;
  users: number;
}

const all: Shared[] = [];

/** A connection to be had together with others. */
export interface Lease {
  readonly connection: Connection;
  /** Gives it back; the last one to do so ends it. */
  readonly release: () => void;
}

export function lease(key: Key, sources: () => Sources): Lease {
  let shared = all.find((other) => isSame(other.key, key));
  if (!shared) {
    shared = { key, connection: new Connection(sources), users: 0 };
    all.push(shared);
  }
  const { connection } = shared;
  const entry = shared;
  entry.users += 1;
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    entry.users -= 1;
    if (entry.users > 0) return;
    connection.close();
    all.splice(all.indexOf(entry), 1);
  };
  return { connection, release };
}

function isSame(one: Key, other: Key): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}
