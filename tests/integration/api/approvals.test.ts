/** Decisions on exact acts over the API: bound to the digest, once, in time, by the owner. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Approval } from '../../../lib/domain/approval.ts';
import { approvalIdOf } from '../../../lib/domain/ids.ts';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { openTestApi, proposes, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const digest = `sha256:${'1'.repeat(64)}`;
let made = 0;

/** A task whose worker waits for a yes. */
async function waiting(change: Partial<Approval> = {}): Promise<{ taskId: string; approvalId: string; fence: number }> {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  api.script(...proposes());
  const said = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list the rivers' } });
  const proposal: Proposal = said.body.proposal;
  const { taskId } = (
    await api.call('POST', `/sessions/${sessionId}/tasks`, {
      body: { proposalId: proposal.proposalId, digest: proposal.digest },
    })
  ).body.task;
  const { fence } = await takeLease(api.store, taskId, { workerId: 'w1', leaseMs: 30_000 });
  made += 1;
  const approvalId = approvalIdOf(taskId, `apr_01J${String(made).padStart(23, '0')}`);
  const approval: Approval = {
    approvalId,
    step: 1,
    verb: 'pay',
    site: 'shop.example',
    pageUrl: 'https://shop.example/till',
    description: 'click button "Place order"',
    action: { kind: 'click', ref: 'e1' },
    values: [{ label: 'Name', value: 'Mira' }],
    more: 0,
    digest,
    expiresAt: new Date(api.store.clock() + 60_000).toISOString(),
    ...change,
  };
  await changeTask(
    api.store,
    taskId,
    () => [
      { type: 'task.started', data: { fence, model: 'scripted' } },
      { type: 'approval.asked', data: { approval } },
    ],
    { fence },
  );
  return { taskId, approvalId, fence };
}

const decide = (approvalId: string, body: object, more: object = {}) =>
  api.call('POST', `/approvals/${approvalId}`, { body, ...more });

test('the task shows the act that waits, whole', async () => {
  const { taskId, approvalId } = await waiting();
  const { task } = (await api.call('GET', `/tasks/${taskId}`)).body;
  expect(task).toMatchObject({
    status: 'waiting',
    approval: { approvalId, verb: 'pay', values: [{ label: 'Name', value: 'Mira' }], digest },
  });
});

test('a yes to its digest lets the task run on, once', async () => {
  const { approvalId, taskId, fence } = await waiting();
  const yes = await decide(approvalId, { decision: 'approve', digest });
  expect(yes).toMatchObject({
    status: 200,
    body: { task: { status: 'running', decision: { kind: 'approved', reach: 'once' } } },
  });
  expect((await decide(approvalId, { decision: 'approve', digest })).body.code).toBe('approval.not-open');
  expect((await decide(approvalId, { decision: 'deny' })).body.code).toBe('approval.not-open');
  const use = () =>
    changeTask(api.store, taskId, () => [{ type: 'approval.used', data: { step: 1, approvalId, digest } }], { fence });
  await use();
  await expect(use()).rejects.toMatchObject({ code: 'approval.not-open' });
});

test('a yes sent four times at once with one key is one yes, and each is told so', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { approvalId, taskId } = await waiting();
    const press = () => decide(approvalId, { decision: 'approve', digest }, { key: `yes-${approvalId.slice(-26)}` });
    const replies = await Promise.all([press(), press(), press(), press()]);
    const told = replies.map(({ status, body }) => (status === 200 ? body.task.decision.kind : body.code));
    expect(told.filter(what => what !== 'approved' && what !== 'idempotency.in-progress')).toEqual([]);
    const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
    expect(events.filter(({ type }: { type: string }) => type === 'approval.given')).toHaveLength(1);
  }
});

test('a yes to its kind is kept for the task', async () => {
  const { approvalId } = await waiting();
  const { body } = await decide(approvalId, { decision: 'approve', digest, reach: 'kind' });
  expect(body.task.grants).toEqual([{ verb: 'pay', site: 'shop.example' }]);
});

test('a no is kept with its reason', async () => {
  const { approvalId, taskId } = await waiting();
  const { body } = await decide(approvalId, { decision: 'deny', reason: 'too dear' });
  expect(body.task.decision).toMatchObject({ kind: 'denied', approvalId, digest, reason: 'too dear' });
  const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
  expect(events.at(-1)).toMatchObject({ type: 'approval.denied', data: { approvalId, reason: 'too dear' } });
});

test('a yes to another digest, or none, lets nothing run', async () => {
  const { approvalId, taskId } = await waiting();
  const other = await decide(approvalId, { decision: 'approve', digest: `sha256:${'2'.repeat(64)}` });
  expect(other.body).toMatchObject({ status: 409, code: 'approval.digest-mismatch' });
  expect((await decide(approvalId, { decision: 'approve' })).body).toMatchObject({ status: 400 });
  expect((await decide(approvalId, { decision: 'maybe', digest })).body).toMatchObject({ status: 400 });
  expect((await api.call('GET', `/tasks/${taskId}`)).body.task.status).toBe('waiting');
});

test('a yes after its time is none', async () => {
  const { approvalId } = await waiting({ expiresAt: new Date(api.store.clock()).toISOString() });
  expect((await decide(approvalId, { decision: 'approve', digest })).body.code).toBe('approval.expired');
});

test('of a yes and a no at once one holds', async () => {
  const { approvalId, taskId } = await waiting();
  const replies = await Promise.all([
    decide(approvalId, { decision: 'approve', digest }),
    decide(approvalId, { decision: 'deny' }),
    decide(approvalId, { decision: 'approve', digest, reach: 'kind' }),
  ]);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  const { events } = (await api.call('GET', `/tasks/${taskId}/events`)).body;
  const decisions = events.filter(({ type }: { type: string }) => /^approval\.(given|denied)$/.test(type));
  expect(decisions).toHaveLength(1);
});

test('the same request again gets the same answer', async () => {
  const { approvalId } = await waiting();
  const body = { decision: 'approve', digest };
  const first = await decide(approvalId, body, { key: 'approve-1' });
  expect(await decide(approvalId, body, { key: 'approve-1' })).toMatchObject({ status: 200, body: first.body });
  expect((await decide(approvalId, { decision: 'deny' }, { key: 'approve-1' })).status).toBe(422);
});

test('another owner finds no approval, and one that never was is not found', async () => {
  const { approvalId } = await waiting();
  const foreign = await decide(approvalId, { decision: 'approve', digest }, { owner: 'eve' });
  expect(foreign.body).toMatchObject({ status: 404, code: 'approval.not-found' });
  const never = approvalIdOf('tsk_01J00000000000000000000009', 'apr_01J00000000000000000000009');
  expect((await decide(never, { decision: 'deny' })).body).toMatchObject({ status: 404, code: 'approval.not-found' });
});

test('a typed yes in the conversation decides no approval', async () => {
  const { taskId } = await waiting();
  const { sessionId } = (await api.call('GET', `/tasks/${taskId}`)).body.task;
  await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'yes' } });
  expect((await api.call('GET', `/tasks/${taskId}`)).body.task).toMatchObject({ status: 'waiting' });
});
