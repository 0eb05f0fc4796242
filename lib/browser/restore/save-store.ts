/** Saves what one origin keeps in the browser, read in a frame of it. Says in sentences what it leaves out. */

import type { Frame } from 'puppeteer-core';
import type { SavedStore } from '../../agent/page-state.ts';
import { quote } from '../act/acted.ts';
import { realmOf } from '../realm.ts';
import { describePlace, type Place } from './place.ts';
import { readDatabases, readEntries } from './read-storage.ts';

const MAX_CHARS = 500_000;
const MAX_RECORDS = 2_000;

export interface StoreRead {
  readonly saved: SavedStore;
  readonly notSaved: readonly string[];
}

export async function readStore(frame: Frame, { origin, under }: Place, ms: number): Promise<StoreRead> {
  const realm = realmOf(frame);
  const where = describePlace({ origin, under });
  const notSaved: string[] = [];
  const local = await realm.evaluate(readEntries, 'local' as const, MAX_CHARS);
  if (local !== undefined && local.left > 0)
    notSaved.push(`${local.left} entries of the local storage of ${where}: ${local.leftChars} characters are too many`);
  const limits = { chars: MAX_CHARS, records: MAX_RECORDS, ms: Math.max(50, ms) };
  const { databases, left } = await realm.evaluate(readDatabases, limits);
  for (const { name, records, why } of left) {
    const what = `the database ${quote(name)} of ${where}`;
    switch (why) {
      case 'too much':
        notSaved.push(`${records} records of ${what}: too many or too large`);
        break;
      case 'no JSON':
        notSaved.push(`${records} records of ${what}: they hold files, keys or circles`);
        break;
      case 'no answer':
        notSaved.push(`${what}: it did not answer`);
        break;
      default:
        why satisfies never;
    }
  }
  const place = under === undefined ? { origin } : { origin, under };
  return { saved: { ...place, local: local?.entries ?? [], databases }, notSaved };
}
