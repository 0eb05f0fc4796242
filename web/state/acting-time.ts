/** How long a run has acted: the clock stands while it waits. Pure; the time comes in. */

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
