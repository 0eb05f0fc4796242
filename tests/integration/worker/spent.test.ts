/** What the task's row says was spent of what no model counts: seconds of acting and bytes received, over all its workers. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '../../../lib/agent/page.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { withQueue } from '../../../lib/domain/queue-again.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readTask } from '../../../lib/store/reads.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { openWorkerSetup, type Setting, shop, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const HOUR_MS = 3_600_000;
const pass = (seconds: number): void => setup.table.advance(seconds * 1_000);

/** The model thinks for so long. */
const thinking =
  (seconds: number, reply: Exclude<ScriptEntry, (...args: never[]) => unknown>): ScriptEntry =>
  () => {
    pass(seconds);
    return reply;
  };
const click = { calls: [{ name: 'click', args: { ref: 'e1' } }] };
const ask = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };
const finish = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'The end.', evidence: [] } }] };

/** A page whose acts take `seconds`, and each brings 1,000 bytes. */
function slowPage(seconds = 0): Page {
  const page = scriptPage(shop, 'home');
  return {
    ...page,
    async perform(action, signal, files) {
      pass(seconds);
      return page.perform(action, signal, files);
    },
    bytesReceived: () => page.performed.length * 1_000,
  };
}

const say = ({ taskId }: Task, events: (current: Task) => readonly TaskEvent[]) =>
  changeTask(setup.table.store, taskId, current =>
    withQueue(current, events(current), { reason: 'answered', now: setup.table.store.clock() }),
  );
const answer = (task: Task) =>
  say(task, ({ question }) => [
    {
      type: 'question.answered',
      data: { questionId: question?.questionId ?? '', messageId: 'msg_1', answer: 'Green.' },
    },
  ]);
const rowOf = async ({ taskId }: Task): Promise<Task> => (await readTask(setup.table.store, 'owner', taskId)).state;

/** While a person is waited for, time passes with the worker's sleep; one sleep after the other, for two of them sleep at once. */
function waiting(task: Task, after: { readonly seconds: number; readonly act: () => Promise<unknown> }): Setting {
  let waited = 0;
  let last: Promise<void> = Promise.resolve();
  const sleep = async (ms: number): Promise<void> => {
    if ((await rowOf(task)).status !== 'waiting') return;
    setup.table.advance(ms);
    waited += ms;
    if (waited - ms < after.seconds * 1_000 && waited >= after.seconds * 1_000) await after.act();
  };
  return {
    onSleep(ms) {
      last = last.then(() => sleep(ms));
      return last;
    },
  };
}
const nobody = { seconds: Number.POSITIVE_INFINITY, act: async () => {} };

describe('what a task has spent', () => {
  test('has the seconds of thinking and acting, and the bytes, up to the last act', async () => {
    const task = await setup.queueTask();
    const { state } = await setup.work(task, [thinking(4, click), thinking(5, finish)], { page: slowPage(3) });
    expect(state.status).toBe('completed');
    // Opening the start page and a click of 3 s each, and two decisions.
    expect(state.spent).toMatchObject({ steps: 2, seconds: 15, bytes: 2_000 });
  });

  test('is told while it runs: with each decision, and with what came of each act', async () => {
    const task = await setup.queueTask();
    const { events } = await setup.work(task, [thinking(4, click), finish], { page: slowPage(3) });
    const told = events.flatMap(event =>
      event.type === 'step.decided' || event.type === 'action.finished' || event.type === 'task.finished'
        ? [[event.type, event.data.soFar?.seconds, event.data.soFar?.bytes]]
        : [],
    );
    expect(told).toEqual([
      ['action.finished', 3, 1_000],
      ['step.decided', 7, 1_000],
      ['action.finished', 10, 2_000],
      ['step.decided', 10, 2_000],
      ['task.finished', 10, 2_000],
    ]);
  });

  test('has no second of waiting for an answer in place', async () => {
    const task = await setup.queueTask();
    const { state } = await setup.work(task, [thinking(2, ask), thinking(3, finish)], {
      page: slowPage(1),
      ...waiting(task, { seconds: 8, act: () => answer(task) }),
    });
    expect(state.status).toBe('completed');
    expect(state.spent.seconds).toBe(6);
  });

  test('has no second of the hours in which it was parked, and both workers’ seconds and bytes', async () => {
    const task = await setup.queueTask();
    const sleeping = waiting(task, nobody);
    const parked = await setup.work(task, [thinking(2, click), thinking(2, ask)], { page: slowPage(3), ...sleeping });
    expect(parked.run).toEqual({ kind: 'put-away', why: 'question' });
    expect(parked.state.spent).toMatchObject({ seconds: 10, bytes: 2_000 });
    setup.table.advance(2 * HOUR_MS);
    await answer(task);
    const { state } = await setup.work(task, [thinking(5, click), finish], { page: slowPage(3), ...sleeping });
    expect(state.status).toBe('completed');
    expect(state.spent).toMatchObject({ seconds: 18, bytes: 3_000 });
  });

  test('has the seconds of a run that fails or is cancelled in the middle of an act, and none of the wait before', async () => {
    const task = await setup.queueTask();
    const cancel = () => say(task, () => [{ type: 'cancel.requested', data: {} }]);
    const waits = await setup.work(task, [thinking(2, ask)], {
      page: slowPage(1),
      ...waiting(task, { seconds: 6, act: cancel }),
    });
    expect(waits.state.status).toBe('cancelled');
    expect(waits.state.spent.seconds).toBe(3);
    const failing = await setup.queueTask();
    const page = slowPage(2);
    const broken: Page = {
      ...page,
      async perform(action, signal, files) {
        if (action.kind === 'navigate') return page.perform(action, signal, files);
        pass(30);
        throw new Error('It broke.');
      },
    };
    const { state } = await setup.work(failing, [thinking(4, click)], { page: broken });
    expect(state).toMatchObject({ status: 'failed', spent: { seconds: 36, bytes: 1_000 } });
  });

  test('is what the next worker goes on from where one died without a checkpoint', async () => {
    const task = await setup.queueTask({ budget: { bytes: 500_000 } });
    const { fence } = await takeLease(setup.table.store, task.taskId, { workerId: 'dead', leaseMs: 30_000 });
    const action = { kind: 'back' } as const;
    const soFar = { seconds: 40, bytes: 120_000 };
    await changeTask(
      setup.table.store,
      task.taskId,
      () => [
        { type: 'action.started', data: { step: 0, index: 0, action, verb: 'navigate', description: 'go back' } },
        {
          type: 'action.finished',
          data: { step: 0, index: 0, outcome: { ok: true, effect: 'none', url: 'https://shop.test/' }, ms: 1, soFar },
        },
      ],
      { fence },
    );
    setup.table.advance(HOUR_MS);
    const { state, opened } = await setup.work(task, [thinking(5, finish)], { page: slowPage(1) });
    expect(state).toMatchObject({ status: 'completed', spent: { seconds: 46, bytes: 121_000 } });
    expect(opened[0]?.maxBytes).toBe(380_000);
  });
});
