/** What a worker does where something it cannot do without is away: it waits in the step, then rests the task, then ends it and says why. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelClient } from '../../../lib/agent/model-client.ts';
import type { Page } from '../../../lib/agent/page.ts';
import type { Bucket } from '../../../lib/artifacts/bucket.ts';
import { ErrandError, type ErrorCode } from '../../../lib/domain/errors.ts';
import { MAX_RETRIES } from '../../../lib/domain/retry.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { openOpenAiModel } from '../../../lib/model/openai/openai-model.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { ownTime, takeOver } from '../../support/own-time.ts';
import { type ScriptEntry, scriptModel } from '../../support/scripted-model.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { openWorkerSetup, type Setting, shop, type Worked, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const finish: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Two kettles.', evidence: [] } }],
};
const FINISH = JSON.stringify({ outcome: 'done', summary: 'Two kettles.', evidence: [] });
const now = (): number => setup.table.store.clock();
/** The watch looks every half second by itself; what it sleeps moves no clock here. */
const WATCH_MS = 500;

/** Time passes while a worker waits to try again. */
function waiting(): Setting & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  const onSleep = (ms: number): void => {
    if (ms === WATCH_MS) return;
    waits.push(ms);
    setup.table.advance(ms);
  };
  return { waits, onSleep };
}

/** Away until then, as an endpoint that answers 503. */
function away(until: number, code: ErrorCode, then: ModelClient): ModelClient {
  return {
    ...then,
    complete: async (request, signal) => {
      if (now() < until) throw new ErrandError(code, 'It answered 503.');
      return then.complete(request, signal);
    },
  };
}

/** Puts and gets fail as where nobody answers. */
function bucketAway(isAway: (key: string) => boolean): Bucket {
  const { s3, bucket } = setup.bucket;
  const proxy = new Proxy(s3, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof value !== 'function') return value;
      return (command: { input: { Key?: string } }) =>
        isAway(command.input.Key ?? '')
          ? Promise.reject(Object.assign(new Error('nobody there'), { name: 'TimeoutError' }))
          : (value.call(target, command) as unknown);
    },
  });
  return { s3: proxy, bucket };
}

const queuedAgain = ({ events }: Worked) => events.findLast(({ type }) => type === 'task.queued')?.data;

/** Until it ends, each time when its rest is over. */
async function workOn(task: Task, setting: () => Setting): Promise<{ last: Worked; runs: number }> {
  for (let runs = 1; ; runs += 1) {
    const last = await setup.work(task, [], setting());
    if (last.run.kind !== 'put-away') return { last, runs };
    setup.table.advance(Date.parse(last.state.notBefore ?? '') - now());
  }
}

