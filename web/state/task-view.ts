/** What a task's events make of the run: status, steps, spending, question, artifacts, result. A pure fold; asks no clock. */

import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import type { EventOf, Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { TaskStatus } from '../../lib/domain/task.ts';
import { goOn, rest, spentUpTo } from './acting-time.ts';
import type { BudgetAsk, BudgetMore, Control, SecretNeeded } from './asks.ts';
import { foldAsk } from './fold-asks.ts';
import { foldControl } from './fold-control.ts';
import { addArtifact, foldStepEvent, remark } from './fold-step.ts';
import { addHosts, type HostView } from './host-view.ts';
import { markRemarks, type Remark, type StepView } from './step-view.ts';

export interface TaskView {
  readonly status: TaskStatus;
  readonly cancelRequested: boolean;
  readonly pauseRequested: boolean;
  /** Nobody holds it: a person's word does not set it going, but an event that queues it. */
  readonly isParked: boolean;
  /** Why it is queued once more, and when it may be tried: of something that failed and may do better later. */
  readonly retry: { readonly detail: string; readonly notBefore: string | undefined } | undefined;
  readonly model: string;
  readonly steps: readonly StepView[];
  readonly spent: { readonly steps: number; readonly tokens: number; readonly usd: number; readonly bytes: number };
  /** What the person has added to the budget of the consent. */
  readonly extended: BudgetMore;
  /** Acting time of finished stretches, in milliseconds; a stretch under way began at `activeSince`. */
  readonly activeMs: number;
  readonly activeSince: number | undefined;
  readonly browserMs: number | undefined;
  readonly question: { readonly questionId: string; readonly question: string; readonly expiresAt: string } | undefined;
  readonly approval: Approval | undefined;
  readonly budgetAsk: BudgetAsk | undefined;
  readonly secretNeeded: SecretNeeded | undefined;
  readonly control: Control | undefined;
  readonly hosts: readonly HostView[];
  readonly artifacts: readonly Artifact[];
  readonly result: TaskResult | undefined;
}

export const emptyTask: TaskView = {
  status: 'queued',
  cancelRequested: false,
  pauseRequested: false,
  isParked: false,
  retry: undefined,
  model: '',
  steps: [],
  spent: { steps: 0, tokens: 0, usd: 0, bytes: 0 },
  extended: {},
  activeMs: 0,
  activeSince: undefined,
  browserMs: undefined,
  question: undefined,
  approval: undefined,
  budgetAsk: undefined,
  secretNeeded: undefined,
  control: undefined,
  hosts: [],
  artifacts: [],
  result: undefined,
};

export const hasEnded = (status: TaskStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

export { activeMsAt } from './acting-time.ts';

export function foldTask(events: readonly Stored<TaskEvent>[]): TaskView {
  return events.reduce(applyTaskEvent, emptyTask);
}

export function applyTaskEvent(view: TaskView, event: Stored<TaskEvent>): TaskView {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'task.queued':
      return { ...rest(anew(view), at), status: 'queued', isParked: false, retry: retryOf(event.data) };
    case 'task.started':
      return {
        ...rest(anew(view), at),
        status: 'running',
        retry: undefined,
        model: event.data.model,
        activeSince: at,
      };
    case 'browser.opened':
      // The budget's seconds begin when the browser is there.
      return { ...view, browserMs: event.data.ms, activeSince: view.activeSince === undefined ? undefined : at };
    case 'hosts.contacted':
      return { ...view, hosts: addHosts(view.hosts, event.data.hosts) };
    case 'question.asked': {
      const { step, questionId, question, expiresAt } = event.data;
      const asked = remark(rest(view, at), { step, at }, { kind: 'asked', questionId, question });
      return { ...asked, status: 'waiting', question: { questionId, question, expiresAt } };
    }
    case 'question.answered': {
      const answered = answer(view, event.data.questionId, event.data.answer);
      return { ...goOn(answered, at), question: undefined };
    }
    case 'approval.asked': {
      const { approval } = event.data;
      const place = { step: approval.step, at };
      const asked = remark(rest(view, at), place, { kind: 'approval', approval, decision: undefined });
      return { ...asked, status: 'waiting', approval };
    }
    case 'approval.given':
      return goOn(decided(view, event.data.approvalId, event.data.reach), at);
    case 'approval.denied':
      return goOn(decided(view, event.data.approvalId, 'denied'), at);
    case 'budget.reached':
    case 'budget.extended':
    case 'budget.declined':
    case 'secret.needed':
    case 'secret.stored':
    case 'secret.skipped':
    case 'instruction.added':
      return foldAsk(view, event);
    case 'control.requested':
    case 'control.taken':
    case 'control.returned':
    case 'person.acted':
      return foldControl(view, event);
    case 'secret.used':
    case 'approval.used':
    case 'checkpoint.saved':
      return view;
    case 'task.parked':
      return event.data.reason === 'pause'
        ? paused(view, at)
        : { ...rest(view, at), status: 'waiting', isParked: true, pauseRequested: false };
    case 'pause.requested':
      return isHeld(view) ? { ...view, pauseRequested: true } : paused(view, at);
    case 'resume.requested':
      return { ...view, pauseRequested: false, status: view.status === 'paused' ? 'waiting' : view.status };
    case 'cancel.requested':
      return { ...view, cancelRequested: true };
    case 'artifact.saved':
      return addArtifact(view, event.data.artifact, at);
    case 'task.finished':
      return {
        ...spentUpTo(rest(view, at), event.data.soFar, at),
        ...nothingAsked,
        control: undefined,
        status: event.data.result.status,
        result: event.data.result,
      };
    default:
      return foldStepEvent(view, event);
  }
}

export const nothingAsked = {
  question: undefined,
  approval: undefined,
  budgetAsk: undefined,
  secretNeeded: undefined,
} as const;

/** Another worker has no hands on the page yet, and what a lost one asked is not asked any more. */
function anew(view: TaskView): TaskView {
  const isLost = view.status === 'waiting' && !view.isParked;
  const control = view.control === 'taken' ? 'requested' : view.control;
  return { ...view, ...(isLost ? nothingAsked : {}), control };
}

function retryOf({ reason, cause, notBefore }: EventOf<'task.queued'>['data']): TaskView['retry'] {
  return reason === 'retried' ? { detail: cause?.detail ?? '', notBefore } : undefined;
}

/** By a worker, which parks it before it is paused. What nobody holds is paused at once. */
const isHeld = ({ status, isParked }: TaskView): boolean => status === 'running' || (status === 'waiting' && !isParked);

const paused = (view: TaskView, at: number): TaskView => ({
  ...rest(view, at),
  status: 'paused',
  isParked: true,
  pauseRequested: false,
});

function decided(view: TaskView, approvalId: string, decision: Reach | 'denied'): TaskView {
  const mark = (old: Remark): Remark =>
    old.kind === 'approval' && old.approval.approvalId === approvalId ? { ...old, decision } : old;
  return { ...view, steps: markRemarks(view.steps, mark), approval: undefined };
}

function answer(view: TaskView, questionId: string, text: string): TaskView {
  const answered = (old: Remark): Remark =>
    old.kind === 'asked' && old.questionId === questionId ? { ...old, answer: text } : old;
  return { ...view, steps: markRemarks(view.steps, answered) };
}
