/** Reads `--url` and `--token`: which backend is meant. Opens nothing. */

export interface Place {
  /** Undefined: the one running here, or an own one. Without a slash at the end. */
  readonly url: string | undefined;
  readonly token: string | undefined;
}

const MAX_SHOWN_CHARS = 80;

/** A text is what is wrong. The token is never in it. */
export function readPlace({ url, token }: Place): Place | string {
  if ((url === undefined) !== (token === undefined)) return '--url and --token go together.';
  if (url === undefined || token === undefined) return { url: undefined, token: undefined };
  const shown = JSON.stringify(url.length > MAX_SHOWN_CHARS ? `${url.slice(0, MAX_SHOWN_CHARS)}…` : url);
  if (!isAddress(url)) return `--url is ${shown}; it can be an http or https address such as http://127.0.0.1:4310.`;
  if (!/^[\x21-\x7e]+$/.test(token)) return '--token has characters that no token has.';
  return { url: url.replace(/\/+$/, ''), token };
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, search, hash } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && search === '' && hash === '';
}
