/** What is left out of a function's bundle checks no request: what answers look like, and nothing else. */

import { expect, test } from 'vitest';
import * as responseSchemas from '../../../lib/api/response-schemas.ts';
import type { RouteSpec } from '../../../lib/api/route.ts';
import { routes } from '../../../lib/api/routes.ts';

const left: ReadonlySet<unknown> = new Set(Object.values(responseSchemas));

/** All that a schema is made of, by its definition. */
function partsOf(value: unknown, seen = new Set<unknown>()): ReadonlySet<unknown> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return seen;
  seen.add(value);
  const def: unknown = '_zod' in value ? Reflect.get(Object(value._zod), 'def') : value;
  for (const part of Object.values(Object(def))) partsOf(part, seen);
  return seen;
}

const made = (schema: unknown): boolean => [...partsOf(schema)].some(part => left.has(part));

test('no request is checked by a schema of answers', () => {
  const specs: readonly [string, RouteSpec][] = Object.entries(routes);
  expect(specs.filter(([, { params, query, body }]) => [params, query, body].some(made)).map(([key]) => key)).toEqual(
    [],
  );
  expect(specs.filter(([, { response }]) => made(response)).length).toBeGreaterThan(10);
});
