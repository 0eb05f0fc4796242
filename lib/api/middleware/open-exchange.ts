/** Gives the request its id, its route and its dependencies, and says who asks. The first of all middlewares. */

import type { Caller } from '../../domain/caller.ts';
import { ErrandError } from '../../domain/errors.ts';
import { readCaller } from '../caller-context.ts';
import { type ApiEvent, type ApiMiddleware, addHeaders, type EndpointDeps, findRoute } from '../exchange.ts';
import type { RouteTable } from '../route.ts';

export function openExchange(table: RouteTable, connect: () => Promise<EndpointDeps>): ApiMiddleware {
  return {
    async before({ event }) {
      const { routeKey, requestContext } = event;
      event.exchange = { requestId: requestContext.requestId, routeKey };
      event.exchange.deps = await connect();
      event.exchange.startedAt = event.exchange.deps.clock();
      const route = findRoute(table, routeKey);
      if (route === undefined) throw new ErrandError('route.not-found', `${routeKey} is no route of this function.`);
      event.exchange.route = route;
      if (route.auth === 'none') return;
      event.exchange.caller = callerOf(event);
      event.exchange.ownerId = event.exchange.caller.ownerId;
    },
    after: request => addHeaders(request, { 'x-request-id': request.event.exchange.requestId }),
    onError: request => addHeaders(request, { 'x-request-id': request.event.exchange.requestId }),
  };
}

/** Only the authorizer's word counts. A function that is reached without one, by a wiring mistake, refuses. */
function callerOf(event: ApiEvent): Caller {
  const { authorizer } = event.requestContext as { authorizer?: { lambda?: unknown } };
  const caller = readCaller(authorizer?.lambda);
  if (caller !== undefined) return caller;
  throw new ErrandError('request.unauthenticated', 'The authorizer named no owner.');
}
