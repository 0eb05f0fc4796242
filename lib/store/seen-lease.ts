/** What one who does not hold a lease saw of it, and for how long it must stand still to be dead. Trusts no wall clock; writes nothing. */

import { type SteadyClock, taskStream } from '../domain/ids.ts';
import type { Task } from '../domain/task.ts';
import type { StateItem } from './items.ts';
import { readState } from './reads.ts';
import type { Store } from './store.ts';

/** All who hold and all who observe must agree on it. */
export const LEASE_MS = 30_000;
/** How much two clocks may differ: in the time of day for what rests, in their pace over one lease for what stands still. */
export const LEASE_SKEW_MS = 2_000;
/** Who has seen a lease unchanged for so long knows that its holder has stopped acting. */
export const STANDS_STILL_MS = LEASE_MS + LEASE_SKEW_MS;
/** A timer may ring a moment early. */
const TIMER_MS = 50;

/** Each renewal changes the beat, each taking the fence; the end is in it for leases of a version that had no beat. */
export interface SeenLease {
  readonly taskId: string;
  readonly fence: number;
  readonly beat: number | undefined;
  readonly leaseUntil: string;
}

export interface Patience {
  readonly steady: SteadyClock;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Undefined where nobody holds the task. */
export function seenLeaseOf({ state, fence, beat, leaseUntil }: StateItem<Task>): SeenLease | undefined {
  return leaseUntil === undefined ? undefined : { taskId: state.taskId, fence: fence ?? 0, beat, leaseUntil };
}

export const isSameLease = (one: SeenLease, other: SeenLease | undefined): boolean =>
  one.taskId === other?.taskId &&
  one.fence === other.fence &&
  one.beat === other.beat &&
  one.leaseUntil === other.leaseUntil;

/** By a clock that may be wrong: it only tells for whom waiting is worth it, and never that anyone is dead. */
export const looksOver = ({ leaseUntil }: Pick<SeenLease, 'leaseUntil'>, now: number): boolean =>
  now > Date.parse(leaseUntil);

/** To be called after the look. False where it was woken too early: then nothing is known. */
export async function waitForLease({ steady, sleep }: Patience): Promise<boolean> {
  const since = steady();
  await sleep(STANDS_STILL_MS + TIMER_MS);
  return steady() - since >= STANDS_STILL_MS;
}

/** The first of two looks and the wait between; the second is that of the write, which is on condition of what this returns. */
export async function observeLease(store: Store, patience: Patience, taskId: string): Promise<SeenLease | undefined> {
  const item = await readState<Task>(store, taskStream(taskId));
  const seen = item === undefined ? undefined : seenLeaseOf(item);
  if (seen === undefined || !looksOver(seen, store.clock())) return undefined;
  return (await waitForLease(patience)) ? seen : undefined;
}
