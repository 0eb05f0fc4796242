/** Lets pages of the named origins read answers. Never `*`, never credentials. Preflights are the gateway's. */

import { type ApiMiddleware, type ApiRequest, addHeaders } from '../exchange.ts';

export const cors: ApiMiddleware = { after: allow, onError: allow };

function allow(request: ApiRequest): void {
  const { headers, exchange } = request.event;
  const origins = exchange.deps?.origins ?? [];
  if (origins.length === 0) return;
  addHeaders(request, { vary: 'origin' });
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return;
  addHeaders(request, {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, idempotent-replayed, retry-after',
    'cross-origin-resource-policy': 'cross-origin',
  });
}
