/** What a socket may be sent: no JSON, no message, a thousand watches, streams and runs of others. Each is answered in words for people, counts, and leaves bounded rows. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Limits, localLimits } from '../../../../lib/domain/quota.ts';
import { createTask } from '../../../../lib/domain/task.ts';
import { makeIds } from '../../../../lib/machine.ts';
import type { ServerMessage } from '../../../../lib/realtime/protocol.ts';
import { openPush } from '../../../../lib/realtime/push.ts';
import { handleSocket } from '../../../../lib/realtime/socket.ts';
import { makeTicket } from '../../../../lib/realtime/tickets.ts';
import { changeTask, changeTaskAndSession } from '../../../../lib/store/change.ts';
import { MAX_WATCHERS, watchersOf } from '../../../../lib/store/watchers.ts';
import { consentTo, offer, openTestApi, type TestApi } from '../../../support/api.ts';
import { consentedTask } from '../../../support/consented-task.ts';
import { sampleResult } from '../../../support/domain-samples.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const heard: ServerMessage[] = [];
beforeEach(() => void heard.splice(0));

/** The real way out, but for the wire: what API Gateway would not take is not taken here. */
const push = openPush({
  send: async ({ input }: { input: { Data: Buffer } }) => void heard.push(JSON.parse(input.Data.toString())),
} as never);

let count = 0;
async function open(ownerId = 'ada', limits: Limits = localLimits) {
  count += 1;
  const connectionId = `c${count}`;
  const deps = { store: api.store, push, limits };
  const { ticket } = await makeTicket(api.store, { ownerId, origin: undefined, keyId: undefined });
  const requestContext = { eventType: 'CONNECT' as const, connectionId };
  await handleSocket(deps, { requestContext, queryStringParameters: { ticket } });
  const raw = (body: string | undefined) =>
    handleSocket(deps, { requestContext: { eventType: 'MESSAGE', connectionId }, body });
  return { connectionId, raw, say: (message: unknown) => raw(JSON.stringify(message)) };
}

const NONE = 'tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ';
const startTask = async (): Promise<string> => (await consentTo(api, await offer(api))).body.task.taskId;

async function rows(prefix: string): Promise<number> {
  let found = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const command = new ScanCommand({
      TableName: api.store.table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': prefix },
      ...(from && { ExclusiveStartKey: from }),
    });
    const page = await api.store.db.send(command);
    found += page.Items?.length ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

describe('a frame that is no message', () => {
  const long = 'x'.repeat(120_000);
  test.each<[string, string | undefined, string, RegExp]>([
    ['nothing', undefined, 'request.invalid-json', /one JSON object/],
    ['empty', '', 'request.invalid-json', /one JSON object/],
    ['no JSON', '{"action":', 'request.invalid-json', /one JSON object/],
    ['null', 'null', 'request.invalid', /must be an object/],
    ['a list', '[]', 'request.invalid', /must be an object/],
    ['a list of 30,000 lists', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'request.invalid', /must be an object/],
    ['a text', '"ping"', 'request.invalid', /must be an object/],
    ['without an action', '{}', 'request.invalid', /action.*subscribe, unsubscribe, watch, unwatch, ping/],
    ['with an action of no kind', '{"action":"dance"}', 'request.invalid', /action.*subscribe, .*ping/],
    ['with an action as long as a frame', JSON.stringify({ action: long }), 'request.invalid', /action.*ping/],
    ['with a field too many', '{"action":"ping","more":1}', 'request.invalid', /unknown fields: more/],
    ['with a name as long as a frame', JSON.stringify({ action: 'ping', [long]: 1 }), 'request.invalid', /x…/],
    [
      'with thousands of fields',
      JSON.stringify({
        action: 'ping',
        ...Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`field${n}`, n])),
      }),
      'request.invalid',
      /unknown fields: field0/,
    ],
    ['with a name that has half a character', '{"action":"ping","\\ud800":1}', 'request.invalid', /unknown fields/],
    ['that watches nothing', '{"action":"watch"}', 'request.invalid', /taskId.*missing|taskId must/],
    ['that watches a number', '{"action":"watch","taskId":5}', 'request.invalid', /taskId must be/],
    ['that watches a list', `{"action":"watch","taskId":["${NONE}"]}`, 'request.invalid', /taskId must be/],
    [
      'that watches what is no id',
      '{"action":"watch","taskId":"tsk_x"}',
      'request.invalid',
      /taskId must be the id of a task/,
    ],
    ['that watches half a character', '{"action":"watch","taskId":"\\ud800"}', 'request.invalid', /taskId must be/],
    [
      'that follows what is no stream',
      '{"action":"subscribe","stream":"table/1"}',
      'request.invalid',
      /stream must be session/,
    ],
    [
      'that follows from before the start',
      `{"action":"subscribe","stream":"task/${NONE}","after":-1}`,
      'request.invalid',
      /after must be at least 0/,
    ],
    [
      'that follows from a part of a number',
      `{"action":"subscribe","stream":"task/${NONE}","after":0.5}`,
      'request.invalid',
      /after must be a whole number/,
    ],
    [
      'that sends inputs, which are HTTP’s',
      `{"action":"inputs","taskId":"${NONE}","inputs":[]}`,
      'request.invalid',
      /action/,
    ],
  ])('is told so in a short answer: %s', async (_, body, code, detail) => {
    const { raw } = await open();
    expect(await raw(body)).toEqual({ statusCode: 200 });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ type: 'problem', status: 400, code, detail: expect.stringMatching(detail) });
    const text = JSON.stringify(heard[0]);
    expect(text.length).toBeLessThan(4_000);
    expect(text).not.toMatch(/Invalid input|expected|received|Unrecognized|undefined|\\ud8/);
  });

  test('counts as a request of its owner, as over HTTP', async () => {
    const { raw } = await open('hasty', { ...localLimits, requestsPerMinute: 60, burst: 3 });
    for (let n = 0; n < 5; n += 1) await raw('no JSON');
    const codes = heard.map(message => (message.type === 'problem' ? message.code : message.type));
    expect(codes).toEqual([...Array(3).fill('request.invalid-json'), ...Array(2).fill('rate.exceeded')]);
  });
});