describe('a model that is away', () => {
  test('for 25 s is waited for in the step, and nothing of it is to be seen in the result', async () => {
    const task = await setup.queueTask();
    const setting = waiting();
    const model = away(now() + 25_000, 'model.unavailable', scriptModel([finish]));
    const { run, types } = await setup.work(task, [], { ...setting, model });
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types.filter(type => type === 'task.started')).toHaveLength(1);
    expect(setting.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  test('because its endpoint answers 503 for 40 s costs the errand nothing but time', async () => {
    const until = now() + 40_000;
    const statuses: number[] = [];
    const call = { id: 'c1', type: 'function', function: { name: 'finish', arguments: FINISH } };
    const message = { role: 'assistant', content: null, tool_calls: [call] };
    const server = createServer((request, response) => {
      request.resume();
      const status = now() < until ? 503 : 200;
      statuses.push(status);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 503 ? {} : { model: 'm', choices: [{ index: 0, message }] }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const sleep = async (ms: number): Promise<void> => setup.table.advance(ms);
    const config = { apiKey: 'k', baseUrl, model: 'm', seesImages: false };
    const model = openOpenAiModel(config, { sleep, random: () => 1 });
    const { run, types } = await setup.work(await setup.queueTask(), [], { ...waiting(), model });
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types.filter(type => type === 'task.started')).toHaveLength(1);
    expect(statuses.at(-1)).toBe(200);
    expect(statuses.length).toBeGreaterThan(8);
    await new Promise(resolve => server.close(resolve));
  });

  test('for longer puts the task back into the queue, and the next worker goes on from where it was', async () => {
    const task = await setup.queueTask();
    const until = now() + 60_000;
    const clickOnce: ScriptEntry = { calls: [{ name: 'click', args: { ref: 'e1' } }] };
    const script = scriptModel([clickOnce, finish]);
    const model: ModelClient = {
      ...script,
      complete: (request, signal) =>
        (script.requests.length === 1 ? away(until, 'model.unavailable', script) : script).complete(request, signal),
    };
    const page = scriptPage(shop, 'home');
    const first = await setup.work(task, [], { ...waiting(), model, page });
    expect(first.run).toEqual({ kind: 'put-away', why: 'model.unavailable' });
    expect(first.state).toMatchObject({ status: 'queued', retries: 1 });
    expect(queuedAgain(first)).toMatchObject({
      reason: 'retried',
      cause: { code: 'model.unavailable', detail: 'It answered 503.' },
      notBefore: new Date(now() + 20_000).toISOString(),
    });
    // Its message comes before its time.
    expect((await setup.work(task, [])).run).toEqual({ kind: 'dropped', why: 'task.lease-held' });
    setup.table.advance(31_000);
    const again = scriptPage(shop, 'home');
    const second = await setup.work(task, [], { ...waiting(), model, page: again });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.types).toContain('task.resumed');
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(1);
    expect(again.performed.filter(({ kind }) => kind === 'click')).toEqual([]);
  });

  test('for good ends the task as failed, after so many tries, each later than the one before', async () => {
    const task = await setup.queueTask();
    const model = away(Number.POSITIVE_INFINITY, 'model.unavailable', scriptModel([]));
    const { last, runs } = await workOn(task, () => ({ ...waiting(), model }));
    expect(runs).toBe(MAX_RETRIES + 1);
    expect(last.state.result).toMatchObject({ status: 'failed', code: 'model.unavailable' });
    expect(last.state.result?.detail).toContain(`tried ${MAX_RETRIES + 1} times`);
    const rests = last.events.flatMap(({ type, data, at }) =>
      type === 'task.queued' && data.notBefore !== undefined ? [Date.parse(data.notBefore) - Date.parse(at)] : [],
    );
    expect(rests).toEqual([20_000, 40_000, 80_000, 160_000]);
  });

  test('and refuses the key ends the task at once', async () => {
    const setting = waiting();
    const model = away(Number.POSITIVE_INFINITY, 'model.key-refused', scriptModel([]));
    const { run, state } = await setup.work(await setup.queueTask(), [], { ...setting, model });
    expect(run).toEqual({ kind: 'ended', status: 'failed' });
    expect(state.result?.code).toBe('model.key-refused');
    expect(setting.waits).toEqual([]);
  });
});

describe('a wait', () => {
  const never = away(Number.POSITIVE_INFINITY, 'model.unavailable', scriptModel([]));

  test('is ended by a cancel', async () => {
    const task = await setup.queueTask();
    const cancelling = async (ms: number): Promise<void> => {
      if (ms === WATCH_MS) return;
      await changeTask(setup.table.store, task.taskId, ({ cancelRequested }) =>
        cancelRequested ? [] : [{ type: 'cancel.requested', data: {} }],
      );
      // Only the signal ends this.
      await new Promise(() => undefined);
    };
    const { run, state } = await setup.work(task, [], { model: never, onSleep: cancelling });
    expect(run).toEqual({ kind: 'ended', status: 'cancelled' });
    expect(state.result?.code).toBe('task.cancelled');
  });

  test('is ended by the loss of the lease, and nothing is written then', async () => {
    const task = await setup.queueTask();
    const taken = Promise.withResolvers<void>();
    const losing = async (ms: number): Promise<void> => {
      // Frozen until then: the watch renews nothing.
      if (ms === WATCH_MS) return taken.promise;
      setup.table.advance(60_000);
      await takeOver(setup.table.store, task.taskId, { workerId: 'other', leaseMs: 30_000 });
      taken.resolve();
      await new Promise(() => undefined);
    };
    const { run, types } = await setup.work(task, [], { model: never, onSleep: losing });
    expect(run).toEqual({ kind: 'dropped', why: 'task.lease-lost' });
    expect(types.at(-1)).toBe('task.started');
  });

  test('is ended by the deadline, and the task yields', async () => {
    const task = await setup.queueTask();
    // Only the signal ends the wait, and time passes by the watch.
    const onSleep = (ms: number): Promise<void> | void =>
      ms === WATCH_MS ? setup.table.advance(ms) : new Promise<void>(() => undefined);
    const timing = { restMs: 5_000, closingMs: 3_000 };
    const deadline = now() + 12_000;
    const { run, state } = await setup.work(task, [], { onSleep, deadline, timing, model: never });
    expect(run).toEqual({ kind: 'put-away', why: 'deadline' });
    expect(state.retries).toBeUndefined();
  });
});

describe('a browser', () => {
  test('that does not start is tried three times by each worker, and then ends the task', async () => {
    let starts = 0;
    const openBrowser: Setting['openBrowser'] = () => {
      starts += 1;
      return Promise.reject(new ErrandError('browser.launch-failed', 'no memory'));
    };
    const { last, runs } = await workOn(await setup.queueTask(), () => ({ ...waiting(), openBrowser }));
    expect(starts).toBe(3 * runs);
    expect(last.state.result).toMatchObject({ status: 'failed', code: 'browser.launch-failed' });
  });

  test('that lacks a library ends the task at once', async () => {
    const openBrowser = () => Promise.reject(new ErrandError('browser.library-missing', 'libnss3'));
    const { run, state } = await setup.work(await setup.queueTask(), [], { ...waiting(), openBrowser });
    expect(run).toEqual({ kind: 'ended', status: 'failed' });
    expect(state.result?.code).toBe('browser.library-missing');
  });

  test('that crashes is replaced, and what was collected and where the page was is kept', async () => {
    const task = await setup.queueTask();
    const page = scriptPage(shop, 'home');
    let isGone = false;
    const crashing: Page = {
      ...page,
      perform: async (action, signal) => {
        if (action.kind !== 'click') return page.perform(action, signal);
        isGone = true;
        throw new ErrandError('page.crashed', 'The browser is gone.');
      },
      saveState: () =>
        isGone ? Promise.reject(new ErrandError('page.crashed', 'The browser is gone.')) : page.saveState(),
    };
    const collects: ScriptEntry = () => {
      // Long enough for a checkpoint after this step.
      setup.table.advance(6_000);
      return { calls: [{ name: 'extract', args: { instruction: 'names', name: 'Kettles' } }] };
    };
    const rows: ScriptEntry = { purpose: 'extract', text: '{"rows":[{"name":"Copper"}]}' };
    const click: ScriptEntry = { calls: [{ name: 'click', args: { ref: 'e1' } }] };
    const first = await setup.work(task, [collects, rows, click], { ...waiting(), page: crashing });
    expect(first.run).toEqual({ kind: 'put-away', why: 'page.crashed' });
    setup.table.advance(20_000);
    const second = await setup.work(task, [finish], { ...waiting(), page: scriptPage(shop, 'home') });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.state.artifacts['data-csv']).toBe(1);
    const resumed = second.events.findLast(({ type }) => type === 'task.resumed');
    expect(JSON.stringify(resumed?.data)).not.toContain('Nothing of the page');
    // The act that it died in may have been done: the model is told.
    expect(second.types).toContain('outcome.unknown');
  });
});

describe('a bucket that is away for a minute', () => {
  const extract: readonly ScriptEntry[] = [
    { calls: [{ name: 'extract', args: { instruction: 'names', name: 'Kettles' } }] },
    { purpose: 'extract', text: '{"rows":[{"name":"Copper"}]}' },
    finish,
  ];

  test('costs no data: the worker waits, and the next one goes on where that is not enough', async () => {
    const task = await setup.queueTask();
    const until = now() + 60_000;
    const bucket = bucketAway(() => now() < until);
    const first = await setup.work(task, extract, { ...waiting(), bucket });
    expect(first.run).toEqual({ kind: 'put-away', why: 'bucket.unavailable' });
    setup.table.advance(20_000);
    const second = await setup.work(task, extract, { ...waiting(), bucket });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    expect(second.state.artifacts).toMatchObject({ 'data-csv': 1, 'data-json': 1, trace: 1 });
  });

  test('is waited for where that is enough', async () => {
    const until = now() + 20_000;
    const bucket = bucketAway(() => now() < until);
    const { run, state } = await setup.work(await setup.queueTask(), extract, { ...waiting(), bucket });
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(state.artifacts).toMatchObject({ 'data-csv': 1, 'data-json': 1, trace: 1 });
  });

  test('does not make a resumed errand begin anew', async () => {
    const task = await setup.queueTask();
    const ask: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };
    const parked = await setup.work(task, [ask], { onSleep: ms => setup.table.advance(ms) });
    expect(parked.run).toEqual({ kind: 'put-away', why: 'question' });
    const { questionId = '' } = parked.state.question ?? {};
    await changeTask(setup.table.store, task.taskId, () => [
      { type: 'question.answered', data: { questionId, messageId: 'msg', answer: 'Copper' } },
      { type: 'task.queued', data: { taskId: task.taskId, reason: 'answered' } },
    ]);
    const until = now() + 60_000;
    const bucket = bucketAway(() => now() < until);
    const early = await setup.work(task, [], { ...waiting(), bucket });
    expect(early.run).toEqual({ kind: 'put-away', why: 'bucket.unavailable' });
    expect(early.opened).toEqual([]);
    setup.table.advance(20_000);
    const goesOn: ScriptEntry = request => {
      expect(JSON.stringify(request.messages)).toContain('Which colour?');
      return finish as { calls: [] };
    };
    const { run } = await setup.work(task, [goesOn], { ...waiting(), bucket });
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
  });
});

