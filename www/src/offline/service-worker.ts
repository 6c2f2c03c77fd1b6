// The service worker: keeps one whole version of the page, and serves it from there, so that it works
// without the network. A version is stored as a whole or not at all, every file checked against the hash
// of its build: old code never meets a new dictionary. A new version waits until no tab uses the old one,
// or until the reader asks for it.

/** A file of the build: its address from the page, and what its content must be. */
interface File {
  readonly address: string;
  /** Hashes of the content, as it is and as a server that decompresses would send it. */
  readonly integrity: string;
}

// The build puts both in the place of these words (`vite.config.ts`).
declare const __FILES__: readonly File[];
declare const __VERSION__: string;

declare const self: ServiceWorkerGlobalScope;

/** Several pages may live on one origin, each in a folder of its own. */
const PREFIX = `jiken ${self.registration.scope} `;
const CACHE = PREFIX + __VERSION__;

self.addEventListener("install", (event) => event.waitUntil(store()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("message", ({ data }) => {
  if (data === "activate") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event.request));
});

async function store(): Promise<void> {
  const cache = await caches.open(CACHE);
  const requests = __FILES__.map(({ address, integrity }) => {
    // A name with a hash never changes what it means: the browser may have it already.
    const hashed = address.startsWith("assets/");
    return new Request(address, { integrity, cache: hashed ? "default" : "no-cache" });
  });
  try {
    await cache.addAll(requests);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Keeps this version and the one before, whose tabs may still ask for a file of theirs. */
async function forget(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request, { ignoreSearch: true });
  return found ?? (await earlier(request)) ?? (await fetch(request));
}

/** From a version before, whose file has a name of its own. */
async function earlier(request: Request): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(request);
    if (found) return found;
  }
  return undefined;
}
