/** Reads the `host:port` of a CONNECT and the address of a plain request as URLs read them. Judges nothing. */

export interface Authority {
  /** Lower case, ASCII, odd spellings of IP addresses made plain, no brackets, no trailing dot. */
  readonly host: string;
  readonly port: number;
}

const PLAIN_PORT = 80;
/** Whatever could make one reader see another host than the next. */
const DECEPTIVE = /[\s@/\\?#%]/;

/** Of a CONNECT. A port must be there: without one nothing says which was meant. */
export function readAuthority(text: string): Authority | undefined {
  if (DECEPTIVE.test(text) || !/:\d{1,5}$/.test(text)) return undefined;
  const url = URL.parse(`http://${text}`);
  return url === null ? undefined : authorityOf(url);
}

/** Of an absolute-form request: http only, because https comes by CONNECT; never with a user name. */
export function readPlainUrl(text: string): { url: URL; authority: Authority } | undefined {
  const url = /^http:\/\//i.test(text) ? URL.parse(text) : null;
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const authority = authorityOf(url);
  return authority === undefined ? undefined : { url, authority };
}

function authorityOf({ hostname, port }: URL): Authority | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  return host === '' ? undefined : { host, port: port === '' ? PLAIN_PORT : Number(port) };
}

/** As it is written in lists and logs: `example.com:443`, `[::1]:80`. */
export function writeAuthority({ host, port }: Authority): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
