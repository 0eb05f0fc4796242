/** API Gateway's HTTP API on a loopback port: events in, handlers' results out. Knows no business and no AWS client. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { apiHeaders } from '../api/browser-headers.ts';
import { errorTable } from '../domain/error-table.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import { onOneLine } from '../domain/plain-text.ts';
import { authorizerEvent, type HttpEvent, httpEvent, type RawRequest, splitTarget } from './http-event.ts';
import { type HttpResponse, httpResponse } from './http-result.ts';
import { InvocationTimeout, type LoadFunction, lambdaContext, withinLimit } from './lambda.ts';
import { type GatewayRoute, type Matched, type MatchRoute, routeMatcher } from './route-match.ts';

const INTEGRATION_LIMIT_MS = 30_000;
const MAX_PAYLOAD_BYTES = 10 * 1_024 * 1_024;

export interface GatewayOptions {
  readonly routes: readonly GatewayRoute[];
  readonly load: LoadFunction;
  /** The authorizer's file under functions/. */
  readonly authorizer: string;
  /** Anything that is no route, such as the console. Undefined: not found. */
  readonly otherwise?: (request: IncomingMessage) => Promise<HttpResponse | undefined>;
  /** Called after every request that may have written something. */
  readonly afterWrite?: () => void;
  readonly limitMs?: number;
  readonly log?: (line: string) => void;
}

interface Gateway extends GatewayOptions {
  readonly match: MatchRoute;
}

/** The server is not listening yet. */
export function gatewayServer(options: GatewayOptions): Server {
  const gateway = { ...options, match: routeMatcher(options.routes) };
  return createServer((request, response) => {
    void answer(gateway, request, response);
  });
}

async function answer(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  let reply: HttpResponse;
  try {
    reply = await replyTo(gateway, request, requestId);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    if (!isErrandError(error)) gateway.log?.(onOneLine(`${request.method} ${request.url} failed: ${String(error)}`));
    reply = problemResponse(error, requestId);
  }
  send(request, response, reply);
  if (request.method !== 'GET') gateway.afterWrite?.();
}

async function replyTo(gateway: Gateway, request: IncomingMessage, requestId: string): Promise<HttpResponse> {
  const target = request.url ?? '/';
  const method = request.method ?? 'GET';
  const matched = gateway.match(method, splitTarget(target)[0]);
  if (!matched) {
    const other = await gateway.otherwise?.(request);
    if (other) return other;
    throw new ErrandError('route.not-found', `${method} ${clipped(splitTarget(target)[0])} is no route.`);
  }
  const raw: RawRequest = {
    method,
    target,
    rawHeaders: request.rawHeaders,
    body: await bodyOf(request),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${request.httpVersion}`,
  };
  const event = httpEvent(raw, matched, { requestId, now: Date.now() });
  return runRoute(gateway, matched, event);
}

async function runRoute(gateway: Gateway, matched: Matched, event: HttpEvent): Promise<HttpResponse> {
  const { route } = matched;
  const lambda = route.auth === 'none' ? undefined : await authorize(gateway, event);
  const context = event.requestContext;
  const known = lambda ? { ...event, requestContext: { ...context, authorizer: { lambda } } } : event;
  return httpResponse(await invoke(gateway, route.function, known));
}

/** A simple response: `{isAuthorized, context}`. What it throws is a refusal too, as on AWS. */
async function authorize(gateway: Gateway, event: HttpEvent): Promise<Record<string, unknown>> {
  const refused = new ErrandError(
    'request.unauthenticated',
    'Neither the authorization header nor x-api-key names a valid identity.',
  );
  const result = await invoke(gateway, gateway.authorizer, authorizerEvent(event));
  if (!isRecord(result) || result.isAuthorized !== true) throw refused;
  return isRecord(result.context) ? result.context : {};
}

async function invoke(gateway: Gateway, name: string, event: unknown): Promise<unknown> {
  const limitMs = gateway.limitMs ?? INTEGRATION_LIMIT_MS;
  const handler = await gateway.load(name);
  return withinLimit(handler(event, lambdaContext(name, Date.now() + limitMs)), limitMs);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new ErrandError('request.too-large', 'A request may have 10 MB at most.', {
    limit: MAX_PAYLOAD_BYTES,
  });
  if (Number(request.headers['content-length'] ?? 0) > MAX_PAYLOAD_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_PAYLOAD_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** RFC 9457, in the words of the error table. The same document as a handler's own problems. */
function problemResponse(error: unknown, requestId: string): HttpResponse {
  const known = isErrandError(error)
    ? error
    : new ErrandError('internal.unexpected', 'The request could not be handled.');
  const timedOut = error instanceof InvocationTimeout;
  const status = timedOut ? 504 : known.status;
  const detail = timedOut ? 'The function did not answer within the limit of 30 s.' : known.detail;
  const { code, hint } = known;
  const problem = { type: `urn:errand:${code}`, title: errorTable[code].title, status, detail, code, hint, requestId };
  const headers = { ...apiHeaders, 'content-type': 'application/problem+json', 'x-request-id': requestId };
  return { status, headers, cookies: [], body: Buffer.from(JSON.stringify(problem)) };
}

/** An unread body (too large, no such route) leaves the connection unusable, so it ends with the answer. */
function send(request: IncomingMessage, response: ServerResponse, reply: HttpResponse): void {
  if (response.destroyed) return;
  if (!request.complete) response.setHeader('connection', 'close');
  if (reply.cookies.length > 0) response.setHeader('set-cookie', [...reply.cookies]);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}

const MAX_SHOWN_CHARS = 200;

const clipped = (path: string): string => (path.length > MAX_SHOWN_CHARS ? `${path.slice(0, MAX_SHOWN_CHARS)}…` : path);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
