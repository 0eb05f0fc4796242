/** What an errand in mid-run had left when the code was older: every row, every object, the site's log. Laid down again as it was. */

import { readFile } from 'node:fs/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { readTask } from '../../../lib/store/reads.ts';
import { openMemoryBucket } from '../../support/memory/memory-bucket.ts';
import { openMemoryStore } from '../../support/memory/memory-store.ts';
import { START } from '../lab.ts';
import { type Errand, openErrand, type WorldOptions } from '../open-errand.ts';
import { personOf } from '../person.ts';
import { openSchedule } from '../schedule.ts';
import { type Row, readWorld, type SiteAct } from '../world.ts';

export interface History {
  /** Milliseconds since the epoch at which it was recorded. */
  readonly now: number;
  readonly ownerId: string;
  readonly sessionId: string;
  readonly taskId: string;
  readonly rows: readonly Row[];
  /** Base64 by key; sealed with the key of the fault tests. */
  readonly objects: Readonly<Record<string, string>>;
  readonly site: readonly SiteAct[];
}

export const historyNames = ['parked-for-approval', 'paused', 'yielded', 'retried', 'died-after-act'] as const;
export type HistoryName = (typeof historyNames)[number];

export const fileOf = (name: HistoryName): string => `${import.meta.dirname}/${name}.json`;

export const readHistory = async (name: HistoryName): Promise<History> =>
  JSON.parse(await readFile(fileOf(name), 'utf8'), (_key, value: unknown) => readSet(value));

/** With the table's sets, which JSON has not. */
export const writeHistory = (history: History): string =>
  JSON.stringify(history, (_key, value: unknown) => (value instanceof Set ? { $set: [...value] } : value));

function readSet(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$set' in value) || !Array.isArray(value.$set)) return value;
  return new Set(value.$set);
}

export interface Opened {
  readonly errand: Errand;
  record(): Promise<History>;
}

function openWorld(options: WorldOptions, now: number) {
  const schedule = openSchedule({ ...options, now, isInMemory: true });
  const { store } = openMemoryStore(schedule.clock);
  const bucket = openMemoryBucket();
  const log: SiteAct[] = [];
  const site = { log, save: async (act: Omit<SiteAct, 'at'>) => void log.push({ ...act, at: schedule.clock() }) };
  return { schedule, store, bucket, site };
}

/** A new errand that can be recorded. */
export async function openRecorded(options: WorldOptions): Promise<Opened> {
  const world = openWorld(options, START);
  const errand = await openErrand({ ...world, options, ownerId: 'owner-1' });
  return {
    errand,
    async record() {
      const { rows, objects, site } = await errand.look();
      const { ownerId, sessionId, taskId } = errand;
      const bytes: Record<string, string> = {};
      for (const Key of objects.keys()) {
        const { Body } = await world.bucket.s3.send(new GetObjectCommand({ Bucket: world.bucket.bucket, Key }));
        bytes[Key] = Buffer.from((await Body?.transformToByteArray()) ?? []).toString('base64');
      }
      return { now: errand.schedule.clock(), ownerId, sessionId, taskId, rows, objects: bytes, site };
    },
  };
}

/** The old errand among today's code, with nothing else in its table. */
export async function openHistory(history: History, options: WorldOptions = {}): Promise<Errand> {
  const { now, ownerId, sessionId, taskId } = history;
  const world = openWorld(options, now);
  const { schedule, store, bucket, site } = world;
  const ofToday: WorldOptions = {
    ...options,
    // Counted ids would begin again at those that the old workers gave.
    breakDeps: deps => ({ ...deps, ids: kind => deps.ids(kind).replace(/_.{6}/, '_00000T') }),
  };
  const base = await openErrand({ ...world, options: ofToday, ownerId: 'owner-2' });
  for (const { pk, sk } of (await base.look()).rows)
    await store.db.send(new DeleteCommand({ TableName: store.table, Key: { pk, sk } }));
  for (const Item of history.rows) await store.db.send(new PutCommand({ TableName: store.table, Item }));
  for (const [Key, bytes] of Object.entries(history.objects))
    await bucket.s3.send(new PutObjectCommand({ Bucket: bucket.bucket, Key, Body: Buffer.from(bytes, 'base64') }));
  site.log.push(...history.site);
  return {
    ...base,
    ownerId,
    sessionId,
    taskId,
    work: (name, of = taskId) => base.work(name, of),
    read: async () => (await readTask(store, ownerId, taskId)).state,
    person: (name = 'person') =>
      personOf({ store, bucket, clock: schedule.clock, ownerId, taskId }, schedule.actor(name)),
    look: () => readWorld(store, bucket, { ownerId, site: site.log }),
  };
}
