/**
 * How a person takes a run over and gives it back. A part of the state machine in `task.ts`; moves no mouse.
 *
 *   running ── control.requested ──▶ running (requested) ── control.taken ──▶ waiting (taken) ── control.returned ──▶ running
 *   queued, parked, paused ── control.requested, task.queued ──▶ queued (requested) ── task.started ──▶ running (requested)
 *   taken ── the worker is put away, or dies ──▶ requested: the next worker hands over again
 *
 * What was asked when a person took over lapses with the request: hands on the page are an answer of their own.
 */

import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import { inStatus } from './in-status.ts';
import type { Task } from './task.ts';

export type ControlEvent = Extract<
  TaskEvent,
  { type: 'control.requested' | 'control.taken' | 'control.returned' | 'person.acted' }
>;

/** `requested`: the worker ends its step first. `taken`: the person's hands are on the page. */
export type Control = 'requested' | 'taken';

/** What the newest person who had it left. */
export interface Returned {
  readonly by: 'person' | 'idle';
  readonly note?: string | undefined;
}

/** `next` is the task with the time of the event, and for a request without what was asked. */
export function evolveControl(task: Task, event: ControlEvent, next: Task): Task {
  switch (event.type) {
    case 'control.requested': {
      if (task.control !== undefined) throw wrongState(task, event.type, 'nobody has asked for control');
      const isHeld = task.status === 'waiting' && task.parked === undefined;
      return inStatus(task, ['queued', 'running', 'waiting', 'paused'], event.type, {
        ...next,
        status: isHeld ? 'running' : task.status,
        control: 'requested',
        pauseRequested: false,
        // An older one must not be taken for the answer to the question that lapses.
        answer: task.question === undefined ? task.answer : undefined,
      });
    }
    case 'control.taken':
      if (task.control !== 'requested') throw wrongState(task, event.type, 'control is asked for');
      return inStatus(task, ['running'], event.type, {
        ...next,
        status: 'waiting',
        control: 'taken',
        takings: (task.takings ?? 0) + 1,
      });
    case 'person.acted':
      // The last of it may be told right after control was given back.
      return inStatus(task, ['running', 'waiting'], event.type, next);
    case 'control.returned': {
      if (task.control === undefined)
        throw new ErrandError('control.not-taken', `Nobody has control of task ${task.taskId}.`);
      const { by, note } = event.data;
      const status = task.control === 'taken' && task.status === 'waiting' ? 'running' : task.status;
      return { ...next, status, control: undefined, returned: { by, ...(note === undefined ? {} : { note }) } };
    }
    default:
      return event satisfies never;
  }
}

/** Another worker has no hands on the page yet. */
export const handedOverAgain = ({ control }: Task): Pick<Task, 'control'> =>
  control === undefined ? {} : { control: 'requested' };

/** The task where a person has control. Throws `control.not-taken`. */
export function refuseUnlessTaken({ taskId, control }: Task): void {
  if (control === 'taken') return;
  const what = control === 'requested' ? 'The worker still ends its step' : 'Nobody has control';
  throw new ErrandError('control.not-taken', `${what}: task ${taskId}.`);
}

const wrongState = ({ taskId }: Task, type: string, needs: string): ErrandError =>
  new ErrandError('task.illegal-transition', `Task ${taskId}: ${type} needs that ${needs}.`);
