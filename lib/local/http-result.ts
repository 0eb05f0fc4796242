/** Makes of what a Lambda returned the HTTP response that API Gateway's HTTP API would send. Pure. */

import { ErrandError } from '../domain/errors.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

const JSON_TYPE = 'application/json';
/** Those are the connection's own and never a handler's to set. */
const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Payload format 2.0: an object with `statusCode` is a response, and anything else is the body of a 200. */
export function httpResponse(result: unknown): HttpResponse {
  if (!isRecord(result) || !('statusCode' in result)) {
    const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': JSON_TYPE }, cookies: [], body: Buffer.from(text) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) throw malformed(`statusCode ${String(statusCode)}`);
  if (body !== undefined && body !== null && typeof body !== 'string') throw malformed(`a body of type ${typeof body}`);
  return {
    status,
    headers: headersOf(headers, typeof body === 'string'),
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function headersOf(given: unknown, hasBody: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isRecord(given) ? given : {})) {
    const lower = name.toLowerCase();
    if (value !== undefined && value !== null && !HOP_BY_HOP.has(lower)) headers[lower] = String(value);
  }
  if (hasBody) headers['content-type'] ??= 'text/plain;charset=UTF-8';
  return headers;
}

function malformed(what: string): ErrandError {
  return new ErrandError('internal.unexpected', `The function answered with ${what}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
