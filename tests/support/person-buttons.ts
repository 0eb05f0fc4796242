/** The buttons by which a person answers and orders a run, and a run in each state in which they may be pressed. For tests of the API only. */

import { afterAll, beforeAll } from 'vitest';
import type { TaskEvent } from '../../lib/domain/events.ts';
import { changeTask } from '../../lib/store/change.ts';
import { takeLease } from '../../lib/store/lease.ts';
import { consentTo, offer, openTestApi, type Reply, type TestApi } from './api.ts';
import { sampleResult } from './domain-samples.ts';

export const digest = `sha256:${'1'.repeat(64)}`;
const older = `sha256:${'0'.repeat(64)}`;
const expiresAt = '2099-01-01T00:00:00.000Z';

const reached = (): TaskEvent => ({
  type: 'budget.reached',
  data: { step: 1, limit: 'usd', spent: 4, allowed: 4, asks: { usd: 1 }, digest, expiresAt },
});
const needed = (): TaskEvent => ({
  type: 'secret.needed',
  data: { step: 1, name: 'river-password', site: 'example.com', why: 'fill', expiresAt },
});
const asked = (): TaskEvent => ({
  type: 'question.asked',
  data: { step: 1, questionId: 'qst_1', question: 'Which?', expiresAt },
});
const parked = (reason: 'budget' | 'secret' | 'question' | 'pause'): TaskEvent => ({
  type: 'task.parked',
  data: { step: 1, reason },
});
const control: TaskEvent = { type: 'control.requested', data: {} };
const taken: TaskEvent = { type: 'control.taken', data: { step: 1 } };
const cancel: TaskEvent = { type: 'cancel.requested', data: {} };
const pause: TaskEvent = { type: 'pause.requested', data: {} };
const again = (taskId: string): TaskEvent => ({ type: 'task.queued', data: { taskId, reason: 'cancelled' } });

/** How a task comes into each state; undefined where no worker has begun it. */
const STATES = {
  queued: undefined,
  'paused in the queue': undefined,
  running: () => [],
  'asked to rest': () => [pause],
  'waits for an answer': () => [asked()],
  'waits for more budget': () => [reached()],
  'parked for more budget': () => [reached(), parked('budget')],
  'paused with a question of its budget': () => [reached(), parked('budget'), pause],
  'waits for a secret': () => [needed()],
  'parked for a secret': () => [needed(), parked('secret')],
  'paused with a secret missing': () => [needed(), parked('secret'), pause],
  'rests where it was paused': () => [pause, parked('pause')],
  'to be handed over': () => [control],
  'in the hands of its person': () => [control, taken],
  'to be cancelled': () => [cancel],
  'to be cancelled while it asks for more budget': () => [reached(), cancel],
  'to be cancelled while it waits for a secret': () => [needed(), cancel],
  'queued for its cancelling, having asked for more budget': taskId => [
    ...[reached(), parked('budget'), cancel],
    again(taskId),
  ],
  'queued for its cancelling, having waited for a secret': taskId => [
    ...[needed(), parked('secret'), cancel],
    again(taskId),
  ],
  completed: () => [{ type: 'task.finished', data: { result: sampleResult('completed') } }],
  failed: () => [{ type: 'task.finished', data: { result: sampleResult('failed') } }],
  cancelled: () => [{ type: 'task.finished', data: { result: sampleResult('cancelled') } }],
} as const satisfies Readonly<Record<string, undefined | ((taskId: string) => readonly TaskEvent[])>>;
export type State = keyof typeof STATES;
export const states = Object.keys(STATES) as State[];

const BUTTONS = {
  control: { path: 'control', body: {} },
  return: { path: 'control/return', body: { note: 'Mind the size.' } },
  inputs: { path: 'inputs', body: { inputs: [{ kind: 'text', text: 'hunter2' }] } },
  instruct: { path: 'instructions', body: { text: 'Only those in Europe.' } },
  extend: { path: 'budget', body: { digest, decision: 'extend' } },
  end: { path: 'budget', body: { digest, decision: 'end' } },
  'extend an older question': { path: 'budget', body: { digest: older, decision: 'extend' } },
  skip: { path: 'secret-needed', body: { decision: 'skip' } },
} as const;
export type Button = keyof typeof BUTTONS;
export const buttons = Object.keys(BUTTONS) as Button[];

export interface Person {
  readonly api: TestApi;
  /** A new task of ada's. */
  taskIn(state: State): Promise<string>;
  press(taskId: string, button: Button, more?: object): Promise<Reply>;
  read(taskId: string): Promise<{ readonly status: string; readonly cancelRequested: boolean }>;
  typesOf(taskId: string): Promise<string[]>;
}

/** For all of a test file: the API is opened before its tests and closed after them. */
export function openPerson(): Person {
  let opened: TestApi | undefined;
  beforeAll(async () => {
    // Room for a run in every state, again and again.
    opened = await openTestApi({ limits: { usdPerDay: 100_000, runningTasks: 1_000 } });
  });
  afterAll(() => opened?.close());
  const there = (): TestApi => {
    if (opened === undefined) throw new Error('The API is open only while the tests of its file run.');
    return opened;
  };
  return {
    get api() {
      return there();
    },
    async taskIn(state) {
      const api = there();
      const { taskId } = (await consentTo(api, await offer(api))).body.task;
      const lay: ((taskId: string) => readonly TaskEvent[]) | undefined = STATES[state];
      if (lay !== undefined) {
        await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
        await changeTask(api.store, taskId, () => lay(taskId));
      } else if (state !== 'queued') await api.call('POST', `/tasks/${taskId}/pause`);
      return taskId;
    },
    press: (taskId, button, more = {}) =>
      there().call('POST', `/tasks/${taskId}/${BUTTONS[button].path}`, { body: BUTTONS[button].body, ...more }),
    read: async taskId => (await there().call('GET', `/tasks/${taskId}`)).body.task,
    typesOf: async taskId =>
      (await there().call('GET', `/tasks/${taskId}/events`)).body.events.map(({ type }: TaskEvent) => type),
  };
}

/** What came of it: `taken`, or the code of the problem. */
export const told = ({ status, body }: Reply): string => (status < 300 ? 'taken' : String(body.code));
