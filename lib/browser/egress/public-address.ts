/** Says whether an address is one of the open internet. Resolves nothing and connects to nothing. */

import ipaddr from 'ipaddr.js';

/** All of IPv6 that is given out for use on the internet lies here; ipaddr.js calls `::7f00:1` and `4000::1` unicast too. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by their number, but the cloud's own inside it: Azure's WireServer. */
const CLOUD_INTERNAL = new Set(['168.63.129.16']);

/** `process` unwraps IPv4 in IPv6 first, so `::ffff:127.0.0.1` is what it is. Anything that is no address is not public. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || CLOUD_INTERNAL.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}

/** `::ffff:1.2.3.4` and `1.2.3.4` are the same address. */
export function isSameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString();
}

export function isAddress(text: string): boolean {
  return ipaddr.isValid(text);
}
