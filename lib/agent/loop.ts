/** The loop of a run: a step says what comes next, and the loop only switches on it. It knows no browser, no table and no vendor. */

import type { ErrorCode } from '../domain/errors.ts';
import type { TaskResult } from '../domain/result.ts';
import { covers } from '../domain/scope.ts';
import { isWebUrl } from '../domain/site.ts';
import { nothingHeard } from '../domain/taint.ts';
import type { Task } from '../domain/task.ts';
import { act } from './act.ts';
import { cancelled, failure } from './endings.ts';
import { errandMessage } from './errand-message.ts';
import { handOver, questionLapsed, questionLost, withHandedBack } from './hand-over.ts';
import { addResumed, addTurn, beginHistory, replaceResult, showPage } from './history.ts';
import { hearInstructions } from './instructed.ts';
import { look } from './look.ts';
import type { ModelImage } from './model-client.ts';
import { noObservation } from './no-observation.ts';
import type { Observation } from './page.ts';
import { allOf, nothingTold, type PersonDid, untold } from './person-told.ts';
import { actPrompt } from './prompts/act.ts';
import { PutAway } from './put-away.ts';
import type { Resumed } from './resumed.ts';
import { type NextStep, type RunDeps, type RunState, rested, type UnknownAct } from './run.ts';
import { type RunSnapshot, restoreRun } from './run-snapshot.ts';
import { takeStep, WAITING } from './step.ts';
import { noHabits } from './stuck.ts';
import { wantsPicture } from './vision.ts';
import { listenTo, plainQuestion, withSuspicions } from './wary.ts';

/** Runs a consented task to its end. Throws `PutAway`, `task.lease-lost`, `page.crashed`, model errors; a cancel ends as a result. */
export async function runAgent(deps: RunDeps, task: Task, from?: ResumeFrom): Promise<TaskResult> {
  const opened = from === undefined ? await open(deps, task) : await resume(deps, task, from);
  if ('status' in opened) return opened;
  let { state, picture } = opened;
  deps.keep(state);
  for (;;) {
    const handed = await handOver(deps, state);
    if (handed !== undefined) {
      state = await withPage(deps, handed, await look(deps, handed.step + 1));
      picture = await pictureFor(deps, state, false);
      deps.keep(state);
      await deps.checkpointNow?.(state);
    }
    const reason = deps.wantsRest?.();
    if (reason !== undefined) throw new PutAway(reason);
    state = await hearInstructions(deps, state);
    const next = await takeStep(deps, state, picture);
    deps.keep(next.state);
    switch (next.kind) {
      case 'run-again': {
        const seen = await look(deps, next.state.step + 1);
        state = await withPage(deps, next.state, seen);
        picture = next.shown ?? (await pictureFor(deps, state, next.struggling ?? false));
        await deps.checkpoint?.(state);
        break;
      }
      case 'needs-answer': {
        const answered = await askPerson(deps, next);
        if ('status' in answered) return answered;
        const seen = await look(deps, answered.step + 1);
        state = await withPage(deps, answered, seen);
        picture = await pictureFor(deps, state, false);
        break;
      }
      case 'finished':
      case 'failed':
        return withSuspicions(next.result, next.state);
      default:
        return next satisfies never;
    }
  }
}

/** What a worker goes on from. The page has been restored as far as that went. */
export interface ResumeFrom {
  /** Undefined where the worker before ended before it could save one: then the events are all there is. */
  readonly run: RunSnapshot | undefined;
  readonly resumed: Resumed;
  readonly unknown: readonly UnknownAct[];
  /** What persons did by hand, as the events tell it. */
  readonly person?: PersonDid | undefined;
  /** To the question that the run waits for; undefined where nobody answered it. */
  readonly answer?: string | undefined;
  /** True where the browser shows nothing of what it showed. */
  readonly pageLost: boolean;
}

