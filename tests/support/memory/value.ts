/** The values of items as the document client gives them: copied, compared, found by path. Knows no table. */

import type { Path } from './expression.ts';

export type Item = Record<string, unknown>;

/** As the client's marshaller takes them: no `undefined`, nothing that is no data. A copy shares nothing with what it was made of. */
export function copyValue(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('The table takes no such number.');
    return value;
  }
  if (typeof value !== 'object') throw new TypeError(`The table takes no ${typeof value}.`);
  if (Array.isArray(value)) return value.filter(one => one !== undefined).map(copyValue);
  if (value instanceof Set) {
    if (value.size === 0) throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.');
    return new Set(value);
  }
  if (value instanceof Uint8Array) return value.slice();
  return copyItem(value);
}

export function copyItem(item: object): Item {
  const proto: unknown = Object.getPrototypeOf(item);
  if (proto !== Object.prototype && proto !== null) throw new TypeError('The table takes no instance of a class.');
  const copy: Item = {};
  for (const name of Object.keys(item)) {
    const value: unknown = Reflect.get(item, name);
    if (value !== undefined) copy[name] = typeof value === 'string' ? value : copyValue(value);
  }
  return copy;
}

/** For rows that are shown as they are: whoever would change one is told so. Sets and bytes cannot be frozen. */
export function frozen(item: Item): Item {
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (isMap(value)) frozen(value);
    else if (Array.isArray(value)) freezeAll(value);
  }
  return Object.freeze(item);
}

function freezeAll(list: unknown[]): void {
  for (const value of list) {
    if (isMap(value)) frozen(value);
    else if (Array.isArray(value)) freezeAll(value);
  }
  Object.freeze(list);
}

export const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export function valueAt(item: Item | undefined, path: Path): unknown {
  let found: unknown = item;
  for (const name of path) {
    if (!isMap(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one instanceof Set && other instanceof Set)
    return one.size === other.size && [...one].every(member => other.has(member));
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((member, index) => isEqual(member, other[index]));
  if (!isMap(one) || !isMap(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every(name => isEqual(one[name], other[name]));
}

/** Below, equal or above 0; undefined where the two cannot be compared. Texts by UTF-16: ours are ASCII where it matters. */
export function orderOf(one: unknown, other: unknown): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return undefined;
}

export function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Set) return value.size;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}
