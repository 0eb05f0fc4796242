/** What Chromium says of a request that failed: whether a server may have heard of it. */

import { expect, test } from 'vitest';
import { wasSent } from '../../../lib/browser/sent.ts';

test.each([
  ...['net::ERR_EMPTY_RESPONSE', 'net::ERR_CONNECTION_RESET', 'net::ERR_CONNECTION_CLOSED', 'net::ERR_TIMED_OUT'],
  ...['net::ERR_INVALID_HTTP_RESPONSE', 'net::ERR_HTTP2_PROTOCOL_ERROR', 'net::ERR_BLOCKED_BY_RESPONSE', 'no answer'],
])('%s may have been sent', said => {
  expect(wasSent(said)).toBe(true);
});

test.each([
  ...['net::ERR_NAME_NOT_RESOLVED', 'net::ERR_CONNECTION_REFUSED', 'net::ERR_TUNNEL_CONNECTION_FAILED'],
  ...['net::ERR_CERT_DATE_INVALID', 'net::ERR_BLOCKED_BY_CLIENT', 'net::ERR_PROXY_CONNECTION_FAILED'],
])('%s was never sent', said => {
  expect(wasSent(said)).toBe(false);
});
