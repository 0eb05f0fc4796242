/** Makes one Lambda handler of an area of the route table and its handlers. The only place that knows the order of the middlewares. */

import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Caller } from '../domain/caller.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Alongside } from '../store/append.ts';
import type { IdempotentRequest } from '../store/idempotency.ts';
import type { ApiEvent, ApiMiddleware, ApiResult, EndpointDeps } from './exchange.ts';
import { accessLog } from './middleware/access-log.ts';
import { admit } from './middleware/admit.ts';
import { cors } from './middleware/cors.ts';
import { idempotency } from './middleware/idempotency.ts';
import { jsonBody } from './middleware/json-body.ts';
import { openExchange } from './middleware/open-exchange.ts';
import { problems } from './middleware/problems.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { validate } from './middleware/validate.ts';
import type { ParsedParts, ResponseOf, RouteSpec, RouteTable } from './route.ts';

export interface Asked {
  readonly ownerId: string;
  readonly caller: Caller;
  /** Of the page that asks; a program sends none. */
  readonly origin: string | undefined;
  readonly requestId: string;
  /** Present where an Idempotency-Key came with it. */
  readonly idempotency: IdempotentRequest | undefined;
  /** The part of an append that keeps this answer for the next request with the same key. */
  remember(status: number, body: unknown): Alongside;
}

export type Input<Spec> = ParsedParts<Spec> & Asked;

export interface Answer<Body> {
  /** Left out: the route's own. */
  readonly status?: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler<Deps, Spec> = (deps: Deps, input: Input<Spec>) => Promise<Answer<ResponseOf<Spec>>>;
export type Handlers<Deps, Table> = { readonly [Key in keyof Table]: Handler<Deps, Table[Key]> };

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** `connect` is called at each request and gives the same dependencies each time. */
export function endpoint<Deps extends EndpointDeps, Table extends RouteTable>(
  table: Table,
  handlers: Handlers<Deps, Table>,
  connect: () => Promise<Deps>,
): ApiHandler {
  // Each handler takes what its own schemas gave; the table ties the two together by key.
  const byKey = handlers as unknown as Readonly<Record<string, Handler<Deps, RouteSpec>>>;
  // Before: from the top down. After and on error: from the bottom up.
  const middlewares: ApiMiddleware[] = [
    openExchange(table, connect),
    accessLog,
    securityHeaders,
    cors,
    problems,
    admit,
    jsonBody,
    validate,
    idempotency,
  ];
  const composed = middy<ApiEvent, ApiResult, Error, Context>()
    .use(middlewares)
    .handler(async (event: ApiEvent): Promise<ApiResult> => {
      const { exchange } = event;
      const handle = byKey[exchange.routeKey];
      if (handle === undefined) throw new ErrandError('route.not-found', `${exchange.routeKey} has no handler.`);
      if (exchange.replay !== undefined) return jsonResult(exchange.replay.status, exchange.replay.body);
      return resultOf(exchange.route, await handle(await connect(), inputOf(event)));
    });
  return composed as unknown as ApiHandler;
}

function inputOf({ exchange, headers }: ApiEvent): Input<RouteSpec> {
  const { params, query, body, ownerId = '', caller = NOBODY, requestId, idempotency: request } = exchange;
  const { origin } = headers;
  const remember = (status: number, answer: unknown): Alongside =>
    request === undefined ? {} : { idempotency: { ...request, status, body: answer } };
  const asked: Asked = { ownerId, caller, origin, requestId, idempotency: request, remember };
  return { params, query, body, ...asked } as Input<RouteSpec>;
}

/** Asks for what anyone may read; owns nothing. */
const NOBODY: Caller = { kind: 'key', ownerId: '', keyId: '', scopes: [] };

function resultOf(route: RouteSpec | undefined, answer: Answer<unknown>): ApiResult {
  const status = answer.status ?? route?.status ?? 200;
  if (route?.mediaType === undefined) return jsonResult(status, answer.body, answer.headers);
  return {
    statusCode: status,
    headers: { 'content-type': route.mediaType, ...answer.headers },
    body: String(answer.body),
  };
}

function jsonResult(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiResult {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
