/** How long a run has acted: the clock stands while it waits. Pure; the time comes in. */

import type { SoFar } from '../../lib/domain/budget.ts';
import type { TaskView } from './task-view.ts';

/** Acting time until `now`; waiting for a person does not count. */
export const activeMsAt = (view: Pick<TaskView, 'activeMs' | 'activeSince'>, now: number): number =>
  view.activeMs + (view.activeSince === undefined ? 0 : Math.max(0, now - view.activeSince));

/** Nothing is done from here on. */
export const rest = (view: TaskView, at: number): TaskView => ({
  ...view,
  activeMs: activeMsAt(view, at),
  activeSince: undefined,
});

/** After a person's word. A worker that waited in place goes on; a task that is parked or paused stays so. */
export function goOn(view: TaskView, at: number): TaskView {
  return view.isParked ? view : { ...view, status: 'running', activeSince: at };
}

/** The run tells its seconds whole: within this the console's own count goes on, and no clock jumps back. */
const NEAR_MS = 1_000;

/** What the run itself has counted, as its budget does. Absent in events of before it was told. */
export function spentUpTo(view: TaskView, soFar: SoFar | undefined, at: number): TaskView {
  if (soFar === undefined) return view;
  const spent = { ...view.spent, bytes: Math.max(view.spent.bytes, soFar.bytes) };
  const told = soFar.seconds * 1_000;
  if (Math.abs(told - activeMsAt(view, at)) <= NEAR_MS) return { ...view, spent };
  return { ...view, spent, activeMs: told, activeSince: view.activeSince === undefined ? undefined : at };
}
