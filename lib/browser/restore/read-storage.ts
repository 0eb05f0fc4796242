/** Reads what an origin keeps in a browser, the smallest entries first. Runs in the page's isolated world; changes nothing. */

import type { SavedDatabase } from '../../agent/page-state.ts';

export interface StorageLimits {
  /** UTF-16 units of all that is read of one storage. */
  readonly chars: number;
  readonly records: number;
  readonly ms: number;
}

export interface EntriesRead {
  readonly entries: [string, string][];
  /** Entries that were too large, and their size. */
  readonly left: number;
  readonly leftChars: number;
}

/** Undefined where the document may keep nothing, such as in a sandbox. */
export function readEntries(which: 'local' | 'session', chars: number): EntriesRead | undefined {
  const area = (() => {
    try {
      return which === 'local' ? localStorage : sessionStorage;
    } catch {
      return undefined;
    }
  })();
  if (area === undefined) return undefined;
  const all = Object.keys(area).map((key): [string, string] => [key, Storage.prototype.getItem.call(area, key) ?? '']);
  const sizeOf = ([key, value]: [string, string]): number => key.length + value.length;
  all.sort((a, b) => sizeOf(a) - sizeOf(b));
  const entries: [string, string][] = [];
  let used = 0;
  let leftChars = 0;
  for (const entry of all) {
    if (used + sizeOf(entry) > chars) leftChars += sizeOf(entry);
    else {
      used += sizeOf(entry);
      entries.push(entry);
    }
  }
  return { entries, left: all.length - entries.length, leftChars };
}

export interface DatabasesRead {
  readonly databases: SavedDatabase[];
  /** By database: what was left out, and why. */
  readonly left: { name: string; records: number; why: 'too much' | 'no JSON' | 'no answer' }[];
}

/** A value that JSON has no word for becomes `{t, v}`; a record with a file, a key or a circle in it is left out. */
export async function readDatabases({ chars, records: most, ms }: StorageLimits): Promise<DatabasesRead> {
  const end = performance.now() + ms;
  type Json = SavedDatabase['stores'][number]['records'][number]['value'];
  const noJson = Symbol('no JSON');
  const encode = (value: unknown, above: readonly unknown[]): Json => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { t: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (value === undefined) return { t: 'undefined' };
    if (typeof value === 'bigint') return { t: 'bigint', v: String(value) };
    if (typeof value !== 'object' || above.includes(value) || above.length > 60) throw noJson;
    const inside = (one: unknown): Json => encode(one, [...above, value]);
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (Array.isArray(value)) return value.map(inside);
    if (value instanceof Date) return { t: 'date', v: value.getTime() };
    if (value instanceof RegExp) return { t: 'regexp', v: value.source, flags: value.flags };
    if (value instanceof Map) return { t: 'map', v: [...value].map(([key, one]) => [inside(key), inside(one)]) };
    if (value instanceof Set) return { t: 'set', v: [...value].map(inside) };
    const isView = ArrayBuffer.isView(value);
    if (isView || value instanceof ArrayBuffer) {
      const bytes = isView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
      if (bytes.length > chars) throw noJson;
      let text = '';
      for (let at = 0; at < bytes.length; at += 8_192)
        text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8_192, bytes.length)));
      return { t: 'bytes', of: kind, v: btoa(text) };
    }
    if (kind !== 'Object') throw noJson;
    return { t: 'object', v: Object.entries(value).map(([key, one]) => [key, inside(one)]) };
  };
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      setTimeout(() => reject(new Error('no answer')), Math.max(1, end - performance.now()));
    });
  const read: DatabasesRead = { databases: [], left: [] };
  let used = 0;
  let count = 0;
  const readStore = async (store: IDBObjectStore) => {
    const records: { key: Json; value: Json }[] = [];
    const left = { many: 0, unfit: 0 };
    const walk = store.openCursor();
    for (let cursor = await answer(walk); cursor !== null; ) {
      try {
        const record = { key: encode(cursor.key, []), value: encode(cursor.value, []) };
        const size = JSON.stringify(record).length;
        if (used + size > chars || count >= most) left.many += 1;
        else {
          used += size;
          count += 1;
          records.push(record);
        }
      } catch (error) {
        if (error !== noJson) throw error;
        left.unfit += 1;
      }
      if (count >= most || performance.now() > end - 20) {
        left.many += Math.max(0, (await answer(store.count())) - records.length - left.unfit - left.many);
        break;
      }
      cursor.continue();
      cursor = await answer(walk);
    }
    const indexes = [...store.indexNames].map(name => {
      const { keyPath, unique, multiEntry } = store.index(name);
      return { name, keyPath: keyPath as string | string[], unique, multiEntry };
    });
    const { name, autoIncrement } = store;
    return {
      saved: { name, keyPath: store.keyPath as string | string[] | null, autoIncrement, indexes, records },
      left,
    };
  };
  const listed = await Promise.race([
    indexedDB.databases(),
    new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), ms)),
  ]).catch(() => undefined);
  if (listed === undefined) return read;
  for (const { name = '' } of listed) {
    if (performance.now() > end) {
      read.left.push({ name, records: 0, why: 'no answer' });
      continue;
    }
    let database: IDBDatabase | undefined;
    try {
      const opening = indexedDB.open(name);
      // One that nobody made is not to be made by looking.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      database = await answer(opening);
      const stores: SavedDatabase['stores'] = [];
      const names = [...database.objectStoreNames];
      if (names.length > 0) {
        const transaction = database.transaction(names, 'readonly');
        const left = { many: 0, unfit: 0 };
        for (const one of names) {
          const { saved, left: more } = await readStore(transaction.objectStore(one));
          stores.push(saved);
          left.many += more.many;
          left.unfit += more.unfit;
        }
        if (left.many > 0) read.left.push({ name, records: left.many, why: 'too much' });
        if (left.unfit > 0) read.left.push({ name, records: left.unfit, why: 'no JSON' });
      }
      read.databases.push({ name, version: database.version, stores });
    } catch {
      read.left.push({ name, records: 0, why: 'no answer' });
    } finally {
      database?.close();
    }
  }
  return read;
}
