/** Says whether the browser may reach a host, and under which addresses. Asks the resolver; connects to nothing. */

import { siteOf } from '../../domain/site.ts';
import { type Authority, writeAuthority } from './authority.ts';
import { isAddress, isPublic, isSameAddress } from './public-address.ts';
import type { Resolver } from './resolver.ts';

export interface Reach {
  /** Exact `host:port` that may be reached though not public: test sites, the demo shop. */
  readonly allowHosts: readonly string[];
  /** Exact `host:port`, public like any other, on a port that is neither 80 nor 443 because the person agreed to it. */
  readonly consentedPorts?: readonly string[];
  /** Our own API, socket, queue and bucket: never reached, nor anything below them, whatever the other lists say. */
  readonly ownHosts?: readonly string[];
  /** Strict: nothing but these sites, not even for a picture. Left out: any public host. */
  readonly onlySites?: readonly string[];
  /** Of this machine, which may be public by their number and open to it alone. */
  readonly ownAddresses?: readonly string[];
}

export type Permission =
  | { readonly kind: 'allowed'; readonly addresses: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa|localdomain|onion)$/;
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const MAX_NAME = 253;

/**
 * One address that is not public refuses the name, so rebinding has nothing to win; and a literal is judged as what it is, because
 * no resolver is ever asked about one.
 */
export async function permit(target: Authority, reach: Reach, resolve: Resolver): Promise<Permission> {
  const { host, port } = target;
  const authority = writeAuthority(target);
  if (reach.ownHosts?.some(own => host === own || host.endsWith(`.${own}`))) return refuse(`${host} is Errand's own`);
  if (reach.onlySites !== undefined && !reach.onlySites.includes(siteOfAuthority(target)))
    return refuse(`${host} is not a consented site, and this task reaches no other`);
  const isLiteral = isAddress(host);
  if (reach.allowHosts.includes(authority))
    return { kind: 'allowed', addresses: isLiteral ? [host] : await resolve(host) };
  if (!WEB_PORTS.has(port) && !reach.consentedPorts?.includes(authority))
    return refuse(`port ${port} is neither 80 nor 443`);
  if (isLiteral) return judge([host], reach);
  if (LOCAL_NAME.test(host) || !host.includes('.')) return refuse(`${host} is a local name`);
  if (host.length > MAX_NAME || !host.split('.').every(label => LABEL.test(label)))
    return refuse(`${host.slice(0, MAX_NAME)} is not a host name`);
  const addresses = await resolve(host).catch(() => []);
  return addresses.length === 0 ? refuse(`${host} has no address`) : judge(addresses, reach);
}

function judge(addresses: readonly string[], { ownAddresses = [] }: Reach): Permission {
  const bad = addresses.find(address => !isPublic(address));
  if (bad !== undefined) return refuse(`${bad} is not a public address`);
  const own = addresses.find(address => ownAddresses.some(one => isSameAddress(one, address)));
  return own === undefined ? { kind: 'allowed', addresses } : refuse(`${own} is this machine`);
}

/** A tunnel does not say its scheme; its port does, well enough for the site of a bare address. */
function siteOfAuthority(target: Authority): string {
  try {
    return siteOf(`${target.port === 443 ? 'https' : 'http'}://${writeAuthority(target)}/`);
  } catch {
    return '';
  }
}

const refuse = (why: string): Permission => ({ kind: 'refused', why });
