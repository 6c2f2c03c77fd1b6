// Makes the served page usable without the network after the first visit, and tells the store when that
// is so and when a newer version waits. Where service workers are refused, or the page comes without TLS
// from another host, nothing happens.

import type { Store } from "../store";
import { trusted } from "../trusted";

const ADDRESS = new URL("./service-worker.js", document.baseURI).href;
const MANIFEST = "./manifest.webmanifest";

export async function keepOffline(store: Store): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  await firstLoaded(store);
  try {
    const registration = await workers.register(trusted("jiken-service-worker", ADDRESS) as string);
    follow(registration, store);
  } catch {
    // Refused by a setting or by the policy: the page works, with the network.
    return;
  }
  if (await manifestAllowed()) {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = MANIFEST;
    document.head.append(link);
  }
}

/** What is kept must not compete with what the reader is waiting for. */
function firstLoaded(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const onChange = () => {
      if (store.state.engine.phase !== "ready") return;
      store.removeEventListener("change", onChange);
      resolve();
    };
    store.addEventListener("change", onChange);
    onChange();
  });
}

function follow(registration: ServiceWorkerRegistration, store: Store): void {
  const look = () => {
    const { active, waiting } = registration;
    store.setOffline({
      kept: active !== null,
      update: active && waiting ? () => activate(waiting, store) : null,
    });
  };
  const watch = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", look);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  look();
}

/** Lets the new version take over and starts the page afresh with it; the work is kept. */
function activate(waiting: ServiceWorker, store: Store): void {
  navigator.serviceWorker.addEventListener(
    "controllerchange",
    () => {
      store.keepWork();
      location.reload();
    },
    { once: true },
  );
  waiting.postMessage("activate");
}

/**
 * Whether the page's policy allows a manifest, without which it cannot be installed: asking for it where
 * it does not would be a violation, which the site's administrator has to look after.
 */
async function manifestAllowed(): Promise<boolean> {
  try {
    const { headers } = await fetch(document.baseURI, { cache: "force-cache" });
    const policies = (headers.get("Content-Security-Policy") ?? "").split(",");
    return policies.every((policy) => {
      const directives = policy.split(";").map((directive) => directive.trim().split(/\s+/));
      const sources = (name: string) => directives.find(([first]) => first === name)?.slice(1);
      const allowed = sources("manifest-src") ?? sources("default-src") ?? ["*"];
      return allowed.some((source) => source === "'self'" || source === "*");
    });
  } catch {
    return false;
  }
}
