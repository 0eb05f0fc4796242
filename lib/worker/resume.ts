/** What a worker goes on from where another was before it: a checkpoint, the events, and what nobody knows the outcome of. */

import { saidOfBudget } from '../agent/instructed.ts';
import type { ResumeFrom } from '../agent/loop.ts';
import type { Page } from '../agent/page.ts';
import type { PageState } from '../agent/page-state.ts';
import { type PersonDid, personDid } from '../agent/person-told.ts';
import { doubtedActs, forgottenActs, isToldOf, unknownActs } from '../agent/unknown-acts.ts';
import { isErrandError } from '../domain/errors.ts';
import type { EventOf, Stored, TaskEvent } from '../domain/events.ts';
import { taskStream } from '../domain/ids.ts';
import { isWebUrl } from '../domain/site.ts';
import type { Task } from '../domain/task.ts';
import { readEvents } from '../store/reads.ts';
import { loadCheckpoint } from './checkpoints.ts';
import type { TaskJournal } from './journal.ts';
import type { WorkerDeps } from './worker-deps.ts';

type Started = EventOf<'action.started'>['data'];

export interface Found {
  readonly run: ResumeFrom['run'];
  readonly page: PageState | undefined;
  readonly unknown: readonly Started[];
  /** Of these the events do not tell yet. */
  readonly untold: readonly Started[];
  /** Done, but the run to go on from does not know it. */
  readonly forgotten: readonly Started[];
  readonly person: PersonDid;
  /** To the question that the run to go on from waits for. */
  readonly answer: string | undefined;
  /** What was done since the checkpoint, in lines. */
  readonly since: readonly string[];
  /** What the person has said since to a budget or a missing secret: before it, the run to go on from knows. */
  readonly decided: readonly string[];
}

const PAGE_OF_EVENTS = 500;
const MAX_SINCE = 12;

/** Undefined for a first worker, and for one after workers that did nothing. */
export async function readResume(
  deps: WorkerDeps,
  { task, events, signal }: { task: Task; events: readonly TaskEvent[]; signal: AbortSignal },
): Promise<Found | undefined> {
  if (task.attempts <= 1) return undefined;
  const checkpoint = await loadCheckpoint(deps, task, signal);
  const unknown = unknownActs(events);
  if (checkpoint === undefined && !events.some(({ type }) => type === 'action.started')) return undefined;
  const saved = events.findLastIndex(({ type }) => type === 'checkpoint.saved');
  const since = checkpoint === undefined ? events : events.slice(saved);
  return {
    run: checkpoint?.run,
    page: checkpoint?.page,
    unknown: [...unknown, ...doubtedActs(events)],
    untold: unknown.filter(one => !isToldOf(events, one)),
    forgotten: forgottenActs(events, checkpoint !== undefined),
    person: personDid(events),
    answer: checkpoint === undefined ? undefined : answerTo(task, events, checkpoint.run.step),
    since: since.flatMap(event => doneIn(event, since)).slice(-MAX_SINCE),
    decided: since.flatMap(saidIn),
  };
}

export async function readTaskEvents(deps: WorkerDeps, taskId: string): Promise<readonly Stored<TaskEvent>[]> {
  const stream = taskStream(taskId);
  const isOfTask = (event: Stored): event is Stored<TaskEvent> => event.stream === stream;
  const events: Stored<TaskEvent>[] = [];
  for (let after = 0; ; ) {
    const page = await readEvents(deps.store, stream, { after, limit: PAGE_OF_EVENTS });
    events.push(...page.filter(isOfTask));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_OF_EVENTS) return events;
    after = last.seq;
  }
}

/** A checkpoint is saved before its question is asked, so that the newest answer may be to an older one. */
function answerTo({ answer }: Task, events: readonly TaskEvent[], step: number): string | undefined {
  const asked = events.findLast(event => event.type === 'question.asked' && event.data.step === step);
  const isToIt = asked?.type === 'question.asked' && asked.data.questionId === answer?.questionId;
  return isToIt ? answer?.answer : undefined;
}

function doneIn(event: TaskEvent, events: readonly TaskEvent[]): readonly string[] {
  if (event.type !== 'action.started' || event.data.verb === 'read') return [];
  const { step, index, description } = event.data;
  const finished = events.find(
    one => one.type === 'action.finished' && one.data.step === step && one.data.index === index,
  );
  if (finished?.type !== 'action.finished') return [];
  const { outcome } = finished.data;
  return [`done before: ${description} (${outcome.ok ? outcome.effect : outcome.code})`];
}

function saidIn(event: TaskEvent): readonly string[] {
  if (event.type === 'budget.extended') return [saidOfBudget(event.data.add)];
  if (event.type === 'secret.skipped') return [`the person goes on without the secret ${event.data.name}`];
  return [];
}

export interface Restoring {
  readonly journal: TaskJournal;
  readonly page: Page;
  readonly task: Task;
}

/** Brings the page back as far as it goes, and writes down what is lost and what is unknown before anything new is begun. */
export async function restorePage({ journal, page, task }: Restoring, found: Found): Promise<ResumeFrom> {
  const restoring = found.page === undefined ? undefined : await restore(page, found.page);
  const pageLost = restoring === undefined || found.page?.tabs.some(({ url }) => isWebUrl(url)) !== true;
  const lost = restoring ?? NOTHING_SAVED;
  const events: readonly TaskEvent[] = [
    { type: 'task.resumed', data: { step: task.steps, lost: lost.map(line => line.slice(0, 300)).slice(0, 20) } },
    ...found.untold.map(({ step, index, action, verb, description }): TaskEvent => {
      return { type: 'outcome.unknown', data: { step, index, action, verb, description } };
    }),
  ];
  await journal.record(events);
  const restored = [
    ...(restoring === undefined
      ? []
      : ['the page at its address, with its sign-ins and what was typed, but for notRestored']),
    ...found.since,
  ];
  const resumed = {
    restored,
    decided: decisionOf(task, found),
    notRestored: lost,
    outcomeUnknown: found.unknown.map(({ description }) => description),
  };
  const unknown = [...found.unknown, ...found.forgotten];
  return { run: found.run, resumed, unknown, pageLost, person: found.person, answer: found.answer };
}

const NOTHING_SAVED = [
  'Nothing of the page could be restored: its address is opened again, without logins and what was typed.',
];

/** Undefined for a page that cannot be brought back; a browser that is gone ends the run. */
async function restore(page: Page, state: PageState): Promise<readonly string[] | undefined> {
  try {
    return await page.restoreState(state);
  } catch (error) {
    if (isErrandError(error, 'page.crashed')) throw error;
    return undefined;
  }
}

function decisionOf({ decision, answer }: Task, { run, decided }: Found): readonly string[] {
  return [
    ...decidedOn(decision),
    ...decided,
    // A run that was saved has the question, and gets the answer in its place.
    ...(answer === undefined || run !== undefined ? [] : [`the person answered: ${answer.answer}`]),
  ];
}

function decidedOn(decision: Task['decision']): readonly string[] {
  if (decision?.kind === 'approved' && decision.first !== undefined)
    return [
      `the person has approved the answer to the page's question: bring it up again by ${decision.first.role} ${JSON.stringify(decision.first.name)}, and accept it`,
    ];
  if (decision?.kind === 'approved') return ['the person has approved the act that you asked about: do it now'];
  if (decision?.kind === 'denied')
    return [`the person said no to the act that you asked about: ${decision.reason ?? 'no reason was given'}`];
  return [];
}
