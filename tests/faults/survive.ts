/** Lets an errand come to its end whatever happened to its workers: time passes, the reaper runs, the person answers, others take up. */

import { expect } from 'vitest';
import { isTerminal } from '../../lib/domain/task.ts';
import { checkInvariants } from './check-invariants.ts';
import type { Errand } from './lab.ts';
import type { World } from './world.ts';

/** Longer than a lease and its skew, and than a queued task is left alone. */
export const LEASE_OVER_MS = 61_000;
/** After which the reaper asks of each holder of a place whether it still lives. */
const HOLDERS_DUE_MS = 6 * 60_000;
const MAX_WORKERS = 12;

export type Says = 'yes' | 'no';

export interface Survived {
  readonly world: World;
  readonly findings: readonly string[];
  /** How many workers it took. */
  readonly workers: number;
}

/** The first worker is the one that is disturbed. `maxWorkers`: more where a wrong clock keeps the others from it for long. */
export async function survive(
  errand: Errand,
  says: Says,
  workersAre = 'worker',
  maxWorkers = MAX_WORKERS,
): Promise<Survived> {
  const { schedule } = errand;
  const alone = async <T>(work: Promise<T>): Promise<T> => {
    await schedule.until([work]);
    return work;
  };
  await alone(errand.work(`${workersAre}-1`).catch(() => 'threw'));
  const earlier = await errand.look();
  let workers = 1;
  for (; !isTerminal((await errand.read()).status) && workers < maxWorkers; workers += 1) {
    const task = await errand.read();
    if (task.status === 'paused') await alone(errand.person(`resumer of ${workersAre}-${workers}`).resume());
    else if (task.approval !== undefined && task.parked !== undefined) {
      const person = errand.person(`person of ${workersAre}-${workers}`);
      await alone(says === 'yes' ? person.approve() : person.deny());
    } else if (task.budgetAsk !== undefined && task.parked !== undefined) {
      const person = errand.person(`person of ${workersAre}-${workers}`);
      await alone(says === 'yes' ? person.extend() : person.letEnd());
    } else {
      schedule.advance(LEASE_OVER_MS);
      // One that fails is followed by the next, a minute later.
      await alone(errand.reap(`reaper after ${workersAre}-${workers}`).catch(() => 'threw'));
    }
    await alone(errand.work(`${workersAre}-${workers + 1}`).catch(() => 'threw'));
  }
  // What was never acknowledged is delivered again, after the end too.
  await alone(errand.work(`${workersAre}-late`));
  schedule.advance(HOLDERS_DUE_MS);
  await alone(errand.reap(`reaper after ${workersAre}-late`));
  const world = await errand.look();
  return { world, findings: checkInvariants(world, { earlier }), workers };
}

export const saves = ({ site }: World): number => site.length;

/** With the turns before, so that a failure can be read. */
export function expectAllHeld({ findings }: Survived, errand: Errand): void {
  const last = errand.schedule.turns.slice(-25).map(({ actor, point }) => `${actor}: ${point}`);
  expect(findings, `after\n${last.join('\n')}\n`).toEqual([]);
}
