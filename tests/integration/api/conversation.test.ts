/** The conversation's routes on the real table, with a scripted model. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../lib/api/routes.ts';
import { ErrandError } from '../../../lib/domain/errors.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { openTestApi, proposes, says, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replyLimitMs: 300 });
});
afterAll(async () => {
  await api.close();
});

const newSession = async (): Promise<string> => (await api.call('POST', '/sessions')).body.session.sessionId;
const say = (id: string, text: string, key?: string) =>
  api.call('POST', `/sessions/${id}/messages`, { body: { text }, ...(key === undefined ? {} : { key }) });
const typesOf = async (id: string): Promise<string[]> =>
  (await api.call('GET', `/sessions/${id}/events`)).body.events.map((event: { type: string }) => event.type);

describe('a message', () => {
  test('is answered in words, and both are kept', async () => {
    const id = await newSession();
    api.script(says('Hello. What shall I do?'));
    const { status, body } = await say(id, 'hello');
    expect(status).toBe(201);
    expect(routes['POST /sessions/{sessionId}/messages'].response.safeParse(body).success).toBe(true);
    expect(body.reply).toMatchObject({ role: 'assistant', origin: 'chat', text: 'Hello. What shall I do?' });
    const { messages } = (await api.call('GET', `/sessions/${id}/messages`)).body;
    expect(messages.map((message: { text: string }) => message.text)).toEqual(['hello', 'Hello. What shall I do?']);
    expect(await typesOf(id)).toEqual(['session.created', 'message.added', 'model.replied', 'message.added']);
  });

  test('that asks for something on the web gives a proposal, and a newer one takes its place', async () => {
    const id = await newSession();
    api.script(...proposes(), ...proposes('Lakes by depth'));
    const first = await say(id, 'list the rivers');
    expect(first.body.session.status).toBe('awaiting_confirmation');
    expect(first.body.proposal.digest).toMatch(/^sha256:/);
    expect(first.body.reply.proposalId).toBe(first.body.proposal.proposalId);
    const second = await say(id, 'no wait, the lakes');
    expect(second.body.proposal.title).toBe('Lakes by depth');
    expect(await typesOf(id)).toContain('proposal.superseded');
    const late = await api.call('POST', `/sessions/${id}/tasks`, {
      body: { proposalId: first.body.proposal.proposalId, digest: first.body.proposal.digest },
    });
    expect(late.body).toMatchObject({ status: 409, code: 'proposal.not-open' });
  });

  test('that is a plain yes starts exactly the open proposal, without asking a model', async () => {
    const id = await newSession();
    api.script(...proposes());
    const { proposal } = (await say(id, 'list the rivers')).body;
    const { status, body } = await say(id, 'Yes, go ahead!');
    expect(status).toBe(201);
    expect(body.task.consent).toMatchObject({
      digest: proposal.digest,
      by: 'message',
      messageId: body.message.messageId,
    });
    expect(body.session.status).toBe('task_running');
    expect(body.task.status).toBe('queued');
  });

  test('that is a plain no declines, and nothing runs', async () => {
    const id = await newSession();
    api.script(...proposes());
    await say(id, 'list the rivers');
    const { body } = await say(id, 'no thanks');
    expect(body).toMatchObject({ session: { status: 'idle' }, reply: { origin: 'code' } });
    expect(body.task).toBeUndefined();
    expect(await typesOf(id)).toContain('proposal.declined');
  });

  test('with a yes that comes too late is kept, and the expiry is recorded', async () => {
    const id = await newSession();
    api.script(...proposes());
    await say(id, 'list the rivers');
    api.advance(31 * 60_000);
    expect((await say(id, 'yes')).body).toMatchObject({ status: 409, code: 'proposal.expired' });
    expect((await typesOf(id)).slice(-3)).toEqual(['message.added', 'proposal.expired', 'message.added']);
  });

  test('while a task runs is told to its agent; while it waits, it is the answer', async () => {
    const id = await newSession();
    api.script(...proposes());
    await say(id, 'list the rivers');
    const { taskId } = (await say(id, 'yes')).body.task;
    const noted = await say(id, 'and the lakes');
    expect(noted.body).toMatchObject({ reply: { origin: 'code', taskId }, task: { instructions: 1 } });
    const { fence } = await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
    const expiresAt = new Date(api.store.clock() + 60_000).toISOString();
    const data = { step: 1, questionId: 'qst_1', question: 'Which year?', expiresAt };
    await changeTask(api.store, taskId, () => [{ type: 'question.asked', data }], { fence });
    const answered = await say(id, '1999');
    expect(answered.body.reply).toBeUndefined();
    expect(answered.body.task).toMatchObject({ status: 'running', taskId });
    const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
    expect(events.at(-1)).toMatchObject({ type: 'question.answered', data: { answer: '1999', questionId: 'qst_1' } });
  });
});

describe('a model that fails', () => {
  test('loses no message, and the same key answers that message once', async () => {
    const id = await newSession();
    api.script(async () => {
      throw new ErrandError('model.unavailable', 'nobody there');
    });
    const failed = await say(id, 'hello', 'key-1');
    expect(failed.body).toMatchObject({ status: 502, code: 'model.unavailable' });
    api.script(says('Hi.'));
    const retried = await say(id, 'hello', 'key-1');
    expect(retried).toMatchObject({ status: 201, body: { reply: { text: 'Hi.' } } });
    const replayed = await say(id, 'hello', 'key-1');
    expect(replayed.headers['idempotent-replayed']).toBe('true');
    expect(replayed.body).toEqual(retried.body);
    const { messages } = (await api.call('GET', `/sessions/${id}/messages`)).body;
    expect(messages.map((message: { role: string }) => message.role)).toEqual(['user', 'system', 'assistant']);
  });

  test('is not waited for longer than the limit, even where it heeds no signal', async () => {
    const id = await newSession();
    api.script(() => new Promise(() => undefined));
    expect((await say(id, 'hello')).body).toMatchObject({ code: 'model.unavailable' });
  });
});

describe('the long poll', () => {
  test('answers as soon as an event comes, and with nothing when the wait is over', async () => {
    const id = await newSession();
    expect((await api.call('GET', `/sessions/${id}/events?after=1&wait=1`)).body.events).toEqual([]);
    const waiting = api.call('GET', `/sessions/${id}/events?after=1&wait=25`);
    api.script(says('Hi.'));
    await say(id, 'hello');
    expect((await waiting).body.events[0]).toMatchObject({ seq: 2, type: 'message.added' });
  });
});
