/** Puts saved entries and databases where an origin keeps them. Runs in an empty document of that origin, before any script of the site. */

import type { SavedDatabase } from '../../agent/page-state.ts';

/** The keys that did not fit. */
export function writeEntries(which: 'local' | 'session', entries: readonly (readonly [string, string])[]): string[] {
  const area = which === 'local' ? localStorage : sessionStorage;
  return entries.flatMap(([key, value]) => {
    try {
      // A site may keep something under the name of a method.
      Storage.prototype.setItem.call(area, key, value);
      return [];
    } catch {
      return [key];
    }
  });
}

/** The names of those that could not be made again as a whole. */
export async function writeDatabases(databases: readonly SavedDatabase[], ms: number): Promise<string[]> {
  const end = performance.now() + ms;
  const isTagged = (value: unknown): value is { t: string; v: unknown; of?: string; flags?: string } =>
    typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string';
  const viewTypes: Record<string, (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array: buffer => new Int8Array(buffer),
    Uint8Array: buffer => new Uint8Array(buffer),
    Uint8ClampedArray: buffer => new Uint8ClampedArray(buffer),
    Int16Array: buffer => new Int16Array(buffer),
    Uint16Array: buffer => new Uint16Array(buffer),
    Int32Array: buffer => new Int32Array(buffer),
    Uint32Array: buffer => new Uint32Array(buffer),
    Float32Array: buffer => new Float32Array(buffer),
    Float64Array: buffer => new Float64Array(buffer),
    BigInt64Array: buffer => new BigInt64Array(buffer),
    BigUint64Array: buffer => new BigUint64Array(buffer),
    DataView: buffer => new DataView(buffer),
  };
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode);
    if (!isTagged(value)) return value;
    const pairs = (): [unknown, unknown][] =>
      Array.isArray(value.v)
        ? value.v.map((pair: unknown) => (Array.isArray(pair) ? [pair[0], decode(pair[1])] : [pair, undefined]))
        : [];
    switch (value.t) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(value.v);
      case 'bigint':
        return BigInt(String(value.v));
      case 'date':
        return new Date(value.v === null ? Number.NaN : Number(value.v));
      case 'regexp':
        return new RegExp(String(value.v), value.flags);
      case 'map':
        return new Map(pairs().map(([key, one]) => [decode(key), one]));
      case 'set':
        return new Set(Array.isArray(value.v) ? value.v.map(decode) : []);
      case 'object':
        return Object.fromEntries(pairs().map(([key, one]) => [String(key), one]));
      case 'bytes': {
        const bytes = Uint8Array.from(atob(String(value.v)), char => char.charCodeAt(0));
        const view = Object.entries(viewTypes).find(([name]) => name === value.of)?.[1];
        return view === undefined ? bytes.buffer : view(bytes.buffer);
      }
      default:
        throw new TypeError(`unknown ${value.t}`);
    }
  };
  const write = ({ name, version, stores }: SavedDatabase): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      setTimeout(() => reject(new Error('no answer')), Math.max(1, end - performance.now()));
      opening.onerror = () => reject(opening.error);
      opening.onblocked = () => reject(new Error('blocked'));
      opening.onsuccess = () => resolve(opening.result);
      // All in the one transaction that makes it: it is there as a whole, or not at all.
      opening.onupgradeneeded = () => {
        const database = opening.result;
        for (const { name: storeName, keyPath, autoIncrement, indexes, records } of stores) {
          const store = database.createObjectStore(storeName, { keyPath, autoIncrement });
          for (const { name: indexName, keyPath: path, unique, multiEntry } of indexes)
            store.createIndex(indexName, path, { unique, multiEntry });
          for (const { key, value } of records) {
            if (keyPath === null) store.put(decode(value), decode(key) as IDBValidKey);
            else store.put(decode(value));
          }
        }
      };
    });
  const failed: string[] = [];
  for (const database of databases)
    await write(database).then(
      made => made.close(),
      () => failed.push(database.name),
    );
  return failed;
}