async function resume(deps: RunDeps, task: Task, from: ResumeFrom): Promise<Opened | TaskResult> {
  const { run, resumed, unknown, pageLost } = from;
  if (run === undefined) {
    const opened = await open(deps, task);
    if ('status' in opened) return opened;
    const history = addResumed(opened.state.history, resumed, deps.mark());
    return { ...opened, state: hearOf(deps, { ...opened.state, step: task.steps, history, unknown }, from.person) };
  }
  const kept = restoreRun(run, task, deps.clock());
  const answered = withAnswer(kept, from.answer);
  const told = { ...resumed, notRestored: [...resumed.notRestored, ...run.cut] };
  const history = addResumed(answered.history, told, deps.mark());
  const state = hearOf(deps, { ...answered, history, unknown, decision: task.decision }, from.person);
  // The way there was for an act may be gone; the address is the nearest to where it was.
  if (pageLost) await act(deps, state, { kind: 'navigate', url: placeOf(state) }, 0);
  const seen = await withPage(deps, state, await look(deps, state.step + 1));
  return { state: seen, picture: await pictureFor(deps, seen, false) };
}

/** What a person did, or said with it, and no worker has told the model. */
function hearOf(deps: RunDeps, state: RunState, person: PersonDid | undefined): RunState {
  const back = person === undefined ? undefined : untold(person, state.told, state.task.control);
  return person === undefined || back === undefined
    ? state
    : withHandedBack(deps, state, { back, told: allOf(person) });
}

/** Where it was last, as the newest observation of a web page says in its first line; else where the errand began. */
function placeOf({ seen, task }: RunState): string {
  const urls = seen.map(urlOf).filter(url => isWebUrl(url) && covers(task.consent.scope, url));
  return urls.at(-1) ?? task.startUrl;
}

function urlOf(page: string): string {
  const [first = ''] = page.split('\n', 1);
  const quoted = /^url ("(?:[^"\\]|\\.)*")$/.exec(first)?.[1] ?? '""';
  const url: unknown = JSON.parse(quoted);
  return typeof url === 'string' ? url : '';
}

/** The question that was open when the run was put away, or broke off, is answered where it was asked. */
function withAnswer(state: RunState, answer: string | undefined): RunState {
  const waiting = JSON.stringify({ ok: true, answer: WAITING });
  const value = answer === undefined ? questionLost : { ok: true, answer };
  const messages = state.history.messages.map(message =>
    message.role === 'tool' && message.text === waiting ? { ...message, text: JSON.stringify(value) } : message,
  );
  return { ...state, history: { messages } };
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
  const begun: RunState = {
    task,
    step: 0,
    // Where a worker before could save nothing, the row still says how long it acted.
    startedAt: deps.clock() - task.spent.seconds * 1_000,
    spent: task.spent,
    history: beginHistory(actPrompt, errandMessage(task, deps.clock(), deps.secrets)),
    observation: noObservation,
    datasets: [],
    grants: task.grants ?? [],
    decision: task.decision,
    unknown: [],
    habits: noHabits,
    malformed: 0,
    found: new Map(),
    seen: [],
    heard: nothingHeard,
    answers: [],
    suspicions: [],
    instructed: 0,
    told: nothingTold,
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
  const state = await withPage(deps, { ...begun, history }, seen);
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

async function withPage(deps: RunDeps, before: RunState, observation: Observation): Promise<RunState> {
  const state = await listenTo(deps, before, { url: observation.url, text: observation.text, form: 'lines' });
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
  const answer = await deps.journal.askPerson(plainQuestion(question, state), state.step);
  switch (answer.kind) {
    case 'answered': {
      const history = replaceResult(state.history, callId, { ok: true, answer: answer.text });
      const answers = [...state.answers, answer.text];
      return { ...rested(state, deps.clock() - asked), answers, history };
    }
    case 'taken-over':
      return {
        ...rested(state, deps.clock() - asked),
        history: replaceResult(state.history, callId, questionLapsed),
      };
    case 'expired':
      return withSuspicions(
        { ...failure('question.expired', `Nobody answered: ${question}`, state), status: 'cancelled' },
        state,
      );
    case 'cancelled':
      return cancelled();
    default:
      return answer satisfies never;
  }
}
