import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isErrandError } from '../../../lib/domain/errors.ts';
import { taskStream } from '../../../lib/domain/ids.ts';
import { evolveSession } from '../../../lib/domain/session.ts';
import { append } from '../../../lib/store/append.ts';
import { changeSession, changeTask, changeTaskAndSession } from '../../../lib/store/change.ts';
import { consentKey } from '../../../lib/store/keys.ts';
import { readEvents, readMessages, readSession, readTask } from '../../../lib/store/reads.ts';
import { createTable } from '../../../lib/store/schema.ts';
import { countedIds, sampleConsent, sampleProposal, sampleResult, sampleTask } from '../../support/domain-samples.ts';
import { laySession, layTask, message, streamOf } from '../../support/streams.ts';
import { openTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
const ids = countedIds();
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    error => (isErrandError(error) ? error.code : String(error)),
  );

describe('the table', () => {
  it('stays as it is when it is created again', async () => {
    const session = await laySession(table.store, ids);
    await createTable(table.client, table.store.table);
    expect((await readSession(table.store, 'alice', session.sessionId)).seq).toBe(1);
  });
});

describe('one stream', () => {
  it('keeps every event of 50 writers at once, without a gap', { timeout: 20_000 }, async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    await Promise.all(texts.map(text => changeSession(store, of, () => [message(ids, text)])));

    const events = await readEvents(store, streamOf(session), { after: 0, limit: 1_000 });
    expect(events.map(event => event.seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
    const kept = (await readMessages(store, session.sessionId)).map(({ text }) => text);
    expect(kept.toSorted()).toEqual(texts.toSorted());
    const { state, seq } = await readSession(store, 'alice', session.sessionId);
    expect([state.messages, seq]).toEqual([50, 51]);
  });

  it('refuses a write that read an older state', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const { head } = await readSession(store, 'alice', session.sessionId);
    const write = {
      stream: streamOf(session),
      ownerId: 'alice',
      after: 1,
      head,
      state: session,
      events: [message(ids, 'a')],
    };
    await append(store, [write]);
    expect(await codeOf(append(store, [{ ...write, events: [message(ids, 'b')] }]))).toBe('stream.conflict');
  });

  it('refuses to be created twice', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const again = {
      stream: streamOf(session),
      ownerId: 'bob',
      after: 0,
      head: undefined,
      state: session,
      events: [message(ids, 'a')],
    };
    expect(await codeOf(append(store, [again]))).toBe('stream.conflict');
  });

  it('has a state that is what its events make of it', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    const proposal = sampleProposal(ids, session.sessionId);
    await changeSession(store, of, () => [message(ids, 'hello'), { type: 'proposal.made', data: { proposal } }]);
    const events = await readEvents(store, streamOf(session), { after: 1, limit: 10 });
    const folded = events.reduce(
      (state, event) => evolveSession(state, event as Parameters<typeof evolveSession>[1], store.clock()),
      session,
    );
    expect((await readSession(store, 'alice', session.sessionId)).state).toEqual(JSON.parse(JSON.stringify(folded)));
  });

  it('refuses an event of more than 24 KB and writes nothing', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    const change = changeSession(store, of, () => [message(ids, 'small'), message(ids, 'é'.repeat(12_300))]);
    expect(await codeOf(change)).toBe('event.too-large');
    expect(await readEvents(store, streamOf(session), { after: 1, limit: 10 })).toEqual([]);
  });

  it('is read in pages of any size', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    const large = 'x'.repeat(20_000);
    // More than the 1 MB that one query returns.
    for (let round = 0; round < 4; round += 1) {
      await changeSession(store, of, () => Array.from({ length: 15 }, () => message(ids, large)));
    }
    const all = await readEvents(store, streamOf(session), { after: 0, limit: 1_000 });
    expect(all.map(event => event.seq)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    const some = await readEvents(store, streamOf(session), { after: 10, limit: 3 });
    expect(some.map(event => event.seq)).toEqual([11, 12, 13]);
    expect(await readMessages(store, session.sessionId)).toHaveLength(60);
  });
});

