/** What may lie in the queue of other services' requests: each odd message fails alone, its neighbours are taken, and nothing of it is stored. */

import { ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RequestDeps, takeRequests } from '../../../../lib/api/take-requests.ts';
import { ErrandError } from '../../../../lib/domain/errors.ts';
import { MAX_MESSAGE_CHARS } from '../../../../lib/domain/message.ts';
import { localLimits } from '../../../../lib/domain/quota.ts';
import { makeIds } from '../../../../lib/machine.ts';
import { openOfflineModel } from '../../../../lib/model/offline/offline-model.ts';
import { listSessions } from '../../../../lib/store/lists.ts';
import { readMessages } from '../../../../lib/store/reads.ts';
import { queuedAs, requestDeps } from '../../../support/request-queue.ts';
import { openTestTable, type TestTable } from '../../../support/table.ts';

let table: TestTable;
let deps: RequestDeps;
const logged: { readonly message: string; readonly code: unknown }[] = [];
const givenBack: string[] = [];
beforeAll(async () => {
  table = await openTestTable();
  const { store } = table;
  const note = (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
    void logged.push({ message, code: fields.code });
  deps = {
    ...requestDeps(store),
    log: { info: note, warn: note, error: note },
    limits: localLimits,
    ids: makeIds(),
    giveBack: async receiptHandle => void givenBack.push(receiptHandle),
  };
});
afterAll(() => table.close());
beforeEach(() => {
  logged.length = 0;
  givenBack.length = 0;
});

const queued = (...bodies: readonly unknown[]) => queuedAs('m', table.store.clock(), bodies);
const TEXT = 'go to https://shop.example and list the name as a table';
const request = (ownerId: unknown, detail: object = {}, more: object = {}): string =>
  JSON.stringify({
    ...{ version: '0', id: 'e1', source: 'billing', 'detail-type': 'errand.requested' },
    detail: { v: 1, ownerId, text: TEXT, ...detail },
    ...more,
  });
const sessionsOf = async (ownerId: string) => (await listSessions(table.store, ownerId, { limit: 50 })).items;
async function stored(): Promise<number> {
  const { Count = 0 } = await table.store.db.send(
    new ScanCommand({ TableName: table.store.table, ConsistentRead: true, Select: 'COUNT' }),
  );
  return Count;
}

const ODD: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['empty', ''],
  ['blank', ' \n'],
  ['no JSON', '{"source":'],
  ['null', 'null'],
  ['a number', '5'],
  ['a list', '[]'],
  ['a list of requests', `[${request('odd')}]`],
  ['a request as text', JSON.stringify(request('odd'))],
  ['without a detail', request('odd', {}, { detail: undefined })],
  ['with a detail that is text', request('odd', {}, { detail: '{"v":1}' })],
  ['of another type', request('odd', {}, { 'detail-type': 'errand.done' })],
  ['of a type that is a list', request('odd', {}, { 'detail-type': ['errand.requested'] })],
  ['without a source', request('odd', {}, { source: undefined })],
  ['of another version', request('odd', { v: 2 })],
  ['of no owner', request(undefined)],
  ['of an owner that is empty', request('')],
  ['of an owner that is a list', request(['odd'])],
  ['of an owner with a slash, as in a key of the table', request('odd/tasks')],
  ['of an owner with half a character', request('odd\ud800')],
  ['of a very long owner', request('o'.repeat(129))],
  ['without words', request('odd', { text: '' })],
  ['of blanks only', request('odd', { text: ' \n\t ' })],
  ['with words too many', request('odd', { text: 'x'.repeat(MAX_MESSAGE_CHARS + 1) })],
  ['with words that no event holds, which would be cut', request('odd', { text: '漢'.repeat(MAX_MESSAGE_CHARS - 1) })],
  ['of 300 kB', request('odd', { text: 'x'.repeat(300_000) })],
  ['with a session of its own', request('odd', { sessionId: 'ses_01ARZ3NDEKTSV4RRFFQ69G5FAV' })],
  ['with a yes', request('odd', { digest: `sha256:${'0'.repeat(64)}` })],
  ['nested thirty thousand deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
];

describe('a message of the request queue', () => {
  test.each(ODD)('that is no request fails at once, is named, and leaves nothing: %s', async (_, body) => {
    const before = await stored();
    expect(await takeRequests(deps, queued(body))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(givenBack).toEqual(['r0']);
    expect(logged).toEqual([{ message: 'a request was not taken', code: 'request.invalid' }]);
    expect(await stored()).toBe(before);
  });

  test.each(ODD.slice(3, 6))('stands in no way of nine others, wherever it lies: %s', async (name, body) => {
    for (const at of [0, 4, 9]) {
      const owners = Array.from({ length: 10 }, (_, n) => `${name.replaceAll(' ', '-')}-${at}-${n}`);
      const bodies = owners.map((owner, n) => (n === at ? body : request(owner)));
      const { batchItemFailures } = await takeRequests(deps, queued(...bodies));
      expect(batchItemFailures).toEqual([{ itemIdentifier: `m${at}` }]);
      const made = await Promise.all(owners.map(async owner => (await sessionsOf(owner)).length));
      expect(made).toEqual(owners.map((_, n) => (n === at ? 0 : 1)));
    }
  });

  test('with half a character in its words is kept with a replacement, and answered', async () => {
    const { batchItemFailures } = await takeRequests(
      deps,
      queued(request('halves', { text: `${TEXT} \ud800` }, { source: `${'s'.repeat(46)}💥💥` })),
    );
    expect(batchItemFailures).toEqual([]);
    const [session] = await sessionsOf('halves');
    expect(session?.title.isWellFormed()).toBe(true);
    expect(session?.title).not.toContain('\ufffd');
    const messages = await readMessages(table.store, session?.sessionId ?? '');
    expect(messages[0]?.text).toBe(`${TEXT} \ufffd`);
    expect(messages).toHaveLength(2);
  });

  test('that comes again is the same request: one conversation, one proposal', async () => {
    for (let time = 1; time <= 3; time += 1)
      expect((await takeRequests(deps, queued(request('again')))).batchItemFailures).toEqual([]);
    const sessions = await sessionsOf('again');
    expect(sessions.map(({ status }) => status)).toEqual(['awaiting_confirmation']);
    expect(await readMessages(table.store, sessions[0]?.sessionId ?? '')).toHaveLength(2);
  });

  test('that failed for want of a model asks it again, and keeps its words once', async () => {
    let isAway = true;
    const model = openOfflineModel();
    const away: RequestDeps = {
      ...deps,
      model: {
        ...model,
        complete: async (...asked) => {
          if (isAway) throw new ErrandError('model.unavailable', 'It is away.');
          return model.complete(...asked);
        },
      },
    };
    for (let time = 1; time <= 2; time += 1)
      expect((await takeRequests(away, queued(request('patient')))).batchItemFailures).toHaveLength(1);
    isAway = false;
    expect((await takeRequests(away, queued(request('patient')))).batchItemFailures).toEqual([]);
    const sessions = await sessionsOf('patient');
    expect(sessions.map(({ status }) => status)).toEqual(['awaiting_confirmation']);
    const messages = await readMessages(table.store, sessions[0]?.sessionId ?? '');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'system', 'system', 'assistant']);
  });

  test('whose function died after each of its writes goes on from there', async () => {
    for (const dies of [1, 2, 3, 4]) {
      const owner = `dies-${dies}`;
      let writes = 0;
      const db = new Proxy(table.store.db, {
        get(client, name) {
          const send: unknown = Reflect.get(client, name);
          if (name !== 'send' || typeof send !== 'function') return send;
          return async (command: unknown) => {
            if (command instanceof TransactWriteCommand && writes++ >= dies - 1) throw new Error('The function died.');
            return send.call(client, command);
          };
        },
      });
      const dying: RequestDeps = { ...deps, store: { ...table.store, db } };
      expect.soft((await takeRequests(dying, queued(request(owner)))).batchItemFailures).toHaveLength(1);
      expect.soft((await takeRequests(deps, queued(request(owner)))).batchItemFailures).toEqual([]);
      const sessions = await sessionsOf(owner);
      expect.soft(sessions.map(({ status }) => status)).toEqual(['awaiting_confirmation']);
      const messages = await readMessages(table.store, sessions[0]?.sessionId ?? '');
      expect.soft([dies, messages.filter(({ role }) => role === 'user').length]).toEqual([dies, 1]);
    }
  });

  test('that comes to two functions at once makes one conversation, and starts nothing', async () => {
    await Promise.all([1, 2].map(() => takeRequests(deps, queued(request('both')))));
    const sessions = await sessionsOf('both');
    expect(sessions.map(({ status }) => status)).toEqual(['awaiting_confirmation']);
  });

  test('with the words of another, sent twice, makes a proposal each, and no task', async () => {
    const replies = await Promise.all(
      ['a', 'b'].map(id => takeRequests(deps, queuedAs(id, table.store.clock(), [request('twice')]))),
    );
    expect(replies.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    const sessions = await sessionsOf('twice');
    expect(sessions.map(({ status }) => status)).toEqual(Array(2).fill('awaiting_confirmation'));
  });

  test('for an owner whose day is used up fails alone and waits; another owner’s is taken', async () => {
    const poor = { ...deps, limits: { ...localLimits, usdPerDay: 0.05 } };
    expect((await takeRequests(poor, queued(request('poor')))).batchItemFailures).toHaveLength(1);
    expect(givenBack).toEqual([]);
    expect(logged).toEqual([{ message: 'a request was not taken', code: 'quota.money-today' }]);
    expect((await takeRequests(deps, queued(request('rich')))).batchItemFailures).toEqual([]);
  });
});
