/** Headers for a browser that meets an answer of the API on its own: nothing in it may run, be framed, sniffed or kept. */

import { type ApiMiddleware, type ApiRequest, addHeaders } from '../exchange.ts';

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const add = (request: ApiRequest): void => addHeaders(request, HEADERS);

export const securityHeaders: ApiMiddleware = { after: add, onError: add };
