/** The same worlds with table, bucket and site in memory: nothing waits for anything real, so a world takes milliseconds. */

import { openMemoryBucket } from '../support/memory/memory-bucket.ts';
import { openMemoryStore } from '../support/memory/memory-store.ts';
import type { Written } from '../support/memory/memory-table.ts';
import type { Site } from './errand-site.ts';
import { START } from './lab.ts';
import { type Errand, openErrand, type WorldOptions } from './open-errand.ts';
import { openSchedule } from './schedule.ts';
import type { SiteAct } from './world.ts';

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
      return { ...(await errand.look()), times };
    },
  };
}