describe('what counts as the death of a worker', () => {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const reapNow = () => reap({ store: setup.table.store, clock: now, log: silent, ...ownTime() });
  const take = (task: Task) => takeLease(setup.table.store, task.taskId, { workerId: 'dead', leaseMs: 30_000 });

  test('is not an hour in the queue, however often the reaper has sent its message again', async () => {
    const task = await setup.queueTask();
    for (let minute = 0; minute < 60; minute += 1) {
      setup.table.advance(61_000);
      await reapNow();
    }
    const { run, events } = await setup.work(task, [finish]);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    // After 1, 2, 4, 8, 16 and 32 minutes: an hour of waiting is no hour of events.
    const sent = events.filter(({ type, data }) => type === 'task.queued' && 'reason' in data);
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.length).toBeLessThanOrEqual(8);
  });

  test('is a stale lease that a message which came again took over', async () => {
    const task = await setup.queueTask();
    for (let death = 0; death < 4; death += 1) {
      if (death === 0) await take(task);
      else await takeOver(setup.table.store, task.taskId, { workerId: 'dead', leaseMs: 30_000 });
      setup.table.advance(60_000);
    }
    const { state, opened } = await setup.work(task, []);
    expect(state).toMatchObject({ status: 'failed', result: { code: 'task.interrupted' } });
    expect(opened).toEqual([]);
  });

  test('is not a worker that put the task away', async () => {
    const task = await setup.queueTask();
    for (let slice = 0; slice < 6; slice += 1) {
      const { fence } = await take(task);
      const yielded = { type: 'task.queued', data: { taskId: task.taskId, reason: 'yielded' } } as const;
      await changeTask(setup.table.store, task.taskId, () => [yielded], { fence });
    }
    expect((await setup.work(task, [finish])).run).toEqual({ kind: 'ended', status: 'completed' });
  });
});
