/** Honours the Idempotency-Key of POSTs: what was answered before is answered again. Handlers keep the answer in the transaction it reports. */

import { digestOf } from '../../domain/digest.ts';
import { ErrandError } from '../../domain/errors.ts';
import { findIdempotent } from '../../store/idempotency.ts';
import { type ApiMiddleware, type ApiRequest, addHeaders } from '../exchange.ts';

const KEY = /^[A-Za-z0-9._:-]{1,128}$/;

export const idempotency: ApiMiddleware = {
  async before({ event }) {
    const { exchange, headers } = event;
    const key = headers['idempotency-key'];
    const { ownerId, route, deps } = exchange;
    if (key === undefined || event.requestContext.http.method !== 'POST') return;
    if (!KEY.test(key))
      throw new ErrandError('idempotency.key-invalid', 'The Idempotency-Key has other characters, or too many.');
    if (route?.idempotent !== true || ownerId === undefined || deps?.store === undefined) return;
    const { routeKey, params, body } = exchange;
    const request = { ownerId, key, bodyHash: digestOf({ routeKey, params: params ?? {}, body: body ?? {} }) };
    const found = await findIdempotent(deps.store, request);
    if (found.kind === 'in-progress') {
      throw new ErrandError(
        'idempotency.in-progress',
        `The first request with the key "${key}" is still being handled.`,
      );
    }
    if (found.kind === 'done') exchange.replay = { status: found.status, body: found.body };
    exchange.idempotency = request;
  },
  after: markReplayed,
  /** The same request, a moment ahead, may be what this one ran into: then its answer is given here too. */
  async onError(request) {
    const { exchange } = request.event;
    const { deps, idempotency: asked } = exchange;
    if (asked === undefined || deps?.store === undefined) return;
    const first = await findIdempotent(deps.store, asked).catch(() => undefined);
    if (first?.kind !== 'done') return;
    exchange.replay = { status: first.status, body: first.body };
    request.response = {
      statusCode: first.status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(first.body),
    };
    markReplayed(request);
  },
};

function markReplayed(request: ApiRequest): void {
  if (request.event.exchange.replay !== undefined) addHeaders(request, { 'idempotent-replayed': 'true' });
}
