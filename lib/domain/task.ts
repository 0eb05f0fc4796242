/** One consented run as a state machine. `queued → running ⇄ waiting → completed | failed | cancelled`; an end is final. */

import type { Approval, FirstHalf, Grant, Reach } from './approval.ts';
import type { ArtifactKind } from './artifact.ts';
import { addSpent, nothingSpent, type Spent, spentUpTo } from './budget.ts';
import type { BudgetAsk, BudgetMore } from './budget-ask.ts';
import type { Consent } from './consent.ts';
import { ErrandError } from './errors.ts';
import type { TaskEvent } from './events.ts';
import { inStatus } from './in-status.ts';
import type { Priority } from './priority.ts';
import type { Reservation } from './quota.ts';
import type { TaskResult } from './result.ts';
import { type BudgetDecision, evolveBudget } from './task-budget.ts';
import { type Control, evolveControl, handedOverAgain, type Returned } from './task-control.ts';
import { evolveSecret, type SecretNeeded } from './task-secret.ts';
import { evolveWait, nothingAsked } from './task-waits.ts';

export type TaskStatus = 'queued' | 'running' | 'waiting' | 'paused' | 'completed' | 'failed' | 'cancelled';

const TERMINAL: ReadonlySet<TaskStatus> = new Set(['completed', 'failed', 'cancelled']);

