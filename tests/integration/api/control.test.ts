/** Taking over, as the API takes it: who may, when, with what; and that each input is written once, in order. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyScope } from '../../../lib/domain/api-key.ts';
import type { TaskEvent } from '../../../lib/domain/events.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { emptyInputs, readInputs } from '../../../lib/store/inputs.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { consentTo, offer, openTestApi, type Reply, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

async function heldTask(): Promise<string> {
  const { taskId } = (await consentTo(api, await offer(api))).body.task;
  await takeLease(api.store, taskId, { workerId: 'worker', leaseMs: 30_000 });
  return taskId;
}

const record = (taskId: string, ...events: readonly TaskEvent[]) => changeTask(api.store, taskId, () => events);
const typesOf = async (taskId: string): Promise<string[]> =>
  (await api.call('GET', `/tasks/${taskId}/events`)).body.events.map(({ type }: { type: string }) => type);
const taken: TaskEvent = { type: 'control.taken', data: { step: 1 } };

async function takenTask(): Promise<string> {
  const taskId = await heldTask();
  await api.call('POST', `/tasks/${taskId}/control`);
  await record(taskId, taken);
  return taskId;
}

const send = (taskId: string, inputs: unknown, key?: string): Promise<Reply> =>
  api.call('POST', `/tasks/${taskId}/inputs`, { body: { inputs }, ...(key === undefined ? {} : { key }) });
const numbered = (n: number) => [{ kind: 'move', x: n, y: 0 }];

describe('control', () => {
  test('is asked for once, taken by the worker, and given back with a note', async () => {
    const taskId = await heldTask();
    const first = await api.call('POST', `/tasks/${taskId}/control`, { key: 'take' });
    expect(first).toMatchObject({ status: 202, body: { task: { control: 'requested', status: 'running' } } });
    expect((await api.call('POST', `/tasks/${taskId}/control`)).body.task.control).toBe('requested');
    await record(taskId, taken);
    const body = { note: 'Mind the size.' };
    const back = await api.call('POST', `/tasks/${taskId}/control/return`, { body, key: 'back' });
    expect(back).toMatchObject({
      status: 202,
      body: { task: { status: 'running', returned: { by: 'person', ...body } } },
    });
    expect(back.body.task).not.toHaveProperty('control');
    // The same request again gets the same answer; another finds nothing to give back.
    const again = await api.call('POST', `/tasks/${taskId}/control/return`, { body, key: 'back' });
    expect(again).toMatchObject({ status: 202, headers: { 'idempotent-replayed': 'true' } });
    const none = await api.call('POST', `/tasks/${taskId}/control/return`);
    expect(none).toMatchObject({ status: 409, body: { code: 'control.not-taken' } });
    expect(await typesOf(taskId)).toEqual([
      ...['task.queued', 'task.started', 'control.requested', 'control.taken', 'control.returned'],
    ]);
  });

  test('of a parked or paused task brings a worker, and what was asked lapses', async () => {
    const taskId = await heldTask();
    const expiresAt = new Date(api.store.clock() + 60_000).toISOString();
    await record(
      taskId,
      { type: 'question.asked', data: { step: 1, questionId: 'qst_1', question: 'Which?', expiresAt } },
      { type: 'task.parked', data: { step: 1, reason: 'question' } },
    );
    const { body } = await api.call('POST', `/tasks/${taskId}/control`);
    expect(body.task).toMatchObject({ status: 'queued', control: 'requested' });
    expect(body.task).not.toHaveProperty('question');
    expect((await typesOf(taskId)).slice(-2)).toEqual(['control.requested', 'task.queued']);
    const withdrawn = await api.call('POST', `/tasks/${taskId}/control/return`);
    expect(withdrawn).toMatchObject({ status: 202, body: { task: { status: 'queued' } } });
  });

  test.each<[string, readonly KeyScope[], number]>([
    ['may say yes', ['consent:give'], 202],
    ['may only read and stop tasks', ['tasks:read', 'tasks:control'], 403],
  ])('is for a key that %s: %s', async (_, scopes, status) => {
    const taskId = await heldTask();
    const caller = { kind: 'key', ownerId: 'ada', keyId: 'key_1', scopes } as const;
    expect((await api.call('POST', `/tasks/${taskId}/control`, { caller })).status).toBe(status);
    if (status === 202) await record(taskId, taken);
    const body = { inputs: numbered(1) };
    expect((await api.call('POST', `/tasks/${taskId}/inputs`, { caller, body })).status).toBe(status);
    expect((await api.call('POST', `/tasks/${taskId}/control/return`, { caller })).status).toBe(status);
  });

  test('of a foreign task, and of none, is not found', async () => {
    const taskId = await takenTask();
    for (const [path, body] of [
      ['control', {}],
      ['control/return', {}],
      ['inputs', { inputs: numbered(1) }],
    ] as const) {
      const foreign = await api.call('POST', `/tasks/${taskId}/${path}`, { owner: 'eve', body });
      expect(foreign).toMatchObject({ status: 404, body: { code: 'task.not-found' } });
      const ended = await api.call('POST', `/tasks/tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ/${path}`, { body });
      expect(ended.body.code).toBe('task.not-found');
    }
  });

  test('of a task that has ended is refused', async () => {
    const taskId = await takenTask();
    const result = { status: 'cancelled', summary: '', evidence: 'none', evidenceNotes: [] } as const;
    await record(taskId, { type: 'task.finished', data: { result: { ...result, evidenceNotes: [] } } });
    for (const path of ['control', 'control/return'])
      expect((await api.call('POST', `/tasks/${taskId}/${path}`)).body.code).toBe('task.finished');
    expect((await send(taskId, numbered(1))).body.code).toBe('task.finished');
  });
});

describe('inputs', () => {
  test('come in their order, once, and are gone once they are emptied', async () => {
    const taskId = await takenTask();
    const of = { taskId, taking: 1 };
    const typed = [
      { kind: 'text', text: 'a secret' },
      { kind: 'key', key: 'Enter' },
    ];
    expect(await send(taskId, typed, 'one')).toMatchObject({ status: 202, body: { accepted: 2 } });
    expect(await send(taskId, typed, 'one')).toMatchObject({ status: 202, headers: { 'idempotent-replayed': 'true' } });
    expect((await send(taskId, numbered(2), 'one')).body.code).toBe('idempotency.key-reused');
    await send(taskId, numbered(2));
    expect(await readInputs(api.store, of, 0)).toEqual([
      { number: 1, inputs: typed },
      { number: 2, inputs: numbered(2) },
    ]);
    await emptyInputs(api.store, of, 1);
    expect(await readInputs(api.store, of, 0)).toEqual([
      { number: 1, inputs: [] },
      { number: 2, inputs: numbered(2) },
    ]);
    expect(await readInputs(api.store, of, 1)).toHaveLength(1);
  });

  test('sent all at once get numbers without a gap', async () => {
    const taskId = await takenTask();
    const sent = await Promise.all(Array.from({ length: 6 }, (_, n) => send(taskId, numbered(n))));
    expect(sent.map(({ status }) => status)).toEqual(Array(6).fill(202));
    const rows = await readInputs(api.store, { taskId, taking: 1 }, 0);
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    const places = rows.flatMap(({ inputs }) => inputs.flatMap(input => ('x' in input ? input.x : [])));
    expect(new Set(places)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  test('belong to one taking', async () => {
    const taskId = await takenTask();
    await send(taskId, numbered(1));
    await api.call('POST', `/tasks/${taskId}/control/return`);
    await api.call('POST', `/tasks/${taskId}/control`);
    expect((await send(taskId, numbered(2))).body).toMatchObject({
      code: 'control.not-taken',
      detail: expect.stringContaining('still ends its step'),
    });
    await record(taskId, { ...taken, data: { step: 2 } });
    await send(taskId, numbered(3));
    expect(await readInputs(api.store, { taskId, taking: 2 }, 0)).toEqual([{ number: 1, inputs: numbered(3) }]);
  });

  test('to an address outside of the consent are refused', async () => {
    const taskId = await takenTask();
    expect((await send(taskId, [{ kind: 'navigate', url: 'https://rivers.example.com/long' }])).status).toBe(202);
    const outside = await send(taskId, [{ kind: 'navigate', url: 'https://elsewhere.example/' }]);
    expect(outside).toMatchObject({ status: 403, body: { code: 'scope.site-outside' } });
    expect(outside.body.detail).toContain('(example.com)');
  });

  test.each<[unknown, string, RegExp]>([
    [undefined, 'body.inputs', /is missing/],
    [[], 'body.inputs', /at least 1/],
    [Array.from({ length: 51 }, () => ({ kind: 'back' })), 'body.inputs', /at most 50/],
    [[{ kind: 'fly' }], 'body.inputs.0.kind', /must be one of|none of the forms/],
    [[{ kind: 'move', x: -1, y: 0 }], 'body.inputs.0.x', /at least 0/],
    [[{ kind: 'move', x: 'left', y: 0 }], 'body.inputs.0.x', /must be a number/],
    [[{ kind: 'down', x: 1, y: 1, button: 'fourth' }], 'body.inputs.0.button', /left, right, middle/],
    [[{ kind: 'up', x: 1, y: 1, button: 'left', clicks: 9 }], 'body.inputs.0.clicks', /at most 3/],
    [[{ kind: 'wheel', x: 1, y: 1, dx: 0, dy: 90_000 }], 'body.inputs.0.dy', /at most 5000/],
    [[{ kind: 'text', text: 'x'.repeat(1_001) }], 'body.inputs.0.text', /at most 1000/],
    [[{ kind: 'key', key: 'Power' }], 'body.inputs.0.key', /must be one of .*Enter/],
    [[{ kind: 'key', key: 'a', modifiers: ['Hyper'] }], 'body.inputs.0.modifiers.0', /Shift, Control, Alt, Meta/],
    [[{ kind: 'navigate', url: 'file:///etc/passwd' }], 'body.inputs.0.url', /http or https/],
    [[{ kind: 'back', far: true }], 'body.inputs.0', /unknown fields: far/],
  ])('that are wrong are told where and why: %j', async (inputs, path, message) => {
    const { status, body } = await send(await takenOnce(), inputs);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ path, message: expect.stringMatching(message) }));
  });
});

let once: Promise<string> | undefined;
const takenOnce = (): Promise<string> => {
  once ??= takenTask();
  return once;
};
