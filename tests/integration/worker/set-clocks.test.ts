/** The machine's wall clock is set by an hour in the middle of a run: the time that the errand took is what it was, for its record and for its budget. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from '../../../lib/agent/page.ts';
import type { LivePage } from '../../../lib/browser/live-page.ts';
import type { SoFar } from '../../../lib/domain/budget.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { withQueue } from '../../../lib/domain/queue-again.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { addInputs } from '../../../lib/store/inputs.ts';
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
/** The hands sleep for less. */
const WATCH_SLEEPS_MS = 500;
const jumps = [
  ['forward', HOUR_MS],
  ['back', -HOUR_MS],
] as const;

/** What nobody can set. */
let steadyMs = 0;
beforeEach(() => {
  steadyMs = 0;
});
const pass = (ms: number): void => {
  setup.table.advance(ms);
  steadyMs += ms;
};
const setClock = (ms: number): void => setup.table.advance(ms);

const click = { calls: [{ name: 'click', args: { ref: 'e1' } }] };
const ask = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };
const finish = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'The end.', evidence: [] } }] };
type Reply = Exclude<ScriptEntry, (...args: never[]) => unknown>;
const thinking =
  (seconds: number, reply: Reply, then: () => void = () => {}): ScriptEntry =>
  () => {
    pass(seconds * 1_000);
    then();
    return reply;
  };

/** Each act takes 3 s; the clock is set in the middle of the one that is a click. */
function slowPage(inClick: () => void = () => {}): Page {
  const page = scriptPage(shop, 'home');
  return {
    ...page,
    async perform(action, signal, files) {
      pass(1_000);
      if (action.kind === 'click') inClick();
      pass(2_000);
      return page.perform(action, signal, files);
    },
    bytesReceived: () => page.performed.length * 1_000,
  };
}

const rowOf = async ({ taskId }: Task): Promise<Task> => (await readTask(setup.table.store, 'owner', taskId)).state;
const record = ({ taskId }: Task, decide: (current: Task) => readonly TaskEvent[]) =>
  changeTask(setup.table.store, taskId, current =>
    withQueue(current, decide(current), { reason: 'answered', now: setup.table.store.clock() }),
  );
const answer = (task: Task) =>
  record(task, ({ question }) => [
    {
      type: 'question.answered',
      data: { questionId: question?.questionId ?? '', messageId: 'msg_1', answer: 'Green.' },
    },
  ]);

/** Of a function that has hours: the wall clock's deadline is far whatever is done to it. */
const setting = (more: Setting = {}): Setting => ({
  steady: () => steadyMs,
  deadline: setup.table.store.clock() + 10 * HOUR_MS,
  ...more,
});
/** One sleep after the other, for two of them sleep at once. */
function oneByOne(sleep: (ms: number) => Promise<void>): NonNullable<Setting['onSleep']> {
  let last: Promise<void> = Promise.resolve();
  return ms => {
    last = last.then(() => sleep(ms));
    return last;
  };
}
const secondsIn = (events: readonly { readonly data: unknown }[]): readonly number[] =>
  events.flatMap(({ data }) => {
    const soFar = (data as { readonly soFar?: SoFar }).soFar;
    return soFar === undefined ? [] : [soFar.seconds];
  });