export interface Task {
  readonly taskId: string;
  readonly sessionId: string;
  readonly ownerId: string;
  readonly title: string;
  readonly instruction: string;
  readonly startUrl: string;
  readonly plan: readonly string[];
  readonly model: string;
  readonly consent: Consent;
  /** What was taken from the owner's day for it, and is settled with its end. Absent: it takes part in no quota. */
  readonly reserved?: Reservation | undefined;
  /** The same of each extension of its budget. */
  readonly reservedMore?: readonly Reservation[] | undefined;
  /** What its person has added to the budget of the consent; see `task-budget.ts`. */
  readonly extended?: BudgetMore | undefined;
  readonly status: TaskStatus;
  /** As the consent says; `normal` where that says nothing. */
  readonly priority: Priority;
  /** When it last came into the queue. A task that is only queued again because its message or its worker was lost keeps its place. */
  readonly queuedAt: string;
  /** While queued: no worker takes it up before. */
  readonly notBefore?: string | undefined;
  /** How often it was queued again because something was away; see `retry.ts`. */
  readonly retries?: number | undefined;
  /** True from the acknowledged cancel on: no new action starts. */
  readonly cancelRequested: boolean;
  /** How many workers have taken the task up; the fence number of the newest. 0 before the first. */
  readonly attempts: number;
  readonly steps: number;
  readonly spent: Spent;
  readonly question: { readonly questionId: string; readonly question: string; readonly expiresAt: string } | undefined;
  /** The newest answer, for the worker that waits for it. */
  readonly answer: { readonly questionId: string; readonly answer: string } | undefined;
  /** The act that waits for a yes. */
  readonly approval?: Approval | undefined;
  /** The newest decision on one, until the act has used it. */
  readonly decision?: Decision | undefined;
  /** Kinds of acts that were approved for the rest of the task. */
  readonly grants?: readonly Grant[] | undefined;
  /** More of the budget, which waits for a yes. */
  readonly budgetAsk?: BudgetAsk | undefined;
  /** The newest answer to such a question. */
  readonly budgetDecision?: BudgetDecision | undefined;
  /** A secret that an act waits for; see `task-secret.ts`. */
  readonly secretNeeded?: SecretNeeded | undefined;
  /** Those that the person will not give. */
  readonly secretsSkipped?: readonly string[] | undefined;
  /** How often the person has said something in mid-run; what, the events say. */
  readonly instructions?: number | undefined;
  /** Why no worker holds it although it has not ended; see `task-waits.ts`. */
  readonly parked?: ParkReason | undefined;
  /** A worker holds it and parks at the end of its step. */
  readonly pauseRequested?: boolean | undefined;
  /** A person has the mouse and the keyboard, or is about to; see `task-control.ts`. */
  readonly control?: Control | undefined;
  /** How often they were taken: what a person does belongs to one taking. */
  readonly takings?: number | undefined;
  /** How control was given back last, for the worker that waits for it. */
  readonly returned?: Returned | undefined;
  /** What the next worker goes on from. */
  readonly checkpoint?: { readonly step: number; readonly checkpointId: string } | undefined;
  readonly artifacts: Readonly<Partial<Record<ArtifactKind, number>>>;
  readonly result: TaskResult | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type ParkReason = 'question' | 'approval' | 'pause' | 'budget' | 'secret';

export type Decision =
  | {
      readonly kind: 'approved';
      readonly approvalId: string;
      readonly digest: string;
      readonly reach: Reach;
      /** Of an answer to a page's question. */
      readonly first?: FirstHalf | undefined;
    }
  | {
      readonly kind: 'denied';
      readonly approvalId: string;
      readonly digest: string;
      readonly reason?: string | undefined;
    };

export function createTask(
  proposal: Pick<Task, 'title' | 'instruction' | 'startUrl' | 'plan' | 'model'>,
  consent: Consent,
  reserved?: Reservation,
): Task {
  return {
    taskId: consent.taskId,
    sessionId: consent.sessionId,
    ownerId: consent.ownerId,
    title: proposal.title,
    instruction: proposal.instruction,
    startUrl: proposal.startUrl,
    plan: proposal.plan,
    model: proposal.model,
    consent,
    ...(reserved === undefined ? {} : { reserved }),
    status: 'queued',
    priority: consent.priority ?? 'normal',
    queuedAt: consent.givenAt,
    cancelRequested: false,
    attempts: 0,
    steps: 0,
    spent: nothingSpent,
    question: undefined,
    answer: undefined,
    artifacts: {},
    result: undefined,
    createdAt: consent.givenAt,
    updatedAt: consent.givenAt,
  };
}

export function isTerminal(status: TaskStatus): boolean {
  return TERMINAL.has(status);
}

/**
 * What one event makes of a task. Throws `task.finished` for any event after the end, so that nothing can be
 * appended to an ended task by any path, and `task.illegal-transition` where the status does not allow it.
 */
export function evolveTask(task: Task, event: TaskEvent, now: number): Task {
  if (isTerminal(task.status)) {
    throw new ErrandError('task.finished', `Task ${task.taskId} is ${task.status}; ${event.type} cannot follow.`);
  }
  const next = { ...task, updatedAt: new Date(now).toISOString() };
  switch (event.type) {
    case 'task.queued': {
      const { reason, notBefore } = event.data;
      const anew = { ...next, ...handedOverAgain(task) };
      const queued: Task = { ...anew, status: 'queued', queuedAt: next.updatedAt, notBefore, parked: undefined };
      if (reason === 'retried') return withoutAsking({ ...queued, retries: (task.retries ?? 0) + 1 });
      if (reason !== 'reclaimed') return queued;
      return withoutAsking({ ...queued, queuedAt: task.queuedAt });
    }
    case 'task.started': {
      const { fence } = event.data;
      const anew = { ...next, ...handedOverAgain(task) };
      const started: Task = { ...anew, status: 'running', attempts: fence, notBefore: undefined };
      const taken = inStatus(task, ['queued', 'running', 'waiting'], event.type, started);
      // From a worker that died while it waited in place.
      return task.status === 'waiting' ? withoutAsking(taken) : taken;
    }
    case 'browser.opened':
    case 'page.observed':
    case 'answer.malformed':
    case 'action.refused':
    case 'stuck.noticed':
    case 'suspicion.noticed':
    case 'task.resumed':
    case 'outcome.unknown':
      return inStatus(task, ['running'], event.type, next);
    case 'step.decided': {
      const { usage, soFar } = event.data;
      const added = addSpent(task.spent, { steps: 1, tokens: usage.inputTokens + usage.outputTokens, usd: usage.usd });
      const spent = spentUpTo(added, soFar);
      return inStatus(task, ['running'], event.type, { ...next, steps: event.data.step, spent });
    }
    case 'action.finished':
      return inStatus(task, ['running'], event.type, { ...next, spent: spentUpTo(task.spent, event.data.soFar) });
    case 'data.extracted': {
      const { usage } = event.data;
      const spent = addSpent(task.spent, { tokens: usage.inputTokens + usage.outputTokens, usd: usage.usd });
      return inStatus(task, ['running'], event.type, { ...next, spent });
    }
    case 'action.started':
      if (task.cancelRequested)
        throw new ErrandError('task.cancelled', `Task ${task.taskId} was cancelled; no further action starts.`);
      return inStatus(task, ['running'], event.type, next);
    case 'hosts.contacted':
    case 'secret.used':
      return inStatus(task, ['running', 'waiting'], event.type, next);
    case 'artifact.saved': {
      const { kind } = event.data.artifact;
      return { ...next, artifacts: { ...task.artifacts, [kind]: (task.artifacts[kind] ?? 0) + 1 } };
    }
    case 'question.asked':
    case 'question.answered':
    case 'approval.asked':
    case 'approval.given':
    case 'approval.denied':
    case 'approval.used':
    case 'pause.requested':
    case 'resume.requested':
    case 'task.parked':
      return evolveWait(task, event, next);
    case 'budget.reached':
    case 'budget.extended':
    case 'budget.declined':
      return evolveBudget(task, event, next);
    case 'secret.needed':
    case 'secret.stored':
    case 'secret.skipped':
      return evolveSecret(task, event, next);
    case 'instruction.added':
      return { ...next, instructions: (task.instructions ?? 0) + 1 };
    case 'control.requested':
      return withoutAsking(evolveControl(task, event, next));
    case 'control.taken':
    case 'control.returned':
    case 'person.acted':
      return evolveControl(task, event, next);
    case 'checkpoint.saved': {
      const { step, checkpointId } = event.data;
      return inStatus(task, ['running', 'waiting'], event.type, { ...next, checkpoint: { step, checkpointId } });
    }
    case 'cancel.requested':
      return { ...next, cancelRequested: true };
    case 'task.finished':
      return {
        ...next,
        status: event.data.result.status,
        spent: spentUpTo(task.spent, event.data.soFar),
        ...nothingAsked,
        parked: undefined,
        pauseRequested: undefined,
        control: undefined,
        checkpoint: undefined,
        result: event.data.result,
      };
    default:
      return event satisfies never;
  }
}

/** The worker that asked is gone, and the next one asks anew: nobody waits for an answer to the old question. */
const withoutAsking = (task: Task): Task => ({ ...task, ...nothingAsked });