describe('a watch', () => {
  test('of a foreign run, and of none, is answered alike, and leaves no row', async () => {
    const taskId = await startTask();
    const eve = await open('eve');
    for (const action of ['watch', 'unwatch']) for (const one of [taskId, NONE]) await eve.say({ action, taskId: one });
    expect(heard).toHaveLength(4);
    for (const message of heard)
      expect(message).toMatchObject({ type: 'problem', code: 'task.not-found', status: 404 });
    expect(await watchersOf(api.store, { taskId, ownerId: 'ada' })).toEqual([]);
    expect(await rows(`watch/${taskId}`)).toBe(0);
  });

  test('of a run that has ended says that it has, and leaves no row: no picture would ever come', async () => {
    const taskId = await startTask();
    const { say } = await open();
    await say({ action: 'watch', taskId });
    const result = sampleResult('completed');
    await changeTask(api.store, taskId, () => [{ type: 'task.finished', data: { result } }]);
    await say({ action: 'unwatch', taskId });
    await say({ action: 'watch', taskId });
    expect(heard.map(({ type }) => type)).toEqual(['watching', 'problem']);
    expect(heard[1]).toMatchObject({
      code: 'task.finished',
      status: 409,
      detail: expect.stringContaining('completed'),
    });
    expect(await rows(`watch/${taskId}`)).toBe(0);
  });

  test('a hundred times in a row, and forty at once, from one socket is one row', async () => {
    const taskId = await startTask();
    const { say, connectionId } = await open();
    for (let n = 0; n < 100; n += 1) await say({ action: 'watch', taskId });
    await Promise.all(Array.from({ length: 40 }, () => say({ action: 'watch', taskId })));
    expect(heard.filter(({ type }) => type === 'watching')).toHaveLength(140);
    expect(await rows(`watch/${taskId}`)).toBe(1);
    expect(await watchersOf(api.store, { taskId, ownerId: 'ada' })).toMatchObject([{ connectionId }]);
  });

  test('is ended by an unwatch, which may come twice, and with nothing watched', async () => {
    const taskId = await startTask();
    const { say } = await open();
    for (const action of ['unwatch', 'watch', 'unwatch', 'unwatch']) await say({ action, taskId });
    expect(heard.map(({ type }) => type)).toEqual(['watching']);
    expect(await rows(`watch/${taskId}`)).toBe(0);
  });

  test('of one run by thirty sockets shows it to those ten who asked last', async () => {
    const taskId = await startTask();
    const asked: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      const { say, connectionId } = await open();
      api.advance(10);
      await say({ action: 'watch', taskId });
      asked.push(connectionId);
    }
    const found = await watchersOf(api.store, { taskId, ownerId: 'ada' });
    expect(found.map(({ connectionId }) => connectionId)).toEqual(asked.slice(-MAX_WATCHERS).reverse());
  });

  test('of more runs than the owner has messages is a row each for as many, each for a minute', async () => {
    const { sessionId } = (await api.call('POST', '/sessions', { owner: 'collector' })).body.session;
    // The one request is forgotten: all of the owner's messages are there again.
    api.advance(1_000);
    const ids = makeIds();
    const tasks: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const sample = consentedTask({ now: api.store.clock() });
      const consent = { ...sample.consent, ownerId: 'collector', sessionId, taskId: ids('task') };
      const { taskId } = consent;
      await changeTaskAndSession(api.store, { taskId, sessionId, ownerId: 'collector' }, () => ({
        createTask: createTask(sample, consent),
        task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
        session: [],
      }));
      tasks.push(taskId);
    }
    const before = await rows('watch/');
    const { say } = await open('collector', { ...localLimits, requestsPerMinute: 60, burst: 40 });
    for (const taskId of tasks) await say({ action: 'watch', taskId });
    const watched = heard.filter(({ type }) => type === 'watching').length;
    expect(watched).toBe(40);
    expect(heard.at(-1)).toMatchObject({ type: 'problem', code: 'rate.exceeded', status: 429 });
    expect((await rows('watch/')) - before).toBe(watched);
    api.advance(60_001);
    const [first = ''] = tasks;
    expect(await watchersOf(api.store, { taskId: first, ownerId: 'collector' })).toEqual([]);
  });
});
