/** Which site an address belongs to. Compares registrable domains, never prefixes; fetches nothing. */

import { parse } from 'tldts';
import { ErrandError } from './errors.ts';

const WEB_SCHEMES = new Set(['http:', 'https:']);

/**
 * The site of a web address: the registrable domain (`shop.example.co.uk` → `example.co.uk`, private suffixes on), or
 * `host:port` where there is none (an IP address, a bare host), because two local servers are two sites.
 */
export function siteOf(url: string): string {
  const parsed = parseWebUrl(url);
  const registrable = parse(parsed.hostname, { allowPrivateDomains: true }).domain;
  return registrable ?? parsed.host;
}

/** Parses an http(s) address; refuses other schemes and userinfo, which only serve to deceive. Throws `request.invalid`. */
export function parseWebUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined)
    throw new ErrandError('request.invalid', `"${clip(text)}" is not a web address such as https://example.com/`);
  if (!WEB_SCHEMES.has(url.protocol)) {
    throw new ErrandError(
      'request.invalid',
      `"${clip(text)}" has the scheme ${url.protocol} Only http: and https: can be opened.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ErrandError(
      'request.invalid',
      `"${clip(text)}" carries a user name or password before the host, which is refused.`,
    );
  }
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  return url;
}

export function isWebUrl(text: string): boolean {
  try {
    parseWebUrl(text);
    return true;
  } catch {
    return false;
  }
}

const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
