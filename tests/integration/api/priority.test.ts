/** The priority of a task over the API: said with the yes, seen in the task, and refused clearly where it is none. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Proposal } from '../../../lib/domain/proposal.ts';
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

test.each(['low', 'normal', 'high', 'urgent'])('a yes with the priority %s makes such a task', async priority => {
  const { status, body } = await consent(await offer(api), { priority });
  expect(status).toBe(201);
  const { task } = (await api.call('GET', `/tasks/${body.task.taskId}`)).body;
  expect(task).toMatchObject({ priority, consent: { priority } });
});

test('a yes that names none, or is typed, makes a normal task', async () => {
  expect((await consent(await offer(api))).body.task.priority).toBe('normal');
  const { sessionId } = await offer(api);
  const said = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'yes' } });
  expect(said.body.task.priority).toBe('normal');
});

test('a priority that is none is refused, and the proposal stays open', async () => {
  const proposal = await offer(api);
  const { status, body } = await consent(proposal, { priority: 'asap' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'request.invalid' });
  expect(JSON.stringify(body.errors)).toMatch(/priority.*urgent/);
  expect((await consent(proposal, { priority: 'high' })).status).toBe(201);
});

test('the same yes with another priority is another yes', async () => {
  const proposal = await offer(api);
  const first = await consent(proposal, { priority: 'high' });
  expect((await consent(proposal, { priority: 'high' })).body.task.taskId).toBe(first.body.task.taskId);
  expect((await consent(proposal, { priority: 'urgent' })).body.code).toBe('proposal.not-open');
});