describe.each(jumps)('a wall clock that is set an hour %s', (_, jump) => {
  test('while the model thinks and in the middle of an act adds no second, and takes none away', async () => {
    const task = await setup.queueTask({ budget: { seconds: 60 } });
    const { run, state, events } = await setup.work(
      task,
      [thinking(4, click), thinking(5, finish, () => setClock(-jump / 2))],
      setting({ page: slowPage(() => setClock(jump)) }),
    );
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(state.spent).toMatchObject({ steps: 2, seconds: 15, bytes: 2_000 });
    expect(secondsIn(events)).toEqual([3, 7, 10, 15, 15]);
  });

  test('while a person is asked neither counts nor sends the worker away, and their answer is heard', async () => {
    const task = await setup.queueTask({ budget: { seconds: 60 } });
    let waitedMs = 0;
    const onSleep = oneByOne(async ms => {
      if ((await rowOf(task)).status !== 'waiting') return;
      if (waitedMs === 0) setClock(jump);
      pass(ms);
      waitedMs += ms;
      if (waitedMs - ms < 8_000 && waitedMs >= 8_000) await answer(task);
    });
    const { run, state } = await setup.work(
      task,
      [thinking(2, ask), thinking(3, finish)],
      setting({ page: slowPage(), onSleep }),
    );
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(state.spent.seconds).toBe(8);
  });

  test('while nobody answers lets the worker leave after its time, and not an hour later', async () => {
    const task = await setup.queueTask({ budget: { seconds: 60 } });
    let waitedMs = 0;
    const onSleep = oneByOne(async ms => {
      if ((await rowOf(task)).status !== 'waiting' || waitedMs > 120_000) return;
      if (waitedMs === 0) setClock(jump);
      pass(ms);
      waitedMs += ms;
    });
    const parked = await setup.work(task, [thinking(2, ask)], setting({ page: slowPage(), onSleep }));
    expect(parked.run).toEqual({ kind: 'put-away', why: 'question' });
    expect(waitedMs).toBeGreaterThanOrEqual(15_000);
    expect(waitedMs).toBeLessThan(60_000);
    expect(parked.state.spent.seconds).toBe(5);
    // Another machine, whose clock is right.
    setClock(-jump);
    await answer(task);
    const { state } = await setup.work(task, [thinking(5, finish)], setting({ page: slowPage() }));
    expect(state).toMatchObject({ status: 'completed', spent: { seconds: 10 } });
  });

  test('while a person has the page takes it from nobody, and gives it back after five minutes of nothing', async () => {
    const task = await setup.queueTask({ budget: { seconds: 60 } });
    await record(task, () => [{ type: 'control.requested', data: {} }]);
    let heldMs = 0;
    let done = 0;
    let isSent = false;
    const onSleep = oneByOne(async ms => {
      if ((await rowOf(task)).control !== 'taken' || heldMs > 900_000) return;
      // Time passes as the watch sleeps alone: so its lease is renewed however late the machine is.
      if (ms < WATCH_SLEEPS_MS) return;
      if (heldMs === 0) setClock(jump);
      // Once the lease is renewed: by a wall clock that was set forward it looks over until then, and no hand moves.
      if (heldMs >= 60_000 && !isSent) {
        isSent = true;
        await addInputs(setup.table.store, { taskId: task.taskId, taking: 1, inputs: [{ kind: 'back' }] }, {});
      }
      pass(8_000);
      heldMs += 8_000;
    });
    const live: LivePage = {
      frame: async () => undefined,
      hands: () => ({
        async do() {
          done += 1;
        },
        hasActs: () => false,
        takeActs: () => [],
        rest: async () => {},
      }),
    };
    const page = scriptPage(shop, 'home');
    const openBrowser = async () => ({
      ...{ page, live, version: 'Scripted/1', pid: 1, hosts: () => [], contacts: () => [] },
      close: async () => {},
    });
    const { run, state, events } = await setup.work(task, [finish], setting({ openBrowser, onSleep }));
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(done).toBe(1);
    expect(events).toContainEqual(expect.objectContaining({ type: 'control.returned', data: { step: 0, by: 'idle' } }));
    expect(heldMs).toBeGreaterThanOrEqual(360_000);
    expect(heldMs).toBeLessThan(480_000);
    expect(state.spent.seconds).toBe(0);
  });
});

test('a clock set forward beyond the deadline puts the run away with what it took, and the next worker goes on from there', async () => {
  const task = await setup.queueTask({ budget: { seconds: 60 } });
  const put = await setup.work(
    task,
    [thinking(4, click)],
    setting({ page: slowPage(() => setClock(HOUR_MS)), deadline: setup.table.store.clock() + 900_000 }),
  );
  expect(put.run.kind).toBe('put-away');
  expect(put.state.spent.seconds).toBeLessThanOrEqual(10);
  setClock(-HOUR_MS);
  const { state } = await setup.work(task, [thinking(5, finish)], setting({ page: slowPage() }));
  expect(state.status).toBe('completed');
  expect(state.spent.seconds).toBeLessThanOrEqual(20);
  expect(state.spent.seconds).toBeGreaterThanOrEqual(15);
});
