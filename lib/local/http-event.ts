/** Makes of one HTTP request the event that API Gateway's HTTP API sends to a Lambda (payload format 2.0). Pure; opens nothing. */

import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';

export interface RawRequest {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  /** Name, value, name, value, … as Node's `rawHeaders` has them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
}

export interface RouteMatch {
  /** Such as `GET /tasks/{id}`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface RequestIdentity {
  readonly requestId: string;
  readonly now: number;
  /** What the authorizer put into its `context`. */
  readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
}

const LOCAL_API_ID = 'local';
const ACCOUNT_ID = '000000000000';
const STAGE = '$default';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** API Gateway passes these content types as text and everything else as base64. */
const TEXT_BODY = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\b|application\/x-www-form-urlencoded\b)/i;

/** Absent is absent, as on AWS: no `cookies`, `queryStringParameters`, `pathParameters` or `body` key without content. */
export function httpEvent(request: RawRequest, match: RouteMatch, identity: RequestIdentity) {
  const { headers, cookies } = headersOf(request.rawHeaders);
  const [rawPath, rawQueryString] = splitTarget(request.target);
  const query = queryOf(rawQueryString);
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: LOCAL_API_ID,
      ...(identity.authorizer && { authorizer: { lambda: identity.authorizer } }),
      domainName: headers.host ?? '',
      domainPrefix: (headers.host ?? '').split('.')[0] ?? '',
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: identity.requestId,
      routeKey: match.routeKey,
      stage: STAGE,
      time: accessLogTime(identity.now),
      timeEpoch: identity.now,
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}
export type HttpEvent = ReturnType<typeof httpEvent>;

/** The event of a Lambda authorizer, payload format 2.0, without identity sources: either of two headers may be the credential. */
export function authorizerEvent(event: HttpEvent): APIGatewayRequestAuthorizerEventV2 {
  const { http } = event.requestContext;
  const { version, routeKey, rawPath, rawQueryString, headers, requestContext } = event;
  return {
    version,
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:us-east-1:${ACCOUNT_ID}:${LOCAL_API_ID}/${STAGE}/${http.method}${rawPath}`,
    identitySource: [],
    routeKey,
    rawPath,
    rawQueryString,
    cookies: event.cookies || [],
    headers,
    ...(event.queryStringParameters && { queryStringParameters: event.queryStringParameters }),
    requestContext: requestContext as APIGatewayRequestAuthorizerEventV2['requestContext'],
    ...(event.pathParameters && { pathParameters: event.pathParameters }),
  };
}

export function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Names in lower case, values of a repeated header joined by commas, cookies apart. */
function headersOf(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter(part => part !== ''));
    else if (Object.hasOwn(headers, name)) headers[name] = `${headers[name]},${value}`;
    else headers[name] = value;
  }
  return { headers, cookies };
}

function queryOf(raw: string): Record<string, string> | undefined {
  if (raw === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

function isText(contentType: string | undefined): boolean {
  return contentType === undefined || TEXT_BODY.test(contentType);
}

/** Such as `12/Mar/2020:19:03:58 +0000`. */
function accessLogTime(now: number): string {
  const at = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
