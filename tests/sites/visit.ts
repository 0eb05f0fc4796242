/** One request as the pages see it: path, query, form and cookies. Reads at most 64 KB of body and knows no site. */

import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 64 * 1024;

export interface Visit {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** As it was asked for, query included. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** What the route's pattern captured. */
  readonly params: Readonly<Record<string, string>>;
  /** `Set-Cookie` values that go out with the reply, whatever it is. */
  readonly outgoing: string[];
}

export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function readVisit(request: IncomingMessage): Promise<Visit> {
  const asked = request.url ?? '/';
  const url = URL.canParse(asked, 'http://site.invalid') ? new URL(asked, 'http://site.invalid') : undefined;
  const path = url === undefined ? undefined : decoded(url.pathname);
  if (url === undefined || path === undefined) throw new BadRequest(400, 'That address cannot be read.');
  return {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    path,
    target: url.pathname + url.search,
    query: url.searchParams,
    form: new URLSearchParams(await readBody(request)),
    cookies: parseCookies(request.headers.cookie ?? ''),
    params: {},
    outgoing: [],
  };
}

export interface CookieOptions {
  readonly maxAgeSeconds?: number;
  /** False for the few cookies the page's own script reads. */
  readonly httpOnly?: boolean;
}

export function setCookie(visit: Visit, name: string, value: string, options: CookieOptions = {}): void {
  const age = options.maxAgeSeconds === undefined ? '' : `; Max-Age=${options.maxAgeSeconds}`;
  const hidden = options.httpOnly === false ? '' : '; HttpOnly';
  visit.outgoing.push(`${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax${age}${hidden}`);
}

/** A field of the form without surrounding white space; empty where it was not sent. */
export const field = (visit: Visit, name: string): string => (visit.form.get(name) ?? '').trim();

/** A whole number from a query or a form, or the fallback where it is none. */
export function wholeNumber(text: string | null, fallback: number): number {
  return text !== null && /^-?\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : fallback;
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0) cookies.set(pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim()) ?? '');
  }
  return cookies;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk as Uint8Array);
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES) throw new BadRequest(413, 'That form is too large.');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}
