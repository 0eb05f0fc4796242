/** What the middlewares know of one request and hand on from one to the next, as a part of the event. */

import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Caller, keyIdOf } from '../domain/caller.ts';
import type { Clock } from '../domain/ids.ts';
import type { Limits } from '../domain/quota.ts';
import type { IdempotentRequest } from '../store/idempotency.ts';
import type { Store } from '../store/store.ts';
import type { Fields, Log } from '../telemetry/log.ts';
import type { RouteSpec, RouteTable } from './route.ts';

/** What every function needs; the docs have no store. */
export interface EndpointDeps {
  readonly log: Log;
  readonly clock: Clock;
  /** Origins of other sites whose pages may call the API. The console's own needs none. */
  readonly origins: readonly string[];
  /** Of each owner. */
  readonly limits: Limits;
  readonly store?: Store;
}

export interface Exchange {
  readonly requestId: string;
  readonly routeKey: string;
  deps?: EndpointDeps;
  startedAt?: number;
  route?: RouteSpec;
  caller?: Caller;
  /** The caller's: a person and their keys are one owner. */
  ownerId?: string;
  /** As JSON, before the schema. */
  rawBody?: unknown;
  params?: unknown;
  query?: unknown;
  body?: unknown;
  idempotency?: IdempotentRequest;
  /** The answer given before under the same key. */
  replay?: { readonly status: number; readonly body: unknown };
  /** What went wrong, for the log. */
  code?: string;
}

export type ApiEvent = APIGatewayProxyEventV2 & { exchange: Exchange };
export type ApiResult = APIGatewayProxyStructuredResultV2;
export type ApiRequest = middy.Request<ApiEvent, ApiResult, Error, Context>;
export type ApiMiddleware = middy.MiddlewareObj<ApiEvent, ApiResult, Error, Context>;

/** `Object.hasOwn`, so that no routeKey can reach into the prototype. */
export function findRoute(table: RouteTable, routeKey: string): RouteSpec | undefined {
  return Object.hasOwn(table, routeKey) ? (table as Readonly<Record<string, RouteSpec>>)[routeKey] : undefined;
}

/** The ids a log line may carry. Header values, queries and bodies never. */
export function logFields(event: ApiEvent): Fields {
  const { exchange, pathParameters } = event;
  return {
    requestId: exchange.requestId,
    route: exchange.routeKey,
    ownerId: exchange.ownerId,
    keyId: exchange.caller && keyIdOf(exchange.caller),
    sessionId: pathParameters?.sessionId,
    taskId: pathParameters?.taskId,
  };
}

/** Adds headers to the answer, whichever middleware made it. */
export function addHeaders(request: ApiRequest, headers: Readonly<Record<string, string>>): void {
  const response = request.response ?? { statusCode: 200 };
  request.response = { ...response, headers: { ...headers, ...response.headers } };
}
