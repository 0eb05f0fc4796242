/** What a task's events make of the run: status, steps, spending, question, artifacts, result. A pure fold; asks no clock. */

import type { Approval, Reach } from '../../lib/domain/approval.ts';
import type { Artifact } from '../../lib/domain/artifact.ts';
import type { Outcome, Stored, TaskEvent, Usage } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { TaskStatus } from '../../lib/domain/task.ts';
import { sayAction } from '../strings.ts';

export interface ActionView {
  readonly index: number;
  readonly words: string;
  /** Undefined while it is under way, or where the worker was lost and nobody knows. */
  readonly outcome: Outcome | undefined;
  readonly ms: number | undefined;
}

export type Remark =
  | { readonly kind: 'resumed' | 'unknown'; readonly detail: string }
  | { readonly kind: 'refused'; readonly words: string; readonly detail: string }
  | { readonly kind: 'malformed' | 'stuck' | 'suspicious'; readonly detail: string }
  | { readonly kind: 'extracted'; readonly name: string; readonly rows: number }
  | { readonly kind: 'asked'; readonly questionId: string; readonly question: string; readonly answer?: string }
  | { readonly kind: 'approval'; readonly approval: Approval; readonly decision: Reach | 'denied' | undefined };

export interface StepView {
  readonly step: number;
  readonly url: string;
  readonly title: string;
  readonly screenshotId: string | undefined;
  readonly observeMs: number | undefined;
  readonly reasoning: string;
  readonly decideMs: number | undefined;
  readonly usage: Usage | undefined;
  readonly actions: readonly ActionView[];
  readonly remarks: readonly Remark[];
}

export interface TaskView {
  readonly status: TaskStatus;
  readonly cancelRequested: boolean;
  readonly pauseRequested: boolean;
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
      return { ...rest(view, at), status: 'queued' };
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
      return { ...answered, status: 'running', activeSince: at, question: undefined };
    }
    case 'approval.asked': {
      const { approval } = event.data;
      const asked = remark(rest(view, at), approval.step, { kind: 'approval', approval, decision: undefined });
      return { ...asked, status: 'waiting', approval };
    }
    case 'approval.given':
      return { ...decided(view, event.data.approvalId, event.data.reach), activeSince: at };
    case 'approval.denied':
      return { ...decided(view, event.data.approvalId, 'denied'), activeSince: at };
    case 'approval.used':
    case 'checkpoint.saved':
      return view;
    case 'task.parked':
      return { ...rest(view, at), status: event.data.reason === 'pause' ? 'paused' : 'waiting', pauseRequested: false };
    case 'pause.requested':
      return { ...view, pauseRequested: true };
    case 'resume.requested':
      return { ...view, pauseRequested: false };
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
  {
    type:
      | 'task.queued'
      | 'task.started'
      | 'browser.opened'
      | 'hosts.contacted'
      | 'secret.used'
      | 'question.asked'
      | 'question.answered'
      | 'approval.asked'
      | 'approval.given'
      | 'approval.denied'
      | 'approval.used'
      | 'checkpoint.saved'
      | 'task.parked'
      | 'pause.requested'
      | 'resume.requested'
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

const freshStep = (step: number): StepView => ({
  step,
  url: '',
  title: '',
  screenshotId: undefined,
  observeMs: undefined,
  reasoning: '',
  decideMs: undefined,
  usage: undefined,
  actions: [],
  remarks: [],
});

function inStep(view: TaskView, step: number, change: (old: StepView) => StepView): TaskView {
  const known = view.steps.some(old => old.step === step);
  const steps = known ? view.steps : [...view.steps, freshStep(step)];
  return { ...view, steps: steps.map(old => (old.step === step ? change(old) : old)) };
}

const remark = (view: TaskView, step: number, added: Remark): TaskView =>
  inStep(view, step, old => ({ ...old, remarks: [...old.remarks, added] }));

/** Reading actions have no recorded intent, so an outcome may come without its start. */
function finishAction(
  old: StepView,
  { index, outcome, ms }: { index: number; outcome: Outcome; ms: number },
): StepView {
  const known = old.actions.some(action => action.index === index);
  const actions = known ? old.actions : [...old.actions, { index, words: '', outcome: undefined, ms: undefined }];
  return { ...old, actions: actions.map(action => (action.index === index ? { ...action, outcome, ms } : action)) };
}

function decided(view: TaskView, approvalId: string, decision: Reach | 'denied'): TaskView {
  const mark = (old: Remark): Remark =>
    old.kind === 'approval' && old.approval.approvalId === approvalId ? { ...old, decision } : old;
  const steps = view.steps.map(step => ({ ...step, remarks: step.remarks.map(mark) }));
  return { ...view, steps, status: 'running', approval: undefined };
}

function answer(view: TaskView, questionId: string, text: string): TaskView {
  const answered = (old: Remark): Remark =>
    old.kind === 'asked' && old.questionId === questionId ? { ...old, answer: text } : old;
  return { ...view, steps: view.steps.map(step => ({ ...step, remarks: step.remarks.map(answered) })) };
}

/** A step's own screenshot stands in where the observation names none. */
function addArtifact(view: TaskView, artifact: Artifact): TaskView {
  const added = { ...view, artifacts: [...view.artifacts, artifact] };
  if (artifact.kind !== 'screenshot') return added;
  return inStep(added, artifact.step, old => ({ ...old, screenshotId: old.screenshotId ?? artifact.artifactId }));
}
