/** Says whether the browser may reach a host, and under which addresses. Resolves; connects to nothing. */

import ipaddr from 'ipaddr.js';

/** All addresses of a name. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export type Permission =
  | { readonly kind: 'allowed'; readonly addresses: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa|localdomain)$/;
const WEB_PORTS = new Set([80, 443]);

/**
 * Exact `host:port` entries of `allowHosts` are allowed as they are. Anything else: port 80 or 443, a dotted name or a literal,
 * and every one of its addresses public (`unicast` by ipaddr.js): one bad answer refuses the name, so rebinding has nothing to win.
 */
export async function permit(
  target: { host: string; port: number },
  allowHosts: readonly string[],
  resolve: Resolver,
): Promise<Permission> {
  const host = target.host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const isLiteral = ipaddr.isValid(host);
  if (allowHosts.includes(`${target.host.toLowerCase()}:${target.port}`)) {
    return { kind: 'allowed', addresses: isLiteral ? [host] : await resolve(host) };
  }
  if (!WEB_PORTS.has(target.port)) return refuse(`port ${target.port} is neither 80 nor 443`);
  if (isLiteral) return judge([host]);
  if (LOCAL_NAME.test(host) || !host.includes('.')) return refuse(`${host} is a local name`);
  const addresses = await resolve(host).catch(() => []);
  return addresses.length === 0 ? refuse(`${host} has no address`) : judge(addresses);
}

function judge(addresses: readonly string[]): Permission {
  const bad = addresses.find(address => !isPublic(address));
  return bad === undefined ? { kind: 'allowed', addresses } : refuse(`${bad} is not a public address`);
}

/** `process` unwraps IPv4 in IPv6 first, so `::ffff:127.0.0.1` is what it is. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const refuse = (why: string): Permission => ({ kind: 'refused', why });
