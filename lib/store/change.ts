/** Read, decide, evolve, append: a change to a stream that is tried again when others wrote first. `decide` must be pure. */

import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { SessionEvent, Stored, TaskEvent } from '../domain/events.ts';
import { sessionStream, taskStream } from '../domain/ids.ts';
import { evolveSession, type Session } from '../domain/session.ts';
import { evolveTask, type Task } from '../domain/task.ts';
import { withOrigin } from '../telemetry/with-origin.ts';
import { type Alongside, append, type StreamWrite } from './append.ts';
import { waitBeforeRetry } from './backoff.ts';
import type { Versioned } from './items.ts';
import { findTask, readSession, readTask } from './reads.ts';
import type { Store } from './store.ts';

/** What goes into the same transaction; a function where it needs the outcome, such as the answer to remember. */
export type AlongsideOf<Outcome> = Alongside | ((outcome: Outcome) => Alongside);

export interface SessionChange {
  readonly session: Session;
  readonly events: Stored<SessionEvent>[];
}

export interface TaskChange {
  readonly task: Task;
  readonly events: Stored<TaskEvent>[];
}

/** Creates a session's stream with its first events. Throws `stream.conflict` where the id is taken. */
export async function createSessionStream(
  store: Store,
  session: Session,
  events: readonly SessionEvent[],
  alongside?: AlongsideOf<{ session: Session }>,
): Promise<SessionChange> {
  const now = store.clock();
  const state = events.reduce((before, event) => evolveSession(before, event, now), session);
  const write = sessionWrite({ state, seq: 0, head: undefined }, state, events);
  const stored = await append(store, [write], resolve(alongside, { session: state }));
  return { session: state, events: stored as Stored<SessionEvent>[] };
}

/** Throws `session.not-found`, what `decide` throws, and what `append` throws. No events: nothing is written for the session. */
export async function changeSession(
  store: Store,
  of: { readonly ownerId: string; readonly sessionId: string },
  decide: (session: Session) => readonly SessionEvent[],
  alongside?: AlongsideOf<{ session: Session }>,
): Promise<SessionChange> {
  return untilUncontended(async () => {
    const before = await readSession(store, of.ownerId, of.sessionId);
    const now = store.clock();
    const events = decide(before.state);
    const session = events.reduce((state, event) => evolveSession(state, event, now), before.state);
    const stored = await append(store, [sessionWrite(before, session, events)], resolve(alongside, { session }));
    return { session, events: stored as Stored<SessionEvent>[] };
  });
}

export interface TaskChangeOptions {
  /** The writer must hold the lease with this fence; else `task.lease-lost`. */
  readonly fence?: number | undefined;
  /** Where a person asks: a foreign task is not found. */
  readonly ownerId?: string | undefined;
  readonly alongside?: AlongsideOf<{ task: Task }> | undefined;
}

/** Throws `task.not-found`, what `decide` and the state machine throw (`task.finished` …), and what `append` throws. */
export async function changeTask(
  store: Store,
  taskId: string,
  decide: (task: Task) => readonly TaskEvent[],
  options: TaskChangeOptions = {},
): Promise<TaskChange> {
  return untilUncontended(async () => {
    const before = await readTask(store, options.ownerId, taskId);
    const now = store.clock();
    const events = withOrigin(before.state.sessionId, decide(before.state));
    const task = events.reduce((state, event) => evolveTask(state, event, now), before.state);
    const write = taskWrite(before, task, events, options.fence);
    const stored = await append(store, [write], resolve(options.alongside, { task }));
    return { task, events: stored as Stored<TaskEvent>[] };
  });
}

export interface BothOf {
  readonly taskId: string;
  readonly sessionId: string;
  readonly ownerId: string;
  readonly fence?: number | undefined;
}

export interface BothDecided {
  readonly task: readonly TaskEvent[];
  readonly session: readonly SessionEvent[];
  /** The task before its first event; only where there is none yet. */
  readonly createTask?: Task | undefined;
}

export interface BothChange {
  /** Undefined only where there was no task and none was created. */
  readonly task: Task | undefined;
  readonly session: Session;
  readonly taskEvents: Stored<TaskEvent>[];
  readonly sessionEvents: Stored<SessionEvent>[];
}

/** One transaction over both streams: a consent that makes a task, an end that is told in the session. Both or neither. */
export async function changeTaskAndSession(
  store: Store,
  of: BothOf,
  decide: (task: Task | undefined, session: Session) => BothDecided,
  alongside?: AlongsideOf<{ task: Task | undefined; session: Session }>,
): Promise<BothChange> {
  return untilUncontended(async () => {
    const [session, task] = await Promise.all([
      readSession(store, of.ownerId, of.sessionId),
      findTask(store, of.ownerId, of.taskId),
    ]);
    const now = store.clock();
    const wanted = decide(task?.state, session.state);
    const decided = { ...wanted, task: withOrigin(of.sessionId, wanted.task) };
    const before = task ?? created(decided.createTask);
    const afterSession = decided.session.reduce((state, event) => evolveSession(state, event, now), session.state);
    const writes = [sessionWrite(session, afterSession, decided.session)];
    if (before === undefined && decided.task.length > 0) {
      throw new ErrandError('task.not-found', `There is no task ${of.taskId}.`);
    }
    const afterTask = before && decided.task.reduce((state, event) => evolveTask(state, event, now), before.state);
    if (before !== undefined && afterTask !== undefined) {
      writes.push(taskWrite(before, afterTask, decided.task, of.fence));
    }
    const stored = await append(store, writes, resolve(alongside, { task: afterTask, session: afterSession }));
    const count = decided.session.length;
    return {
      task: afterTask,
      session: afterSession,
      sessionEvents: stored.slice(0, count) as Stored<SessionEvent>[],
      taskEvents: stored.slice(count) as Stored<TaskEvent>[],
    };
  });
}

const created = (task: Task | undefined): Versioned<Task> | undefined =>
  task === undefined ? undefined : { state: task, seq: 0, head: undefined };

function sessionWrite(before: Versioned<Session>, state: Session, events: readonly SessionEvent[]): StreamWrite {
  const { seq: after, head } = before;
  return { stream: sessionStream(state.sessionId), ownerId: state.ownerId, after, head, state, events };
}

function taskWrite(
  before: Versioned<Task>,
  state: Task,
  events: readonly TaskEvent[],
  fence: number | undefined,
): StreamWrite {
  const { seq: after, head } = before;
  return { stream: taskStream(state.taskId), ownerId: state.ownerId, after, head, state, events, fence };
}

function resolve<Outcome>(alongside: AlongsideOf<Outcome> | undefined, outcome: Outcome): Alongside {
  return typeof alongside === 'function' ? alongside(outcome) : (alongside ?? {});
}

/** With 50 writers on one stream the unluckiest needs some 20 tries; all of them together stay under a few seconds. */
const MAX_TRIES = 40;

async function untilUncontended<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      if (!isErrandError(error, 'stream.conflict') || attempt === MAX_TRIES) throw error;
      await waitBeforeRetry(attempt);
    }
  }
}
