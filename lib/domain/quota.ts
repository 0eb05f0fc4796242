/** How much one owner may use at once, in a minute, and in a UTC day. Pure arithmetic; the table holds to it in lib/store. */

import * as z from 'zod';

export interface Limits {
  /** Requests that refill a minute, and how many may come at once. */
  readonly requestsPerMinute: number;
  readonly burst: number;
  readonly runningTasks: number;
  readonly tasksPerDay: number;
  readonly usdPerDay: number;
}

/** For a deployment that sets none of its own. */
export const defaultLimits: Limits = {
  requestsPerMinute: 600,
  burst: 200,
  runningTasks: 10,
  tasksPerDay: 200,
  usdPerDay: 25,
};

/** On one's own laptop: the same code runs, and nobody meets it. */
export const localLimits: Limits = {
  requestsPerMinute: 600_000,
  burst: 100_000,
  runningTasks: 100,
  tasksPerDay: 100_000,
  usdPerDay: 1_000,
};

/** Money taken from a day's budget before it is spent. Whole millionths of a dollar, so that sums come back to zero. */
export const Reservation = z.object({ day: z.string(), micros: z.int().min(0) });
export type Reservation = z.infer<typeof Reservation>;

const MICROS = 1_000_000;
const DAY_MS = 86_400_000;

/** Rounded up: a fraction of a millionth is never free. */
export const microsOf = (usd: number): number => Math.ceil(Number((usd * MICROS).toFixed(3)));
export const usdOf = (micros: number): number => micros / MICROS;

/** Such as `2026-11-21`, in UTC. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
export const secondsToNextDay = (now: number): number => Math.ceil((DAY_MS - (now % DAY_MS)) / 1_000);

export const reserve = (usd: number, now: number): Reservation => ({ day: dayOf(now), micros: microsOf(usd) });

export interface DayChange {
  readonly day: string;
  /** What stays of the day's reserved money beyond what was, or less than nothing. */
  readonly change: number;
  readonly spent: number;
}

/** What the end of a task changes on each day on which money was taken for it: the first pays first, and the last whatever is beyond. */
export function settleDays(reservations: readonly Reservation[], spentMicros: number): readonly DayChange[] {
  const days = new Map<string, DayChange>();
  let left = spentMicros;
  for (const [index, { day, micros }] of reservations.entries()) {
    const spent = index === reservations.length - 1 ? left : Math.min(left, micros);
    left -= spent;
    const before = days.get(day) ?? { day, change: 0, spent: 0 };
    days.set(day, { day, change: before.change + spent - micros, spent: before.spent + spent });
  }
  return [...days.values()];
}

/** Who holds a place or money, with all that is needed to give it back. Written as one string into a set of the table. */
export interface Holder extends Reservation {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export const writeHolder = ({ id, day, micros, since }: Holder): string => `${id} ${day} ${micros} ${since}`;

const HOLDER = /^(\S+) (\d{4}-\d\d-\d\d) (\d+) (\d+)$/;

export function readHolder(text: string): Holder | undefined {
  const [, id, day, micros, since] = HOLDER.exec(text) ?? [];
  if (id === undefined || day === undefined) return undefined;
  return { id, day, micros: Number(micros), since: Number(since) };
}
