/** The same worlds with table, bucket and site in memory: nothing waits for anything real, so a world takes milliseconds. */

import { openMemoryBucket } from '../support/memory/memory-bucket.ts';
import { openMemoryStore } from '../support/memory/memory-store.ts';
import type { Written } from '../support/memory/memory-table.ts';
import type { Site } from './errand-site.ts';
import { START } from './lab.ts';
import { type Errand, openErrand, type WorldOptions } from './open-errand.ts';
import { openSchedule } from './schedule.ts';
import type { SiteAct, World } from './world.ts';

export interface MemoryErrand extends Errand {
  /** What the table's stream shows, and so what a relay has to deliver. */
  readonly stream: readonly Written[];
  onWrite(listener: () => void): void;
}

/** Each has everything of its own; there is nothing to close. */
export async function openMemoryErrand(options: WorldOptions = {}): Promise<MemoryErrand> {
  const schedule = openSchedule({ ...options, now: START, isInMemory: true });
  const { store, stream, onWrite } = openMemoryStore(schedule.clock);
  const bucket = openMemoryBucket();
  const log: SiteAct[] = [];
  const site: Site = { log, save: async act => void log.push({ ...act, at: schedule.clock() }) };
  const errand = await openErrand({ schedule, store, bucket, site, options, ownerId: 'owner-1' });
  return {
    ...errand,
    stream,
    onWrite,
    async look() {
      const times = new Map(
        stream.filter(({ name }) => name === 'INSERT').map(({ key, at }) => [`${key.pk} ${key.sk}`, at]),
      );
      return { ...(await errand.look()), times, ...readStream(stream) };
    },
  };
}

/** What only the stream still has: rows are emptied and sums go down again. */
function readStream(stream: readonly Written[]): Pick<World, 'sent' | 'taken'> {
  const sent: string[] = [];
  const taken = new Map<string, number>();
  /** The end of a task settles what it spent, and may have spent a step more. */
  const spent = new Map<string, number>();
  for (const { name, key, image } of stream) {
    if (key.sk.startsWith('INPUT#') && name === 'INSERT') sent.push(...textsIn(image?.inputs));
    if (key.pk.startsWith('limits/') && key.sk.startsWith('DAY#')) {
      const day = `${key.pk} ${key.sk}`;
      const spentNow = Number(image?.spentMicros ?? 0);
      if (spentNow === (spent.get(day) ?? 0)) taken.set(day, Math.max(taken.get(day) ?? 0, Number(image?.micros ?? 0)));
      spent.set(day, spentNow);
    }
  }
  return { sent, taken };
}

const textsIn = (inputs: unknown): readonly string[] =>
  Array.isArray(inputs) ? inputs.flatMap((input: { text?: string }) => input.text ?? []) : [];