describe('two streams', () => {
  const lay = async () => {
    const session = await laySession(table.store, ids);
    const proposal = sampleProposal(ids, session.sessionId);
    const of = { ownerId: 'alice', sessionId: session.sessionId };
    await changeSession(table.store, of, () => [{ type: 'proposal.made', data: { proposal } }]);
    const consent = sampleConsent(ids, proposal);
    return { proposal, consent, of: { ...of, taskId: consent.taskId } };
  };

  it('change together: the consent, its task and both events', async () => {
    const { store } = table;
    const { consent, of } = await lay();
    const task = { ...sampleTask(ids), taskId: of.taskId, sessionId: of.sessionId, consent };
    const changed = await changeTaskAndSession(
      store,
      of,
      () => ({
        createTask: task,
        task: [{ type: 'task.queued', data: { taskId: of.taskId, reason: 'consented' } }],
        session: [{ type: 'consent.given', data: { consent } }],
      }),
      { puts: [{ key: consentKey(of.taskId), item: { consent }, ifAbsent: true }] },
    );
    expect(changed.taskEvents.map(event => [event.type, event.seq])).toEqual([['task.queued', 1]]);
    expect(changed.sessionEvents.map(event => event.type)).toEqual(['consent.given']);
    expect((await readTask(store, 'alice', of.taskId)).state.status).toBe('queued');
    expect((await readSession(store, 'alice', of.sessionId)).state.status).toBe('task_running');
  });

  it('change neither when one of them cannot', async () => {
    const { store } = table;
    const { consent, of } = await lay();
    const key = consentKey(of.taskId);
    const session = await readSession(store, 'alice', of.sessionId);
    const task = { ...sampleTask(ids), taskId: of.taskId, sessionId: of.sessionId, consent };
    const writes = [
      {
        stream: taskStream(of.taskId),
        ownerId: 'alice',
        after: 0,
        head: undefined,
        state: task,
        events: [{ type: 'task.queued', data: { taskId: of.taskId, reason: 'consented' } } as const],
      },
      {
        stream: `session/${of.sessionId}` as const,
        ownerId: 'alice',
        after: session.seq - 1,
        head: session.head,
        state: session.state,
        events: [{ type: 'consent.given', data: { consent } } as const],
      },
    ];
    const puts = [{ key, item: { consent }, ifAbsent: true as const }];
    expect(await codeOf(append(store, writes, { puts }))).toBe('stream.conflict');
    expect(await codeOf(readTask(store, 'alice', of.taskId))).toBe('task.not-found');
    expect((await readSession(store, 'alice', of.sessionId)).seq).toBe(session.seq);
  });
});

describe('a foreign owner', () => {
  it('finds no session, no task, and cannot change one', async () => {
    const { store } = table;
    const session = await laySession(store, ids);
    const task = await layTask(store, ids);
    const cancel = () => [{ type: 'cancel.requested', data: {} } as const];
    expect(await codeOf(readSession(store, 'bob', session.sessionId))).toBe('session.not-found');
    expect(await codeOf(readTask(store, 'bob', task.taskId))).toBe('task.not-found');
    expect(await codeOf(changeTask(store, task.taskId, cancel, { ownerId: 'bob' }))).toBe('task.not-found');
    const of = { taskId: task.taskId, sessionId: session.sessionId, ownerId: 'bob' };
    expect(await codeOf(changeTaskAndSession(store, of, () => ({ task: [], session: [] })))).toBe('session.not-found');
    expect((await readTask(store, undefined, task.taskId)).seq).toBe(1);
  });
});

describe('an ended task', () => {
  it('takes no further event by any change', async () => {
    const { store } = table;
    const { taskId } = await layTask(store, ids);
    const result = sampleResult('cancelled');
    await changeTask(store, taskId, () => [{ type: 'task.finished', data: { result } }]);
    const late = changeTask(store, taskId, () => [{ type: 'cancel.requested', data: {} }]);
    expect(await codeOf(late)).toBe('task.finished');
    expect((await readTask(store, 'alice', taskId)).seq).toBe(2);
  });
});
