/** Every route over real HTTP with a request that is broken below its body: headers, encodings, paths, methods, sizes. Made from the route table. */

import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '../../../lib/api/middleware/json-body.ts';
import { Problem } from '../../../lib/api/response-schemas.ts';
import { type Route, routeList } from '../../../lib/api/routes.ts';
import { type IdKind, idPattern, idPrefixes } from '../../../lib/domain/ids.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({});
}, 60_000);
afterAll(() => cloud.close());

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const kinds = Object.keys(idPrefixes) as IdKind[];
const idOf = (kind: IdKind): string => {
  const short = `${idPrefixes[kind]}_${ULID}`;
  return idPattern(kind).test(short) ? short : `${short}_${ULID}`;
};
const kindOf = (param: string): IdKind | undefined => kinds.find(kind => param === `${kind}Id`);
const pathOf = (route: Route, fill = (param: string): string => idOf(kindOf(param) ?? 'key')): string =>
  route.path.replace(/\{(\w+)\}/g, (_, param: string) => fill(param));
const paramsOf = (route: Route): string[] => Object.keys(route.params?.shape ?? {});

interface Sent {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  /** Name and value by turns, so that one may come twice. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Nothing is mended on the way, as `fetch` does. */
function send({ method, target, headers, body = '' }: Sent): Promise<Got> {
  const { hostname, port } = new URL(cloud.local.url);
  const identity = ['authorization', `Bearer ${cloud.local.token}`];
  const all = [
    ...['host', `${hostname}:${port}`, 'content-length', String(Buffer.byteLength(body))],
    ...(headers ?? [...identity, 'content-type', 'application/json']),
  ];
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: target, headers: all, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const withIdentity = (...more: string[]): string[] => ['authorization', `Bearer ${cloud.local.token}`, ...more];
const asJson = (...more: string[]): string[] => withIdentity('content-type', 'application/json', ...more);

/** All that a person can see of what is stored. */
async function world(): Promise<string> {
  const reads = ['/sessions', '/tasks', '/secrets', '/keys', '/audit'];
  return JSON.stringify(await Promise.all(reads.map(target => send({ method: 'GET', target, headers: asJson() }))));
}

/** Undefined where the answer is a whole problem with this status and code. */
function fault(name: string, got: Got, status: number, code: string): string | undefined {
  const found = `${name}: ${got.status} ${got.type} ${got.text.slice(0, 300)}`;
  if (got.status !== status || got.type !== 'application/problem+json') return found;
  const problem = Problem.safeParse(JSON.parse(got.text));
  const isWhole = problem.success && problem.data.code === code && problem.data.detail.length > 5;
  return isWhole && problem.data.status === status && got.text.length < 2_000 ? undefined : found;
}

const owned = routeList.filter(route => route.auth === 'owner');
const posts = routeList.filter(route => route.method === 'POST');
const withIds = owned.filter(route => paramsOf(route).some(kindOf));

/** Few at once: hundreds of one owner at the very same moment are refused, as promised. */
const AT_ONCE = 8;

async function faultsOf(tries: readonly (() => Promise<string | undefined>)[]): Promise<string[]> {
  const left = [...tries];
  const found: (string | undefined)[] = [];
  while (left.length > 0) found.push(...(await Promise.all(left.splice(0, AT_ONCE).map(one => one()))));
  return found.filter(one => one !== undefined);
}

let before = '';

describe('a request broken on its way', () => {
  beforeAll(async () => {
    before = await world();
  });

  test.each([
    ['2 MB', 413, 'request.too-large', () => ({ body: JSON.stringify('x'.repeat(2_000_000)) })],
    ['one byte too much', 413, 'request.too-large', () => ({ body: JSON.stringify('x'.repeat(MAX_BODY_BYTES - 1)) })],
    ['11 MB', 413, 'request.too-large', () => ({ body: Buffer.alloc(11_000_000, 0x20) })],
    ['half of JSON', 400, 'request.invalid-json', () => ({ body: '{"text":' })],
    ['a mark before it', 400, 'request.invalid-json', () => ({ body: '\ufeff{}' })],
    ['two values', 400, 'request.invalid-json', () => ({ body: '{}{}' })],
    [
      'form fields',
      400,
      'request.invalid-json',
      () => ({ body: 'text=hello', headers: withIdentity('content-type', 'application/x-www-form-urlencoded') }),
    ],
    [
      'XML',
      400,
      'request.invalid-json',
      () => ({ body: '<a/>', headers: withIdentity('content-type', 'application/xml') }),
    ],
    [
      'bytes that are no text',
      400,
      'request.invalid-json',
      () => ({
        body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
        headers: withIdentity('content-type', 'application/octet-stream'),
      }),
    ],
    [
      'gzip',
      400,
      'request.invalid-json',
      () => ({ body: gzipSync('{}'), headers: asJson('content-encoding', 'gzip') }),
    ],
    [
      'gzip as bytes',
      400,
      'request.invalid-json',
      () => ({ body: gzipSync('{}'), headers: withIdentity('content-type', 'application/gzip') }),
    ],
    [
      'a coding of no name',
      400,
      'request.invalid-json',
      () => ({ body: '{}', headers: asJson('content-encoding', 'x'.repeat(500)) }),
    ],
    [
      'two keys',
      400,
      'idempotency.key-invalid',
      () => ({ body: '{}', headers: asJson('idempotency-key', 'a', 'idempotency-key', 'b') }),
    ],
    [
      'a key of other letters',
      400,
      'idempotency.key-invalid',
      () => ({ body: '{}', headers: asJson('idempotency-key', 'a b') }),
    ],
    [
      'a long key',
      400,
      'idempotency.key-invalid',
      () => ({ body: '{}', headers: asJson('idempotency-key', 'a'.repeat(129)) }),
    ],
    ['an empty key', 400, 'idempotency.key-invalid', () => ({ body: '{}', headers: asJson('idempotency-key', '') })],
    [
      'two identities',
      401,
      'request.unauthenticated',
      () => ({ body: '{}', headers: asJson('authorization', `Bearer ${cloud.local.token}`) }),
    ],
    [
      'a token and a key',
      401,
      'request.unauthenticated',
      () => ({ body: '{}', headers: asJson('x-api-key', 'erk_x') }),
    ],
    [
      'a token in other words',
      401,
      'request.unauthenticated',
      () => ({ body: '{}', headers: ['authorization', cloud.local.token] }),
    ],
    [
      'a long token',
      401,
      'request.unauthenticated',
      () => ({ body: '{}', headers: ['authorization', `Bearer ${'a'.repeat(9_000)}.b.c`] }),
    ],
  ] as const)('with %s is told so on every POST', async (name, status, code, change) => {
    const found = posts.map(route => async () => {
      const got = await send({ method: 'POST', target: pathOf(route), ...change() });
      const is = fault(`${route.key} with ${name}`, got, status, code);
      // A wrong key is seen after the body; where the body is wrong too, either may be told.
      return code === 'idempotency.key-invalid' &&
        is !== undefined &&
        got.status === 400 &&
        got.text.includes('request.invalid')
        ? undefined
        : is;
    });
    expect(await faultsOf(found)).toEqual([]);
  });

  test.each([
    ['half an escape', '%'],
    ['an escape of no letters', '%zz'],
    ['an escape of no character', '%ff'],
    ['a byte of zero', '%00'],
    ['a space behind it', undefined],
    ['nothing', ''],
    ['dots', '..'],
    ['dots in escapes', '%2e%2e%2f'],
    ['a slash in an escape', 'a%2fb'],
    ['2,000 letters', 'x'.repeat(2_000)],
  ])('with %s for an id finds nothing', async (name, text) => {
    const found = withIds.flatMap(route =>
      paramsOf(route).map(param => async () => {
        const fill = (one: string): string => {
          const right = idOf(kindOf(one) ?? 'key');
          return one === param ? (text ?? `${right}%20`) : right;
        };
        const got = await send({
          method: route.method,
          target: pathOf(route, fill),
          body: route.method === 'POST' ? '{}' : '',
        });
        const { code = '' } = JSON.parse(got.text);
        return /\.not-found$/.test(code)
          ? fault(`${route.key} with ${name}`, got, 404, code)
          : `${route.key} with ${name}: ${got.status} ${got.text.slice(0, 200)}`;
      }),
    );
    expect(await faultsOf(found)).toEqual([]);
  });

  test('with an id of each other kind, or in small letters, finds nothing and quotes it', async () => {
    const found = withIds.flatMap(route =>
      paramsOf(route).flatMap(param =>
        [...kinds.filter(kind => kind !== kindOf(param)).map(idOf), idOf(kindOf(param) ?? 'key').toLowerCase()].map(
          wrong => async () => {
            const target = pathOf(route, one => (one === param ? wrong : idOf(kindOf(one) ?? 'key')));
            const got = await send({ method: route.method, target, body: route.method === 'POST' ? '{}' : '' });
            const { code = '', detail = '' } = JSON.parse(got.text);
            return /\.not-found$/.test(code) && detail.includes(`"${wrong}"`)
              ? fault(target, got, 404, code)
              : `${target}: ${got.text.slice(0, 200)}`;
          },
        ),
      ),
    );
    expect(await faultsOf(found)).toEqual([]);
  });

  test.each(['PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND'])('by %s is no route anywhere', async method => {
    const found = routeList.map(route => async () => {
      const got = await send({ method, target: pathOf(route), headers: asJson() });
      if (method === 'HEAD') return got.status === 404 && got.text === '' ? undefined : `${route.key}: ${got.status}`;
      return fault(`${method} ${route.path}`, got, 404, 'route.not-found');
    });
    expect(await faultsOf(found)).toEqual([]);
  });

  test.each([
    '//',
    '/%',
    '/sessions//messages',
    '/sessions/',
    '*',
    '/SESSIONS',
    '/sessions;a=b',
    '/sessions%3Flimit=1',
    'http://other.example/sessions',
    '/%00',
    '/config.json/',
    '/../lib/config.ts',
    '/..%2fpackage.json',
  ])('to %s is no route', async target => {
    const got = await send({ method: 'GET', target });
    expect(fault(target.slice(0, 50), got, 404, 'route.not-found')).toBeUndefined();
  });

  test.each([
    'limit=',
    'limit=0',
    'limit=-1',
    'limit=1e999',
    'limit=1.5',
    'limit=%00',
    'limit=1&limit=2',
    'limit=ten',
    'limit=101000',
    'cursor=%00',
    'cursor=%F0%9F%92%A9',
    `cursor=${'x'.repeat(3_000)}`,
    'cursor=e30',
    'cursor=bnVsbA',
  ])('with the query %s is told so by each list', async query => {
    const name = query.split('=')[0] ?? '';
    const lists = owned.filter(
      route => route.method === 'GET' && paramsOf(route).length === 0 && name in (route.query?.shape ?? {}),
    );
    expect(lists.length).toBeGreaterThan(1);
    const found = lists.map(
      route => async () =>
        fault(
          `${route.key}?${query.slice(0, 30)}`,
          await send({ method: 'GET', target: `${route.path}?${query}` }),
          400,
          'request.invalid',
        ),
    );
    expect(await faultsOf(found)).toEqual([]);
  });

  test('leaves everything as it was', async () => {
    expect(await world()).toBe(before);
  });
});
