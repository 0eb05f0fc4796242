/** What a task's events make of the run: status, steps, spending, question, artifacts, result. A pure fold; asks no clock. */

import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { TaskStatus } from '../../lib/domain/task.ts';
import type { WaitEvent } from '../../lib/domain/task-waits.ts';
import { sayAction } from '../strings.ts';
import { changeStep, finishAction, markRemarks, type Remark, type StepView } from './step-view.ts';

export interface TaskView {
  readonly status: TaskStatus;
  readonly cancelRequested: boolean;
  readonly pauseRequested: boolean;
  /** Nobody holds it: a person's word does not set it going, but an event that queues it. */
  readonly isParked: boolean;
  readonly model: string;
  readonly steps: readonly StepView[];
  readonly spent: { readonly steps: number; readonly tokens: number; readonly usd: number };
  /** Acting time of finished stretches, in milliseconds; a stretch under way began at `activeSince`. */
  readonly activeMs: number;
  readonly activeSince: number | undefined;
  readonly browserMs: number | undefined;
  readonly question: { readonly questionId: string; readonly question: string; readonly expiresAt: string } | undefined;
  readonly approval: Approval | undefined;
  readonly artifacts: readonly Artifact[];
  readonly result: TaskResult | undefined;
}

export const emptyTask: TaskView = {
  status: 'queued',
  cancelRequested: false,
  pauseRequested: false,
  isParked: false,
  model: '',
  steps: [],
  spent: { steps: 0, tokens: 0, usd: 0 },
  activeMs: 0,
  activeSince: undefined,
  browserMs: undefined,
  question: undefined,
  approval: undefined,
  artifacts: [],
  result: undefined,
};

export const hasEnded = (status: TaskStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** Acting time until `now`; waiting for a person does not count. */
export const activeMsAt = (view: TaskView, now: number): number =>
  view.activeMs + (view.activeSince === undefined ? 0 : Math.max(0, now - view.activeSince));

export function foldTask(events: readonly Stored<TaskEvent>[]): TaskView {
  return events.reduce(applyTaskEvent, emptyTask);
}

function applyTaskEvent(view: TaskView, event: Stored<TaskEvent>): TaskView {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'task.queued':
      return { ...rest(view, at), status: 'queued', isParked: false };
    case 'task.started':
      return { ...rest(view, at), status: 'running', model: event.data.model, activeSince: at };
    case 'browser.opened':
      return { ...view, browserMs: event.data.ms };
    case 'hosts.contacted':
    case 'secret.used':
      return view;
    case 'question.asked': {
      const { step, questionId, question, expiresAt } = event.data;
      const asked = remark(rest(view, at), step, { kind: 'asked', questionId, question });
      return { ...asked, status: 'waiting', question: { questionId, question, expiresAt } };
    }
    case 'question.answered': {
      const answered = answer(view, event.data.questionId, event.data.answer);
      return { ...goOn(answered, at), question: undefined };
    }
    case 'approval.asked': {
      const { approval } = event.data;
      const asked = remark(rest(view, at), approval.step, { kind: 'approval', approval, decision: undefined });
      return { ...asked, status: 'waiting', approval };
    }
    case 'approval.given':
      return goOn(decided(view, event.data.approvalId, event.data.reach), at);
    case 'approval.denied':
      return goOn(decided(view, event.data.approvalId, 'denied'), at);
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
      return addArtifact(view, event.data.artifact);
    case 'task.finished':
      return {
        ...rest(view, at),
        status: event.data.result.status,
        question: undefined,
        approval: undefined,
        result: event.data.result,
      };
    default:
      return applyStepEvent(view, event);
  }
}

type StepEvent = Exclude<
  TaskEvent,
  | WaitEvent
  | {
      type:
        | 'task.queued'
        | 'task.started'
        | 'browser.opened'
        | 'hosts.contacted'
        | 'secret.used'
        | 'checkpoint.saved'
        | 'cancel.requested'
        | 'artifact.saved'
        | 'task.finished';
    }
>;

function applyStepEvent(view: TaskView, event: StepEvent): TaskView {
  const { step } = event.data;
  switch (event.type) {
    case 'page.observed': {
      const { url, title, screenshotId, ms } = event.data;
      return inStep(view, step, old => ({
        ...old,
        url,
        title,
        screenshotId: screenshotId ?? old.screenshotId,
        observeMs: ms,
      }));
    }
    case 'step.decided': {
      const { reasoning, usage, ms } = event.data;
      const { tokens, usd, steps } = view.spent;
      const spent = { steps: steps + 1, tokens: tokens + usage.inputTokens + usage.outputTokens, usd: usd + usage.usd };
      return { ...inStep(view, step, old => ({ ...old, reasoning, usage, decideMs: ms })), spent };
    }
    case 'action.started': {
      const { index, action, description } = event.data;
      const started = { index, words: description || sayAction(action), outcome: undefined, ms: undefined };
      return inStep(view, step, old => ({ ...old, actions: [...old.actions, started] }));
    }
    case 'action.finished':
      return inStep(view, step, old => finishAction(old, event.data));
    case 'action.refused':
      return remark(view, step, {
        kind: 'refused',
        words: sayAction(event.data.action),
        detail: event.data.detail,
      });
    case 'answer.malformed':
      return remark(view, step, { kind: 'malformed', detail: event.data.detail });
    case 'task.resumed':
      return event.data.lost.length === 0
        ? view
        : remark(view, step, { kind: 'resumed', detail: event.data.lost.join('; ') });
    case 'outcome.unknown':
      return remark(view, step, { kind: 'unknown', detail: event.data.description });
    case 'stuck.noticed':
      return remark(view, step, { kind: 'stuck', detail: event.data.detail });
    case 'suspicion.noticed':
      return remark(view, step, { kind: 'suspicious', detail: `“${event.data.quote}” (${event.data.url})` });
    case 'data.extracted':
      return remark(view, step, { kind: 'extracted', name: event.data.name, rows: event.data.rows });
    default:
      // A newer server may tell of things this console does not know yet.
      event satisfies never;
      return view;
  }
}

const rest = (view: TaskView, at: number): TaskView => ({
  ...view,
  activeMs: activeMsAt(view, at),
  activeSince: undefined,
});

/** By a worker, which parks it before it is paused. What nobody holds is paused at once. */
const isHeld = ({ status, isParked }: TaskView): boolean => status === 'running' || (status === 'waiting' && !isParked);

const paused = (view: TaskView, at: number): TaskView => ({
  ...rest(view, at),
  status: 'paused',
  isParked: true,
  pauseRequested: false,
});

/** After a person's word. A worker that waited in place goes on; a task that is parked or paused stays so. */
function goOn(view: TaskView, at: number): TaskView {
  return view.isParked ? view : { ...view, status: 'running', activeSince: at };
}

const inStep = (view: TaskView, step: number, change: (old: StepView) => StepView): TaskView => ({
  ...view,
  steps: changeStep(view.steps, step, change),
});

const remark = (view: TaskView, step: number, added: Remark): TaskView =>
  inStep(view, step, old => ({ ...old, remarks: [...old.remarks, added] }));

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

/** A step's own screenshot stands in where the observation names none. */
function addArtifact(view: TaskView, artifact: Artifact): TaskView {
  const added = { ...view, artifacts: [...view.artifacts, artifact] };
  if (artifact.kind !== 'screenshot') return added;
  return inStep(added, artifact.step, old => ({ ...old, screenshotId: old.screenshotId ?? artifact.artifactId }));
}
