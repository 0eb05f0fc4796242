/** What an owner has behind them, laid straight into a local cloud's table: runs with every end, and what some days have used. */

import { layDay, layRun, type RunWish } from './lay-runs.ts';

const DAY_MS = 86_400_000;

/** The oldest first: ids sort by time. */
export const pastRuns: readonly RunWish[] = [
  { title: 'Read the opening hours of the town museum', site: 'museum.test', end: 'completed', agoMs: 12 * DAY_MS },
  { title: 'Compare three kettles by price', end: 'completed', agoMs: 5 * DAY_MS, steps: 9, usd: 0.0421 },
  { title: 'Renew the library books', site: 'library.test', end: 'failed', agoMs: 3 * DAY_MS, priority: 'high' },
  { title: 'Download the invoices of October', site: 'power.test', end: 'cancelled', agoMs: 2 * DAY_MS },
  {
    title: 'Find a table for four on Friday',
    site: 'tables.test',
    end: 'completed',
    agoMs: 3_600_000,
    priority: 'low',
  },
  { title: 'List the trains to Ludlow', site: 'trains.test', end: 'running', priority: 'urgent' },
  { title: 'Order a stoneware mug', end: 'waiting', usd: 0.012 },
];

export async function layPast(ownerId: string): Promise<void> {
  for (const run of pastRuns) await layRun(ownerId, run);
  const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  for (const [days, tasks, usd] of [
    [1, 3, 0.21],
    [2, 8, 0.6],
    [3, 1, 0],
    [5, 5, 0.37],
  ] as const)
    await layDay(ownerId, { day: dayBefore(days), tasks, usd });
  await layDay(ownerId, {
    ...{ day: dayBefore(0), tasks: 2, usd: 0.054, reservedUsd: 0.5 },
    ...{ tokens: 4_321, steps: 17, seconds: 125 },
  });
}
