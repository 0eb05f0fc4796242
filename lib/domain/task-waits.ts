/**
 * How a task waits for a person: in place while a worker holds it, parked when none does. A part of the state machine in `task.ts`.
 *
 * What waits for a budget or a secret is in `task-budget.ts` and `task-secret.ts`; it goes the same way.
 *
 *   running ── question.asked, approval.asked ──▶ waiting ── answered, given, denied ──▶ running
 *      │                                             │ task.parked: the worker leaves
 *      │ pause.requested, task.parked                ▼
 *      └──────────▶ paused ── resume.requested ──▶ waiting (parked) ── answered … and task.queued ──▶ queued
 */

import { type Approval, firstHalfOf } from './approval.ts';
import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import { inStatus } from './in-status.ts';
import type { Task } from './task.ts';

export type WaitEvent = Extract<
  TaskEvent,
  {
    type:
      | 'question.asked'
      | 'question.answered'
      | 'approval.asked'
      | 'approval.given'
      | 'approval.denied'
      | 'approval.used'
      | 'pause.requested'
      | 'resume.requested'
      | 'task.parked';
  }
>;

/** `next` is the task with the time of the event. */
export function evolveWait(task: Task, event: WaitEvent, next: Task): Task {
  switch (event.type) {
    case 'question.asked': {
      const { questionId, question, expiresAt } = event.data;
      const asked = { questionId, question, expiresAt };
      return inStatus(task, ['running'], event.type, { ...next, status: 'waiting', question: asked });
    }
    case 'question.answered': {
      const { questionId, answer } = event.data;
      return answered(task, event.type, { ...next, question: undefined, answer: { questionId, answer } });
    }
    case 'approval.asked':
      return inStatus(task, ['running'], event.type, { ...next, status: 'waiting', approval: event.data.approval });
    case 'approval.given': {
      const { approvalId, digest, reach } = event.data;
      const approval = openApproval(task, approvalId);
      const { verb, site } = approval;
      const grants = reach === 'kind' ? [...(task.grants ?? []), { verb, site }] : task.grants;
      const decision = { kind: 'approved', approvalId, digest, reach, first: firstHalfOf(approval) } as const;
      return answered(task, event.type, { ...next, approval: undefined, decision, grants });
    }
    case 'approval.denied': {
      const { approvalId, reason } = event.data;
      const { digest } = openApproval(task, approvalId);
      const decision = { kind: 'denied', approvalId, digest, reason } as const;
      return answered(task, event.type, { ...next, approval: undefined, decision });
    }
    case 'approval.used': {
      const { approvalId, digest } = event.data;
      const { decision } = task;
      const isFor = decision?.kind === 'approved' && decision.approvalId === approvalId && decision.digest === digest;
      if (!isFor)
        throw new ErrandError('approval.not-open', `Approval ${approvalId} is not for this act, or was used.`);
      return inStatus(task, ['running'], event.type, { ...next, decision: undefined });
    }
    case 'pause.requested': {
      // Nobody acts for a task that is queued or parked: it is paused at once. A worker parks first.
      const isHeld = task.status === 'running' || (task.status === 'waiting' && task.parked === undefined);
      const paused: Task = isHeld
        ? { ...next, pauseRequested: true }
        : { ...next, status: 'paused', parked: task.parked ?? 'pause' };
      return inStatus(task, ['queued', 'running', 'waiting'], event.type, paused);
    }
    case 'resume.requested':
      // What it waited for, it waits for again; else it is queued in the same transaction.
      return inStatus(task, ['paused', 'running', 'waiting'], event.type, {
        ...next,
        pauseRequested: false,
        status: task.status === 'paused' ? 'waiting' : task.status,
      });
    case 'task.parked': {
      const { reason } = event.data;
      const status = reason === 'pause' ? 'paused' : 'waiting';
      const parked: Task = { ...next, status, parked: reason, pauseRequested: false };
      return inStatus(task, reason === 'pause' ? ['running'] : ['waiting'], event.type, parked);
    }
    default:
      return event satisfies never;
  }
}

/** A paused task keeps what was said, and stays paused. */
export function answered(task: Task, type: TaskEvent['type'], next: Task): Task {
  const status = task.status === 'paused' ? 'paused' : task.parked === undefined ? 'running' : 'waiting';
  return inStatus(task, ['waiting', 'paused'], type, { ...next, status });
}

/** True where a person's word is all that is missing, and a worker must take the task up again. */
export function isReadyToRun(task: Task): boolean {
  return task.status === 'waiting' && task.parked !== undefined && askedUntil(task) === undefined;
}

/** Of a task from which nobody waits for an answer. */
export const nothingAsked = {
  question: undefined,
  approval: undefined,
  budgetAsk: undefined,
  secretNeeded: undefined,
} as const satisfies Partial<Task>;

/** When what is asked expires, ISO 8601; undefined where nothing is asked. */
export function askedUntil({ question, approval, budgetAsk, secretNeeded }: Task): string | undefined {
  return (question ?? approval ?? budgetAsk ?? secretNeeded)?.expiresAt;
}

/** The approval that waits, where it is this one. Throws `approval.not-open`. */
export function openApproval({ taskId, approval }: Task, approvalId: string): Approval {
  if (approval?.approvalId === approvalId) return approval;
  throw new ErrandError('approval.not-open', `Task ${taskId} does not wait for approval ${approvalId}.`);
}
