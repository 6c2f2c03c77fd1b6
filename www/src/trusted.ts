// Addresses of scripts under `require-trusted-types-for 'script'`: only those that were asked for here.

interface Policy {
  readonly create: (address: string) => TrustedScriptURL | string;
  readonly addresses: Set<string>;
}

const policies = new Map<string, Policy>();

/** The address as the browser wants it for a worker or a service worker, asked for under a policy's name. */
export function trusted(name: string, address: string): TrustedScriptURL | string {
  const known = policies.get(name) ?? newPolicy(name);
  policies.set(name, known);
  known.addresses.add(address);
  return known.create(address);
}

function newPolicy(name: string): Policy {
  const addresses = new Set<string>();
  const made = window.trustedTypes?.createPolicy(name, {
    createScriptURL(wanted: string) {
      if (!addresses.has(wanted)) throw new TypeError(`not a script of ${name}: ${wanted}`);
      return wanted;
    },
  });
  return { create: (address) => made?.createScriptURL(address) ?? address, addresses };
}
