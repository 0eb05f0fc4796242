/** Requests of other services as the queue delivers them: taken, or failed alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RequestDeps, takeRequests } from '../../lib/api/take-requests.ts';
import { listSessions, listTasks } from '../../lib/store/lists.ts';
import { queuedAs, requestDeps } from '../support/request-queue.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

let table: TestTable;
let deps: RequestDeps;
const warned: unknown[] = [];
const givenBack: string[] = [];

beforeAll(async () => {
  table = await openTestTable();
  const { store } = table;
  deps = {
    ...requestDeps(store),
    log: { info: () => {}, warn: (message, fields) => warned.push([message, fields]), error: () => {} },
    giveBack: async receiptHandle => void givenBack.push(receiptHandle),
  };
});

afterAll(() => table.close());

const queued = (...bodies: readonly string[]) => queuedAs('m', table.store.clock(), bodies);

const request = (ownerId: string, detail: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    version: '0',
    source: 'billing',
    'detail-type': 'errand.requested',
    detail: { v: 1, ownerId, text: 'go to https://shop.example and list the name as a table', ...detail },
  });

test('a request becomes a proposal that waits for its owner, and no task', async () => {
  expect(await takeRequests(deps, queued(request('alice')))).toEqual({ batchItemFailures: [] });
  const { items } = await listSessions(table.store, 'alice', { limit: 10 });
  expect(items).toMatchObject([{ title: 'Requested by billing', status: 'awaiting_confirmation' }]);
  expect((await listTasks(table.store, 'alice', { limit: 10 })).items).toEqual([]);
});

test('what is no request fails alone, at once, is named in the log, and the others are taken', async () => {
  warned.length = 0;
  givenBack.length = 0;
  const bodies = ['no JSON', '{}', request('bob', { v: 2 }), request('bob')];
  const { batchItemFailures } = await takeRequests(deps, queued(...bodies));
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m0', 'm1', 'm2']);
  expect(givenBack).toEqual(['r0', 'r1', 'r2']);
  expect(warned).toEqual(Array(3).fill(['a request was not taken', { code: 'request.invalid' }]));
  expect((await listSessions(table.store, 'bob', { limit: 10 })).items).toHaveLength(1);
});

test('a request that cannot be taken now fails alone too, and waits for its hidden time: the next try may end otherwise', async () => {
  warned.length = 0;
  givenBack.length = 0;
  const away = { ...deps, store: { ...table.store, table: 'no-such-table' } };
  const { batchItemFailures } = await takeRequests(away, queued(request('carol')));
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
  expect(warned).toHaveLength(1);
  expect(givenBack).toEqual([]);
});

test('where it cannot be given back, it still fails, and the others are taken', async () => {
  warned.length = 0;
  const giveBack = () => Promise.reject(new Error('The queue is away.'));
  const { batchItemFailures } = await takeRequests({ ...deps, giveBack }, queued('no JSON', request('dave')));
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
  expect(warned).toHaveLength(2);
  expect((await listSessions(table.store, 'dave', { limit: 10 })).items).toHaveLength(1);
});
