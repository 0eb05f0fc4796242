/** Every wrong body that a route's own schema can be broken with, made from the route table: a new route or field is tried by itself. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Problem } from '../../../../lib/api/response-schemas.ts';
import { type Route, routeList } from '../../../../lib/api/routes.ts';
import { type IdKind, idPattern, idPrefixes } from '../../../../lib/domain/ids.ts';
import { openTestApi, type TestApi } from '../../../support/api.ts';
import { sampleOf } from '../../../support/sample-from-schema.ts';

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const kinds = Object.keys(idPrefixes) as IdKind[];
const idOf = (kind: IdKind): string => {
  const short = `${idPrefixes[kind]}_${ULID}`;
  return idPattern(kind).test(short) ? short : `${short}_${ULID}`;
};
const SEEN = [...kinds.map(idOf), `sha256:${'0'.repeat(64)}`];

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const targetOf = (route: Route): string =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const kind = kinds.find(one => name === `${one}Id`);
    return kind === undefined ? 'a-name' : idOf(kind);
  });

/** All that is stored, but how many requests came. */
async function stored(): Promise<string> {
  const { Items = [] } = await api.store.db.send(new ScanCommand({ TableName: api.store.table, ConsistentRead: true }));
  const kept = Items.filter(item => item.sk !== 'BUCKET').map(item => JSON.stringify(item));
  return kept.sort().join('\n');
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Field {
  readonly path: readonly string[];
  readonly json: Json;
  readonly isRequired: boolean;
}

/** Each field of an object schema, those of the objects in it too. */
function fieldsOf(json: Json, path: readonly string[] = []): Field[] {
  const properties = isRecord(json.properties) ? json.properties : {};
  const required = Array.isArray(json.required) ? json.required : [];
  return Object.entries(properties).flatMap(([name, part]): Field[] => {
    if (!isRecord(part)) return [];
    const at = [...path, name];
    return [{ path: at, json: part, isRequired: required.includes(name) }, ...fieldsOf(part, at)];
  });
}

const WRONG_TYPES: readonly unknown[] = [null, true, 5, 'x', [], ['x'], {}, [[]]];
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** What a field may not be, by its JSON schema alone. */
function wrongFor({ json, isRequired }: Field): unknown[] {
  const type = json.type === 'integer' ? 'number' : 'const' in json || 'enum' in json ? 'string' : json.type;
  const wrong: unknown[] = WRONG_TYPES.filter(value => typeOf(value) !== type);
  if ('const' in json || 'enum' in json) wrong.push('no-such-choice', '');
  else if (type === 'string') {
    if (typeof json.maxLength === 'number') wrong.push('x'.repeat(json.maxLength + 1));
    if (typeof json.pattern === 'string') wrong.push('', 'ä', ' ', '\u0000', 'x'.repeat(3_000));
    if (Number(json.minLength ?? 0) > 0) wrong.push('', ' \n\t ');
    wrong.push('\ud800', 'a\udc00b');
  }
  if (type === 'number') {
    wrong.push('5', 0.5, -1, Number.MAX_SAFE_INTEGER);
    if (json.type === 'number') wrong.splice(wrong.indexOf(0.5), 1);
  }
  if (type === 'array' && typeof json.maxItems === 'number') {
    wrong.push(Array.from({ length: json.maxItems + 1 }, () => 'x'));
  }
  if (isRequired) wrong.push(undefined);
  return wrong;
}

function withField(body: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const at = isRecord(body) ? body : {};
  return { ...at, [name]: rest.length === 0 ? value : withField(at[name], rest, value) };
}

interface Case {
  readonly name: string;
  readonly route: Route;
  readonly body: unknown;
  /** Where the fault is told; undefined where the variant of the body itself is unclear. */
  readonly at: string | undefined;
}

const short = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 30)}… (${text.length})` : text;
};

function casesOf(route: Route): Case[] {
  if (route.body === undefined) return [];
  const { $defs: _, ...json } = z.toJSONSchema(route.body, { unrepresentable: 'any', io: 'input' }) as Json;
  const several = [json.anyOf, json.oneOf].find(Array.isArray);
  const variants: readonly Json[] = (several ?? [json]).filter(isRecord);
  const whole = [null, 5, 'x', true, [], [{}]].map(
    (body): Case => ({ name: `${route.key} takes ${short(body)}`, route, body, at: 'body' }),
  );
  const inside = variants.flatMap(variant => {
    const base = several === undefined ? sampleOf(route.body as z.ZodType, SEEN) : sampleOfVariant(variant);
    const choice = several === undefined ? '' : ` (${JSON.stringify(base).slice(0, 24)}…)`;
    const extra: Case[] = ['more', '__proto__', 'constructor', 'x'.repeat(5_000), 'ä\ud800'].map(name => ({
      name: `${route.key}${choice} has a field ${short(name)} too many`,
      route,
      body: JSON.parse(`{${JSON.stringify(name)}:1,${JSON.stringify(base).slice(1)}`.replace(',}', '}')),
      at: 'body',
    }));
    const fields = fieldsOf(variant).flatMap(field =>
      wrongFor(field).map(
        (value): Case => ({
          name: `${route.key}${choice} has ${field.path.join('.')} = ${short(value)}`,
          route,
          body: withField(base, field.path, value),
          at: ['body', ...field.path].join('.'),
        }),
      ),
    );
    return [...extra, ...fields];
  });
  return [...whole, ...inside];
}

function sampleOfVariant(variant: Json): unknown {
  return sampleOf(z.fromJSONSchema(variant as Parameters<typeof z.fromJSONSchema>[0]), SEEN);
}

const cases = routeList.flatMap(casesOf);

describe('a wrong body', () => {
  test('is tried on every route that takes one, in many ways', () => {
    const tried = new Set(cases.map(({ route }) => route.key));
    expect([...tried]).toEqual(routeList.filter(route => route.body !== undefined).map(route => route.key));
    expect(cases.length).toBeGreaterThan(300);
  });

  /** One test for each route: hundreds of lines in a report would say no more, and the table is read once. */
  test.each([...new Set(cases.map(({ route }) => route.key))])('is told of and nothing is written: %s', async key => {
    const before = await stored();
    const wrong: unknown[] = [];
    for (const one of cases.filter(({ route }) => route.key === key)) {
      const reply = await api.call(one.route.method, targetOf(one.route), { body: one.body });
      wrong.push(...faultsOf(one, reply));
    }
    expect(wrong).toEqual([]);
    expect(await stored()).toBe(before);
  });
});

const MAX_DETAIL_CHARS = 4_000;

/** What the answer lacks of what is promised: status, code, the place, the value, what is allowed, what to do next. */
function faultsOf({ name, at }: Case, { status, body, headers }: Awaited<ReturnType<TestApi['call']>>): string[] {
  const fault = (what: string): string => `${name}: ${what}: ${status} ${JSON.stringify(body).slice(0, 400)}`;
  // The handler alone looks into a secret's value, so that no answer can quote it.
  if (body.code === 'secret.invalid') return status === 422 ? [] : [fault('another status')];
  if (status !== 400 || body.code !== 'request.invalid') return [fault('not refused as request.invalid')];
  const faults: string[] = [];
  if (headers['content-type'] !== 'application/problem+json') faults.push(fault('no problem+json'));
  if (!Problem.safeParse(body).success) faults.push(fault('no whole problem'));
  const told = (body.errors ?? []) as readonly { path: string; message: string; value?: unknown; allowed?: unknown }[];
  const here = told.find(({ path }) => at === undefined || path === at || path.startsWith(`${at}.`));
  if (here === undefined) return [...faults, fault(`nothing is told at ${at}`)];
  if (/^(Invalid input|Invalid)/.test(here.message)) faults.push(fault('no words for people'));
  if (/undefined|\[object|NaN/.test(here.message)) faults.push(fault('words of a program'));
  if (body.detail.length > MAX_DETAIL_CHARS) faults.push(fault(`a detail of ${body.detail.length}`));
  if (JSON.stringify(body).length > 2 * MAX_DETAIL_CHARS) faults.push(fault('a long answer'));
  if (told.some(({ value }) => JSON.stringify(value ?? '').length > 200)) faults.push(fault('a long value'));
  if (!body.detail.isWellFormed()) faults.push(fault('a broken detail'));
  return faults;
}
