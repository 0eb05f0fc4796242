/** What the events of a take-over make of a run: asked for, taken, what was done by hand, given back. A pure fold. */

import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { rest } from './acting-time.ts';
import { remark } from './fold-step.ts';
import { nothingAsked, type TaskView } from './task-view.ts';

export type ControlEvent = Extract<
  TaskEvent,
  { type: 'control.requested' | 'control.taken' | 'person.acted' | 'control.returned' }
>;

export function foldControl(view: TaskView, event: Stored<ControlEvent>): TaskView {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'control.requested': {
      // What was asked lapses: hands on the page are an answer of their own. A worker that waited in place goes on to hand over.
      const isHeld = view.status === 'waiting' && !view.isParked;
      const status = isHeld ? 'running' : view.status;
      return { ...view, ...nothingAsked, status, control: 'requested', pauseRequested: false };
    }
    case 'control.taken':
      return { ...rest(view, at), status: 'waiting', control: 'taken' };
    case 'person.acted':
      return remark(view, { step: event.data.step, at }, { kind: 'hand', acts: event.data.acts });
    case 'control.returned': {
      const { step, by, note } = event.data;
      const wasTaken = view.control === 'taken';
      const returned: TaskView = { ...view, control: undefined };
      if (!wasTaken) return returned;
      const told = remark(returned, { step, at }, { kind: 'returned', by, note });
      return told.status === 'waiting' ? { ...told, status: 'running', activeSince: at } : told;
    }
    default:
      return event satisfies never;
  }
}
