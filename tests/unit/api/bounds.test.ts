/** Everything a caller can send has a size: each string, list and object of each route and socket message. A new route is held by itself. */

import { expect, test } from 'vitest';
import * as z from 'zod';
import { routeList } from '../../../lib/api/routes.ts';
import { ClientMessage } from '../../../lib/realtime/protocol.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A pattern with an end and no open repetition is a bound too. */
const isBoundedPattern = (pattern: unknown): boolean =>
  typeof pattern === 'string' &&
  /^\^.*\$$/.test(pattern) &&
  !/[*+]|\{\d+,\}/.test(pattern.replaceAll(/\[[^\]]*\]|\\./g, 'c'));

/** The paths of what may be of any size. */
function unboundedIn(json: Json, path: string, defs: Json): string[] {
  const inner = (part: unknown, name: string): string[] =>
    isRecord(part) ? unboundedIn(part, `${path}${name}`, defs) : [];
  if (typeof json.$ref === 'string') {
    const target = defs[json.$ref.split('/').at(-1) ?? ''];
    return isRecord(target) ? unboundedIn(target, path, defs) : [`${path} (no such reference)`];
  }
  if ('const' in json || Array.isArray(json.enum)) return [];
  const several = [json.anyOf, json.oneOf, json.allOf].find(Array.isArray);
  if (several !== undefined) return several.flatMap((part, at) => inner(part, `|${at}`));
  switch (json.type) {
    case 'string':
      return json.maxLength !== undefined ||
        isBoundedPattern(json.pattern) ||
        (json.description !== undefined && /At most [\d,]+ characters/.test(String(json.description)))
        ? []
        : [`${path} (string)`];
    case 'array':
      return [...(json.maxItems === undefined ? [`${path} (list)`] : []), ...inner(json.items, '[]')];
    case 'object':
      return [
        ...(json.additionalProperties === false || path.includes('params') || path.includes('query')
          ? []
          : [`${path} (object)`]),
        ...Object.entries(isRecord(json.properties) ? json.properties : {}).flatMap(([name, part]) =>
          inner(part, `.${name}`),
        ),
      ];
    case 'integer':
    case 'number':
      return (json.minimum === undefined && json.exclusiveMinimum === undefined) ||
        (json.maximum === undefined && json.exclusiveMaximum === undefined)
        ? [`${path} (number)`]
        : [];
    case 'boolean':
      return [];
    default:
      return [`${path} (anything)`];
  }
}

function unbounded(schema: z.ZodType, path: string): string[] {
  const { $defs, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json;
  return unboundedIn(json, path, isRecord($defs) ? $defs : {});
}

test.each(routeList.map(route => [route.key, route] as const))('%s takes nothing without a bound', (_, route) => {
  const found = (['params', 'query', 'body'] as const).flatMap(place => {
    const schema = route[place];
    return schema === undefined ? [] : unbounded(schema, place);
  });
  expect(found).toEqual([]);
});

test('a socket message takes nothing without a bound', () => {
  // The stream is checked by code, character for character.
  expect(unbounded(ClientMessage, 'message').filter(path => !/\.stream \(anything\)/.test(path))).toEqual([]);
});

test('what has no bound is found', () => {
  const open = z.strictObject({
    text: z.string(),
    list: z.array(z.string().max(1)),
    name: z.string().regex(/^a+$/),
    any: z.unknown(),
  });
  expect(unbounded(open, 'body')).toEqual([
    'body.text (string)',
    'body.list (list)',
    'body.name (string)',
    'body.any (anything)',
  ]);
});
