// Addresses of scripts under `require-trusted-types-for 'script'`: only those that the build put there.

const TRUSTED = new Map<string, TrustedScriptURL | string>();

/**
 * The address as the browser wants it for a worker or a service worker. `policy` is the name under which it
 * is asked for; each name has one address.
 */
export function trusted(policy: string, address: string): TrustedScriptURL | string {
  const known = TRUSTED.get(policy);
  if (known !== undefined) return known;
  const made = window.trustedTypes?.createPolicy(policy, {
    createScriptURL(wanted: string) {
      if (wanted !== address) throw new TypeError(`not the script of ${policy}: ${wanted}`);
      return wanted;
    },
  });
  const url = made?.createScriptURL(address) ?? address;
  TRUSTED.set(policy, url);
  return url;
}
