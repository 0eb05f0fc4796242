/** The loop of a run: a step says what comes next, and the loop only switches on it. It knows no browser, no table and no vendor. */

import type { ErrorCode } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import type { Task } from '../domain/task.ts';
import { act } from './act.ts';
import { cancelled, failure } from './endings.ts';
import { errandMessage } from './errand-message.ts';
import { addTurn, beginHistory, showPage } from './history.ts';
import { look } from './look.ts';
import type { ModelImage } from './model-client.ts';
import type { Observation } from './page.ts';
import { actPrompt } from './prompts/act.ts';
import type { NextStep, RunDeps, RunState } from './run.ts';
import { takeStep } from './step.ts';
import { noHabits } from './stuck.ts';
import { wantsPicture } from './vision.ts';

/** Runs a consented task to its end. Throws `task.lease-lost`, `page.crashed`, model errors; a cancel ends as a result. */
export async function runAgent(deps: RunDeps, task: Task): Promise<TaskResult> {
  const opened = await open(deps, task);
  if ('status' in opened) return opened;
  let { state, picture } = opened;
  for (;;) {
    const next = await takeStep(deps, state, picture);
    deps.keep(next.state);
    switch (next.kind) {
      case 'run-again': {
        const seen = await look(deps, next.state.step + 1);
        state = withPage(deps, next.state, seen);
        picture = next.shown ?? (await pictureFor(deps, state, next.struggling ?? false));
        break;
      }
      case 'needs-answer': {
        const answered = await askPerson(deps, next);
        if ('status' in answered) return answered;
        const seen = await look(deps, answered.step + 1);
        state = withPage(deps, answered, seen);
        picture = await pictureFor(deps, state, false);
        break;
      }
      case 'finished':
      case 'failed':
        return next.result;
      case 'needs-approval':
      case 'yielded':
        return failure('agent.gave-up', `The run stopped as ${next.kind}, which cannot be resumed yet.`, next.state);
      default:
        return next satisfies never;
    }
  }
}

interface Opened {
  readonly state: RunState;
  readonly picture: ModelImage | undefined;
}

/** Refused by our own code: then nothing of this errand can be done, and no model needs to be asked. */
const NEVER_OPENS: ReadonlySet<ErrorCode> = new Set([
  'scope.site-outside',
  'scope.verb-outside',
  'consent.expired',
  'consent.missing',
  'budget.exceeded',
]);

/** The first turn is written by code: open the start page the person agreed to. */
async function open(deps: RunDeps, task: Task): Promise<Opened | TaskResult> {
  const blank = {
    url: 'about:blank',
    title: '',
    text: '',
    targets: new Map(),
    tabs: [],
    fingerprint: '',
    pictured: 0,
    ms: 0,
  };
  const begun: RunState = {
    task,
    step: 0,
    startedAt: deps.clock(),
    spent: task.spent,
    history: beginHistory(actPrompt, errandMessage(task, deps.clock(), deps.secrets)),
    observation: blank,
    datasets: [],
    grants: task.grants ?? [],
    habits: noHabits,
    malformed: 0,
    found: new Map(),
    seen: [],
  };
  const action = { kind: 'navigate', url: task.startUrl } as const;
  const done = await act(deps, begun, action, 0);
  if (done.refused !== undefined && NEVER_OPENS.has(done.refused.code))
    return failure(done.refused.code, `The start page ${task.startUrl} cannot be opened: ${done.refused.detail}`);
  const call = { callId: 'start', name: 'navigate', argumentsText: JSON.stringify({ url: task.startUrl }) };
  const history = addTurn(begun.history, { text: 'I open the start page.', toolCalls: [call] }, [
    { callId: 'start', value: done.value },
  ]);
  const seen = await look(deps, 1);
  const state = withPage(deps, { ...begun, history }, seen);
  return { state, picture: await pictureFor(deps, state, false) };
}

/** Pages and excerpts that a report may quote. */
const MAX_SEEN = 40;

/** With the refs drawn on it, so that what is seen can be acted on. One that cannot be taken is none: the text is enough to go on. */
async function pictureFor(
  { page, model }: RunDeps,
  { task, observation }: RunState,
  struggling: boolean,
): Promise<ModelImage | undefined> {
  if (!model.seesImages || !wantsPicture({ vision: task.consent.vision, observation, struggling })) return undefined;
  return page.screenshot({ fullPage: false, marks: true }).catch(() => undefined);
}

function withPage(deps: RunDeps, state: RunState, observation: Observation): RunState {
  const history = showPage(state.history, { text: observation.text, mark: deps.mark() });
  // What was found stays usable while the page does; whether the element is still there, the page knows.
  const found = observation.url === state.observation.url ? state.found : new Map();
  const targets = new Map([...found, ...observation.targets]);
  const seen = [...state.seen, state.observation.text].slice(-MAX_SEEN);
  return { ...state, observation: { ...observation, targets }, history, found, seen };
}

async function askPerson(
  deps: RunDeps,
  next: Extract<NextStep, { kind: 'needs-answer' }>,
): Promise<RunState | TaskResult> {
  const { state, question, callId } = next;
  const asked = deps.clock();
  const answer = await deps.journal.askPerson(question, state.step);
  switch (answer.kind) {
    case 'answered': {
      const value = JSON.stringify({ ok: true, answer: answer.text });
      const messages = state.history.messages.map(message =>
        message.role === 'tool' && message.callId === callId ? { ...message, text: value } : message,
      );
      return { ...state, startedAt: state.startedAt + deps.clock() - asked, history: { messages } };
    }
    case 'expired':
      return { ...failure('question.expired', `Nobody answered: ${question}`, state), status: 'cancelled' };
    case 'cancelled':
      return cancelled();
    default:
      return answer satisfies never;
  }
}
