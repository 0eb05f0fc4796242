/** Makes a value that fits a zod schema, out of values that were seen elsewhere. For tests over whole route tables; knows no route. */

import * as z from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** `seen` is asked first where a string must fit a pattern, so that ids and digests in a body are real ones. */
export function sampleOf(schema: z.ZodType, seen: readonly string[]): unknown {
  const { $defs, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json;
  return sampleOfJson(json, seen, isRecord($defs) ? $defs : {});
}

function sampleOfJson(json: Json, seen: readonly string[], defs: Json): unknown {
  const inner = (part: unknown): unknown => sampleOfJson(isRecord(part) ? part : {}, seen, defs);
  if (typeof json.$ref === 'string') return inner(defs[json.$ref.split('/').at(-1) ?? '']);
  if ('const' in json) return json.const;
  if (Array.isArray(json.enum)) return json.enum[0];
  const first = [json.anyOf, json.oneOf, json.allOf].find(Array.isArray)?.[0];
  if (first !== undefined) return inner(first);
  switch (json.type) {
    case 'object': {
      const required = Array.isArray(json.required) ? json.required.map(String) : [];
      const properties = isRecord(json.properties) ? json.properties : {};
      return Object.fromEntries(required.map(name => [name, inner(properties[name])]));
    }
    case 'array':
      return Array.from({ length: Number(json.minItems ?? 0) }, () => inner(json.items));
    case 'integer':
    case 'number':
      return Math.max(0, Number(json.minimum ?? 0));
    case 'boolean':
      return false;
    default:
      return stringFor(json, seen);
  }
}

const PLAIN = ['example.com', 'a-name', 'text', 'NAME', 'x'];

function stringFor(json: Json, seen: readonly string[]): string {
  if (typeof json.pattern !== 'string') return 'x'.repeat(Math.max(1, Number(json.minLength ?? 1)));
  const pattern = new RegExp(json.pattern, 'u');
  const found = [...seen, ...PLAIN].find(text => pattern.test(text));
  if (found === undefined)
    throw new Error(`Nothing that was seen fits ${json.pattern}: let the test's world make one.`);
  return found;
}

/** Every string anywhere in a value. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isRecord(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
