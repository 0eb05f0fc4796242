/** A plain http request in absolute form, passed on as it is. Whatever the two ends send, it throws nothing into the process. */

import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { readPlainUrl } from './authority.ts';
import type { Egress } from './egress.ts';

/** Between two neighbours only. */
const HOP_BY_HOP = new Set(
  'connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer upgrade'.split(' '),
);
/** By this header our own answers are told from a site's. */
const OWN_HEADER = 'x-errand-egress';

export async function forward(egress: Egress, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = readPlainUrl(request.url ?? '');
  if (read === undefined) return refuse(response, 'refused', 'not an absolute http address');
  const { url, authority } = read;
  const opened = await egress.open(authority);
  if (opened.kind !== 'open') return refuse(response, opened.kind, opened.why);
  const { socket } = opened;
  if (response.destroyed) {
    socket.destroy();
    return;
  }
  response.on('close', () => socket.destroy());
  try {
    const upstream = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...passable(request.headers), host: url.host, connection: 'close' },
      maxHeaderSize: egress.limits.maxHeaderBytes,
    });
    upstream.on('response', answer => passBack(egress, answer, response));
    // A plain request that becomes something else is nothing that Chromium asked for: sockets come by CONNECT.
    upstream.on('upgrade', (_answer, upgraded) => upgraded.destroy());
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (!response.headersSent) refuse(response, 'broken', 'the connection broke');
    });
    request.on('data', () => egress.check());
    request.pipe(upstream);
  } catch {
    socket.destroy();
    refuse(response, 'refused', 'a request that cannot be passed on');
  }
}

function passBack(egress: Egress, answer: IncomingMessage, response: ServerResponse): void {
  try {
    response.writeHead(answer.statusCode ?? 502, { ...passable(answer.headers), connection: 'close' });
  } catch {
    // A status such as 099, or bytes in a header that no answer may have.
    answer.destroy();
    refuse(response, 'broken', 'the answer was malformed');
    return;
  }
  answer.on('error', () => response.destroy());
  // Cut short is not the same as whole.
  answer.on('aborted', () => response.destroy());
  answer.on('data', () => egress.check());
  answer.pipe(response);
}

function passable(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').split(',').map(name => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name) && name !== OWN_HEADER),
  );
}

const SAID = {
  refused: "Errand's egress proxy refused this",
  unreachable: 'The site could not be reached',
  // It was passed on.
  broken: 'Whether the site did what it was asked is not known',
} as const;

function refuse(response: ServerResponse, kind: keyof typeof SAID, why: string): void {
  response
    .writeHead(kind === 'refused' ? 403 : 502, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      [OWN_HEADER]: kind,
      connection: 'close',
    })
    .end(`${SAID[kind]}: ${why}.\n`);
}
