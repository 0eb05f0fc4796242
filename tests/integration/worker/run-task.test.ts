/** The worker from the lease to the report: what it saves, what stops it, and what another finds. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelClient } from '../../../lib/agent/model-client.ts';
import type { Page } from '../../../lib/agent/page.ts';
import { type Bucket, openBucket } from '../../../lib/artifacts/bucket.ts';
import { getArtifact } from '../../../lib/artifacts/get-artifact.ts';
import { ErrandError } from '../../../lib/domain/errors.ts';
import { MAX_RETRIES } from '../../../lib/domain/retry.ts';
import type { Task } from '../../../lib/domain/task.ts';
import { listArtifacts } from '../../../lib/store/artifacts.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { readMessages, readSession, readTask } from '../../../lib/store/reads.ts';
import { takeOver } from '../../support/own-time.ts';
import { type ScriptEntry, scriptModel } from '../../support/scripted-model.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { type TestTable, testCredentials, testRegion } from '../../support/table.ts';
import { openWorkerSetup, shop, type WorkerSetup } from '../../support/work.ts';

let table: TestTable;
let bucket: Bucket;
let queueTask: WorkerSetup['queueTask'];
let work: WorkerSetup['work'];
let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
  ({ table, bucket, queueTask, work } = setup);
});
afterAll(() => setup.close());

const finish: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Two kettles.', evidence: [] } }],
};

describe('a run', () => {
  test('goes from the lease to the report, with data, page and trace', async () => {
    const task = await queueTask();
    const { run, types, state, opened, closed } = await work(task, [
      { calls: [{ name: 'extract', args: { instruction: 'names', name: 'Kettles' } }] },
      { purpose: 'extract', text: '{"rows":[{"name":"=Copper"}]}' },
      finish,
    ]);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(types.slice(0, 4)).toEqual(['task.queued', 'task.started', 'browser.opened', 'action.started']);
    expect(types.at(-1)).toBe('task.finished');
    expect(state).toMatchObject({ status: 'completed', result: { summary: 'Two kettles.' } });
    expect(opened[0]?.mayNavigate('https://shop.test/x')).toBeUndefined();
    expect(opened[0]?.mayNavigate('https://evil.test/')).toMatchObject({ code: 'scope.site-outside' });
    expect(opened[0]?.maxBytes).toBe(task.consent.scope.budget.bytes);
    expect(closed()).toBe(1);
    const artifacts = await listArtifacts(table.store, task.taskId);
    expect(artifacts.map(({ kind }) => kind).sort()).toEqual([
      'data-csv',
      'data-json',
      'page-html',
      'screenshot',
      'screenshot',
      'trace',
    ]);
    const textOf = async (kind: string): Promise<string> => {
      const artifact = artifacts.find(one => one.kind === kind);
      if (artifact === undefined) throw new Error(`no ${kind}`);
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await getArtifact(bucket, 'owner', artifact));
    };
    expect(await textOf('data-csv')).toBe("\uFEFFname\r\n'=Copper\r\n");
    const lines = (await textOf('trace'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines.map(line => line.seq)).toEqual(lines.map((_, index) => index + 1));
  });

  test('tells the conversation how it ended, in the transaction that ends the task', async () => {
    const task = await queueTask();
    await work(task, [finish]);
    const { state } = await readSession(table.store, 'owner', task.sessionId);
    expect(state.status).toBe('task_completed');
    expect((await readMessages(table.store, task.sessionId)).at(-1)).toMatchObject({
      origin: 'task',
      taskId: task.taskId,
      text: 'Two kettles.',
    });
  });

  test('keeps long observations whole in the trace', async () => {
    const task = await queueTask();
    const long = 'x'.repeat(20_000);
    await work(task, [finish], { page: scriptPage({ home: { url: `https://shop.test/#${long}` } }, 'home') });
    const trace = (await listArtifacts(table.store, task.taskId)).find(({ kind }) => kind === 'trace');
    if (trace === undefined) throw new Error('no trace');
    expect(new TextDecoder().decode(await getArtifact(bucket, 'owner', trace))).toContain(long);
  });
});

describe('what goes wrong', () => {
  test.each([
    {
      what: 'the browser cannot start here',
      setting: { openBrowser: () => Promise.reject(new ErrandError('browser.library-missing', 'no')) },
      code: 'browser.library-missing',
    },
    {
      what: 'the model refuses the key',
      setting: { model: scriptModel([{ error: new ErrandError('model.key-refused', 'no') }]) },
      code: 'model.key-refused',
    },
    {
      what: 'something breaks',
      setting: { model: scriptModel([{ error: new TypeError('broken') }]) },
      code: 'internal.unexpected',
    },
  ])('$what: the task ends as failed and says so', async ({ setting, code }) => {
    const { run, state } = await work(await queueTask(), [], setting);
    expect(run).toEqual({ kind: 'ended', status: 'failed' });
    expect(state.result).toMatchObject({ status: 'failed', code });
  });

  test('a page that crashes once too often ends it with what was collected', async () => {
    const page = scriptPage(shop, 'home');
    const crash: Page = {
      ...page,
      perform: async (action, signal) => {
        if (action.kind === 'click') throw new ErrandError('page.crashed', 'gone');
        return page.perform(action, signal);
      },
    };
    const script: ScriptEntry[] = [
      {
        calls: [
          { name: 'extract', args: { instruction: 'names' } },
          { name: 'click', args: { ref: 'e1' } },
        ],
      },
      { text: '{"rows":[{"name":"Copper"}]}' },
    ];
    const task = await queueTask();
    const cause = { code: 'page.crashed', detail: 'gone' } as const;
    for (let retry = 0; retry < MAX_RETRIES; retry += 1) {
      const data = { taskId: task.taskId, reason: 'retried', cause } as const;
      await changeTask(table.store, task.taskId, () => [{ type: 'task.queued', data }]);
    }
    const { state } = await work(task, script, { page: crash });
    expect(state.result?.code).toBe('page.crashed');
    expect(state.artifacts['data-csv']).toBe(1);
  });

  test('a bucket that takes no pictures does not end it, and no event names a picture that is not there', async () => {
    const task = await queueTask();
    const away = openBucket({
      region: testRegion,
      endpoint: 'http://127.0.0.1:9',
      credentials: testCredentials,
      bucket: 'x',
    });
    const { events, state } = await work(task, [finish], { bucket: away });
    expect(state.status).toBe('completed');
    const seen = events.find(event => event.type === 'page.observed');
    expect(seen?.type === 'page.observed' && seen.data.screenshotId).toBeUndefined();
  });

  test('near the deadline it is put away and queued again', async () => {
    const task = await queueTask();
    const waiting: ModelClient = {
      name: 'slow',
      seesImages: false,
      complete: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    const { run, state, types } = await work(task, [], {
      model: waiting,
      deadline: table.store.clock() + 10_000,
      timing: { restMs: 5_000, closingMs: 3_000 },
      onSleep: ms => table.advance(ms),
    });
    expect(run).toEqual({ kind: 'put-away', why: 'deadline' });
    expect(state.status).toBe('queued');
    expect(types.slice(-2)).toEqual(['checkpoint.saved', 'task.queued']);
  });

  test('a worker without time for a step opens no browser and yields, and the next one does the errand', async () => {
    const task = await queueTask();
    const late = await work(task, [], {
      deadline: table.store.clock() + 4_000,
      timing: { restMs: 5_000, closingMs: 3_000 },
    });
    expect(late.run).toEqual({ kind: 'put-away', why: 'deadline' });
    expect(late.opened).toEqual([]);
    expect(late.types).toEqual(['task.queued', 'task.started', 'task.queued']);
    const { run, state } = await work(task, [finish]);
    expect(run).toEqual({ kind: 'ended', status: 'completed' });
    expect(state.retries).toBeUndefined();
  });

  test('a cancel ends it, and nothing starts after it', async () => {
    const task = await queueTask();
    const cancelling: ModelClient = {
      name: 'slow',
      seesImages: false,
      complete: async (_, signal) => {
        await changeTask(table.store, task.taskId, () => [{ type: 'cancel.requested', data: {} }]);
        // The watch may have seen the cancel before this listens.
        signal.throwIfAborted();
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    const { types, state } = await work(task, [], { model: cancelling });
    expect(state).toMatchObject({ status: 'cancelled', result: { status: 'cancelled', code: 'task.cancelled' } });
    expect(types.slice(types.indexOf('cancel.requested'))).not.toContain('action.started');
  });
});

describe('a second worker', () => {
  const take = (task: Task) => takeLease(table.store, task.taskId, { workerId: 'other', leaseMs: 30_000 });

  test('does nothing while another holds the lease, or after the end', async () => {
    const task = await queueTask();
    await take(task);
    expect((await work(task, [])).run).toEqual({ kind: 'dropped', why: 'task.lease-held' });
    const ended = await queueTask();
    await work(ended, [finish]);
    expect((await work(ended, [])).run).toEqual({ kind: 'dropped', why: 'task.finished' });
  });

  test('takes up a task of which nothing was done yet', async () => {
    const task = await queueTask();
    await take(task);
    table.advance(60_000);
    expect((await work(task, [finish])).run).toEqual({ kind: 'ended', status: 'completed' });
  });

  test('that takes over makes the first stop and write nothing more', async () => {
    const task = await queueTask();
    const overtaken: ScriptEntry = () => {
      table.advance(60_000);
      return { calls: [{ name: 'click', args: { ref: 'e1' } }] };
    };
    const page = scriptPage(shop, 'home');
    const model = scriptModel([overtaken, finish]);
    const late: ModelClient = {
      ...model,
      complete: async (request, signal) => {
        const reply = await model.complete(request, signal);
        await takeOver(table.store, task.taskId, { workerId: 'other', leaseMs: 30_000 });
        return reply;
      },
    };
    // Frozen: this worker's watch does not wake up, so nothing renews its lease.
    const { run, types } = await work(task, [], { model: late, page, onSleep: () => new Promise(() => undefined) });
    expect(run).toEqual({ kind: 'dropped', why: 'task.lease-lost' });
    expect(page.performed.map(action => action.kind)).toEqual(['navigate']);
    expect(types.at(-1)).toBe('task.started');
  });
});

describe('a question', () => {
  const ask: ScriptEntry = { calls: [{ name: 'ask', args: { question: 'Which colour?' } }] };

  test('waits in place, and goes on with the answer', async () => {
    const task = await queueTask();
    const answerIt = async (): Promise<void> => {
      const { state } = await readTask(table.store, 'owner', task.taskId);
      if (state.status !== 'waiting' || state.question === undefined) return;
      const data = { questionId: state.question.questionId, messageId: 'msg_1', answer: 'Copper' };
      await changeTask(table.store, task.taskId, () => [{ type: 'question.answered', data }]).catch(() => undefined);
    };
    const hears: ScriptEntry = request => {
      expect(request.messages.map(message => message.text).join()).toContain('Copper');
      return finish as { calls: [] };
    };
    const { state, types } = await work(task, [ask, hears], { onSleep: answerIt });
    expect(state.status).toBe('completed');
    expect(types).toContain('question.answered');
  });
});
