/** What must hold of workers: what they wrote falls apart into eras of one worker each. */

import type { Stored, TaskEvent } from '../../../lib/domain/events.ts';
import { type Finding, tasksOf, timeOf, type World } from '../world.ts';

export type Event = Stored<TaskEvent>;

/** Written by persons, the API and the reaper: they need no lease. */
const OF_OTHERS: ReadonlySet<TaskEvent['type']> = new Set([
  'task.queued',
  'task.started',
  'question.answered',
  'approval.given',
  'approval.denied',
  'budget.extended',
  'budget.declined',
  'secret.stored',
  'secret.skipped',
  'instruction.added',
  'pause.requested',
  'resume.requested',
  'control.requested',
  'control.returned',
  'cancel.requested',
]);

export interface Era {
  readonly fence: number;
  readonly from: number;
  /** Milliseconds since the epoch at which the next worker began, or the task was given up. */
  until: number;
  readonly events: Event[];
}

/** I2: what workers wrote falls apart into eras of one worker each, and the site saw each only in its own. */
export function workersAreAlone(world: World): readonly Finding[] {
  const found: Finding[] = [];
  for (const { stream, events, acts } of tasksOf(world)) {
    const say = (what: string): void => void found.push({ rule: 'I2', what });
    const eras = erasOf(world, events, say);
    const fences = eras.map(({ fence }) => fence);
    if (fences.some((fence, index) => fence <= (fences[index - 1] ?? 0))) say(`The fences of ${stream} are ${fences}.`);
    for (const era of eras) {
      const opened = era.events.filter(({ type }) => type === 'browser.opened').length;
      if (opened > 1) say(`Under fence ${era.fence} of ${stream} ${opened} browsers were opened.`);
      const names = new Set(era.events.flatMap(workerOf));
      if (names.size > 1) say(`Under fence ${era.fence} of ${stream} there wrote ${[...names].join(' and ')}.`);
      for (const act of acts.filter(({ worker }) => names.has(worker)))
        if (act.at < era.from || act.at > era.until)
          say(`${act.worker} did "${act.act}" outside of fence ${era.fence}.`);
    }
    const known = new Set(eras.flatMap(era => era.events.flatMap(workerOf)));
    for (const { worker, act } of acts) if (!known.has(worker)) say(`${worker} did "${act}" and wrote nothing.`);
  }
  return found;
}

export const workersOf = ({ events }: Era): readonly string[] => events.flatMap(workerOf);

/** The pages of these tests give their worker's name as the browser's version. */
const workerOf = (event: Event): readonly string[] => (event.type === 'browser.opened' ? [event.data.browser] : []);

export function erasOf(world: World, events: readonly Event[], say: (what: string) => void): readonly Era[] {
  const eras: Era[] = [];
  let open: Era | undefined;
  for (const event of events) {
    if (event.type === 'task.started') {
      for (const era of eras) era.until = Math.min(era.until, timeOf(world, event));
      open = { fence: event.data.fence, from: timeOf(world, event), until: Number.POSITIVE_INFINITY, events: [] };
      eras.push(open);
    } else if (!OF_OTHERS.has(event.type)) {
      if (open === undefined) say(`Event ${event.seq} (${event.type}) was written while nobody held the lease.`);
      else open.events.push(event);
    }
    if (
      open !== undefined &&
      (event.type === 'task.parked' || event.type === 'task.queued' || event.type === 'task.finished')
    ) {
      open.until = timeOf(world, event);
      open = undefined;
    }
  }
  return eras;
}
