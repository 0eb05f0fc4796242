import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isErrandError } from '../../../lib/domain/errors.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { stateKey } from '../../../lib/store/keys.ts';
import { renewLease, takeLease } from '../../../lib/store/lease.ts';
import { listActiveTasks } from '../../../lib/store/lists.ts';
import { readEvents, readTask } from '../../../lib/store/reads.ts';
import { LEASE_SKEW_MS } from '../../../lib/store/seen-lease.ts';
import { countedIds, sampleResult } from '../../support/domain-samples.ts';
import { ownTime, takeOver } from '../../support/own-time.ts';
import { layTask } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

const LEASE_MS = 30_000;
const by = (workerId: string) => ({ workerId, leaseMs: LEASE_MS });
const opened = () => [{ type: 'browser.opened', data: { browser: 'Chromium', ms: 1 } } as const];
const asked = () => [
  {
    type: 'question.asked',
    data: { step: 1, questionId: 'qst', question: '?', expiresAt: '2026-11-21T10:00:00.000Z' },
  } as const,
];
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    error => (isErrandError(error) ? error.code : String(error)),
  );

describe('a lease', () => {
  it('goes to exactly one of 10 workers at once, with one task.started', async () => {
    const { taskId } = await layTask(table.store, ids);
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => codeOf(takeLease(table.store, taskId, by(`worker ${index}`)))),
    );
    expect(codes.toSorted()).toEqual([...Array(1).fill('no error'), ...Array(9).fill('task.lease-held')].toSorted());
    const events = await readEvents(table.store, `task/${taskId}`, { after: 0, limit: 10 });
    expect(events.map(event => event.type)).toEqual(['task.queued', 'task.started']);
  });

  it('is taken over after its end, and then the first worker can write nothing', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const first = await takeLease(store, taskId, by('a'));
    await changeTask(store, taskId, opened, { fence: first.fence });
    table.advance(LEASE_MS);
    expect(await codeOf(takeLease(store, taskId, by('b')))).toBe('task.lease-held');
    table.advance(LEASE_SKEW_MS + 1);
    expect(await codeOf(takeLease(store, taskId, by('b')))).toBe('task.lease-held');
    const second = await takeOver(store, taskId, by('b'));
    expect([first.fence, second.fence, second.task.attempts]).toEqual([1, 2, 2]);
    expect(await codeOf(changeTask(store, taskId, opened, { fence: first.fence }))).toBe('task.lease-lost');
    expect(await codeOf(renewLease(store, { taskId, fence: first.fence }, LEASE_MS))).toBe('task.lease-lost');
    expect(await codeOf(changeTask(store, taskId, opened, { fence: second.fence }))).toBe('no error');
  });

  it('lasts as long as it is renewed, and the renewal shows a cancel', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const held = { taskId, fence: (await takeLease(store, taskId, by('a'))).fence };
    for (let round = 0; round < 3; round += 1) {
      table.advance(LEASE_MS - 1_000);
      expect((await renewLease(store, held, LEASE_MS)).state.cancelRequested).toBe(false);
    }
    expect(await codeOf(takeLease(store, taskId, by('b')))).toBe('task.lease-held');
    await changeTask(store, taskId, () => [{ type: 'cancel.requested', data: {} }], { ownerId: 'alice' });
    expect((await renewLease(store, held, LEASE_MS)).state.cancelRequested).toBe(true);
  });

  it('is not taken over where it is renewed while another watches it, however far the other is ahead', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const { fence } = await takeLease(store, taskId, by('a'));
    const ahead = { ...store, clock: () => store.clock() + 600_000 };
    // The store's clock stands, so that only the beat can tell the renewal.
    const renewing = ownTime(() => renewLease(store, { taskId, fence }, LEASE_MS));
    expect(await codeOf(takeOver(ahead, taskId, by('b'), renewing))).toBe('task.lease-held');
    expect((await takeOver(ahead, taskId, by('b'))).fence).toBe(2);
  });

  it('is not taken over where its renewal comes between the second look and the write', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const { fence } = await takeLease(store, taskId, by('a'));
    table.advance(LEASE_MS + 1);
    const renewing = {
      ...store,
      db: new Proxy(store.db, {
        get: (target, name) =>
          name === 'send'
            ? async (command: Parameters<typeof target.send>[0]) => {
                if (command instanceof TransactWriteCommand) await renewLease(store, { taskId, fence }, LEASE_MS);
                return target.send(command);
              }
            : Reflect.get(target, name),
      }),
    };
    expect(await codeOf(takeOver(renewing, taskId, by('b')))).toBe('task.lease-held');
    expect(await codeOf(changeTask(store, taskId, opened, { fence }))).toBe('no error');
  });

  it('is not taken over by one who was woken before the time', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    await takeLease(store, taskId, by('a'));
    table.advance(LEASE_MS + 1);
    const woken = { steady: () => 0, sleep: async () => {} };
    expect(await codeOf(takeOver(store, taskId, by('b'), woken))).toBe('task.lease-held');
  });

  it('of a version that had no beat is taken over all the same', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    await takeLease(store, taskId, by('a'));
    const Key = stateKey(`task/${taskId}`);
    await store.db.send(new UpdateCommand({ TableName: store.table, Key, UpdateExpression: 'REMOVE beat' }));
    table.advance(LEASE_MS + 1);
    expect((await takeOver(store, taskId, by('b'))).fence).toBe(2);
  });

  it('is given up by the write that queues the task again', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const { fence } = await takeLease(store, taskId, by('a'));
    await changeTask(store, taskId, () => [{ type: 'task.queued', data: { taskId, reason: 'yielded' } }], { fence });
    expect(await codeOf(changeTask(store, taskId, opened, { fence }))).not.toBe('no error');
    expect(await codeOf(renewLease(store, { taskId, fence }, LEASE_MS))).toBe('task.lease-lost');
    expect((await takeLease(store, taskId, by('b'))).fence).toBe(2);
  });

  it('is not taken for a parked task, only once it is queued again', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const { fence } = await takeLease(store, taskId, by('a'));
    const parked = { type: 'task.parked', data: { step: 1, reason: 'question' } } as const;
    await changeTask(store, taskId, () => [...asked(), parked], { fence });
    expect(await codeOf(renewLease(store, { taskId, fence }, LEASE_MS))).toBe('task.lease-lost');
    expect(await codeOf(takeLease(store, taskId, by('b')))).toBe('task.lease-held');
    await changeTask(store, taskId, () => [{ type: 'task.queued', data: { taskId, reason: 'answered' } }]);
    expect((await takeLease(store, taskId, by('b'))).fence).toBe(2);
  });

  it('is refused for an ended task and for an unknown one', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const { fence } = await takeLease(store, taskId, by('a'));
    const result = sampleResult('completed');
    await changeTask(store, taskId, () => [{ type: 'task.finished', data: { result } }], { fence });
    expect(await codeOf(takeLease(store, taskId, by('b')))).toBe('task.finished');
    expect(await codeOf(takeLease(store, ids('task'), by('b')))).toBe('task.not-found');
    expect((await readTask(store, 'alice', taskId)).state.status).toBe('completed');
  });
});

describe('the list of active tasks', () => {
  it('shows a leased task as due at the end of its lease, and an ended one not at all', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const lease = await takeLease(store, taskId, by('a'));
    await changeTask(store, taskId, opened, { fence: lease.fence });
    const due = async (dueBefore: string): Promise<string[]> => {
      const page = await listActiveTasks(store, { limit: 100, dueBefore });
      return page.items.map(item => item.taskId);
    };
    expect(await due(lease.leaseUntil)).not.toContain(taskId);
    const later = new Date(store.clock() + LEASE_MS + 1).toISOString();
    expect(await due(later)).toContain(taskId);
    const result = sampleResult('completed');
    await changeTask(store, taskId, () => [{ type: 'task.finished', data: { result } }], { fence: lease.fence });
    expect(await due(later)).not.toContain(taskId);
  });
});
