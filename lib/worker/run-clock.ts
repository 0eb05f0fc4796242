/** The time of one run, which nobody can set: the wall clock's as the run began, moved on by the steady clock. For what a run measures; never for what others read by their own clocks. */

import type { Clock } from '../domain/ids.ts';
import type { WorkerDeps } from './worker-deps.ts';

/** Whole milliseconds since the epoch, as far as the wall clock was right in the beginning. */
export function runClock({ clock, steady }: Pick<WorkerDeps, 'clock' | 'steady'>): Clock {
  const offset = clock() - steady();
  return () => Math.round(offset + steady());
}
