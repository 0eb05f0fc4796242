/** The security boundary: which yes starts a task, and that it starts one. */

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import { consentKey } from '../../../lib/store/keys.ts';
import { consentTo, offer, openTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

const consent = (proposal: Proposal, more?: Record<string, unknown>, key?: string) =>
  consentTo(api, proposal, more, key);

test('a yes to the digest queues the task, and keeps the consent', async () => {
  const proposal = await offer(api);
  const { status, body } = await consent(proposal);
  expect(status).toBe(201);
  expect(body.task).toMatchObject({ status: 'queued', consent: { digest: proposal.digest, by: 'request' } });
  const { events } = (await api.call('GET', `/tasks/${body.task.taskId}/events`)).body;
  expect(events).toMatchObject([{ seq: 1, type: 'task.queued', data: { reason: 'consented' } }]);
  const kept = await api.store.db.send(
    new GetCommand({ TableName: api.store.table, Key: consentKey(body.task.taskId) }),
  );
  expect(kept.Item).toMatchObject({ digest: proposal.digest, scope: proposal.scope });
});

test('the same yes again gives the same task, and another one is refused', async () => {
  const proposal = await offer(api);
  const first = await consent(proposal);
  const second = await consent(proposal);
  expect(second).toMatchObject({ status: 200, body: { task: { taskId: first.body.task.taskId } } });
  expect((await consent(proposal, { digest: `sha256:${'0'.repeat(64)}` })).body.code).toBe('proposal.not-open');
  expect((await consent(proposal, { narrowing: { verbs: ['read'] } })).body.code).toBe('proposal.not-open');
});

test('a yes says whether the model may be shown pictures', async () => {
  const proposal = await offer(api);
  expect((await consent(proposal, { vision: 'sometimes' })).body).toMatchObject({ status: 400 });
  expect((await consent(proposal, { vision: 'off' })).body.task.consent.vision).toBe('off');
  // The same yes with another choice is another yes.
  expect((await consent(proposal)).body.code).toBe('proposal.not-open');
  expect((await consent(await offer(api))).body.task.consent.vision).toBe('auto');
});

test('ten yeses at once make one task', async () => {
  const proposal = await offer(api);
  const replies = await Promise.all(Array.from({ length: 10 }, () => consent(proposal)));
  expect(replies.filter(reply => reply.status === 201)).toHaveLength(1);
  expect(new Set(replies.map(reply => reply.body.task.taskId)).size).toBe(1);
});

test('a yes to another digest starts nothing, and the proposal stays open', async () => {
  const proposal = await offer(api);
  const wrong = await consent(proposal, { digest: `sha256:${'0'.repeat(64)}` });
  expect(wrong.body).toMatchObject({ status: 409, code: 'proposal.digest-mismatch' });
  expect((await api.call('GET', `/sessions/${proposal.sessionId}`)).body.session.status).toBe('awaiting_confirmation');
});

test('a consent narrows the scope and never widens it', async () => {
  const proposal = await offer(api);
  for (const narrowing of [{ sites: ['evil.example'] }, { verbs: ['pay'] }, { budget: { steps: 200 } }]) {
    expect((await consent(proposal, { narrowing })).body).toMatchObject({ status: 422, code: 'consent.widens-scope' });
  }
  const { body } = await consent(proposal, { narrowing: { budget: { steps: 3 }, verbs: ['read', 'navigate'] } });
  expect(body.task.consent.scope).toMatchObject({ verbs: ['read', 'navigate'], budget: { steps: 3 } });
});

test('a yes that comes too late is refused, and recorded as expired once', async () => {
  const proposal = await offer(api);
  api.advance(31 * 60_000);
  expect((await consent(proposal)).body).toMatchObject({ status: 409, code: 'proposal.expired' });
  const { events } = (await api.call('GET', `/sessions/${proposal.sessionId}/events`)).body;
  expect(events.at(-1)).toMatchObject({ type: 'proposal.expired' });
  expect((await consent(proposal)).body.code).toBe('proposal.not-open');
});

test('an unknown proposal is not found', async () => {
  const proposal = await offer(api);
  const reply = await consent({ ...proposal, proposalId: 'prp_01ARZ3NDEKTSV4RRFFQ69G5FAV' });
  expect(reply.body).toMatchObject({ status: 404, code: 'proposal.not-found' });
});

test('a no is final, and saying it twice is one no', async () => {
  const proposal = await offer(api);
  const target = `/sessions/${proposal.sessionId}/proposals/${proposal.proposalId}/decline`;
  expect((await api.call('POST', target, { body: { reason: 'too dear' } })).body.session.status).toBe('idle');
  expect((await api.call('POST', target)).status).toBe(200);
  expect((await consent(proposal)).body.code).toBe('proposal.not-open');
});

test('a cancel is acknowledged once and again, and the answer comes back by its key', async () => {
  const { taskId } = (await consent(await offer(api))).body.task;
  const first = await api.call('POST', `/tasks/${taskId}/cancel`, { body: { reason: 'enough' }, key: 'c' });
  expect(first).toMatchObject({ status: 202, body: { task: { cancelRequested: true } } });
  expect(
    (await api.call('POST', `/tasks/${taskId}/cancel`, { body: { reason: 'enough' }, key: 'c' })).headers,
  ).toMatchObject({
    'idempotent-replayed': 'true',
  });
  expect((await api.call('POST', `/tasks/${taskId}/cancel`)).status).toBe(202);
  const trace = (await api.call('GET', `/tasks/${taskId}/trace`)).body;
  expect(trace.kind).toBe('events');
  expect(trace.events.map((event: { type: string }) => event.type)).toEqual(['task.queued', 'cancel.requested']);
});
