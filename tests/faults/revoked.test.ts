/** An API key that is revoked while it follows a conversation: its socket hears nothing more, its long poll ends within its wait. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Stored } from '../../lib/domain/events.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({});
}, 60_000);
afterAll(() => cloud?.close());

/** The longest wait that the route takes. */
const WAIT_SECONDS = 20;

const say = (sessionId: string, text: string) =>
  cloud.client.call('POST /sessions/{sessionId}/messages', { params: { sessionId }, body: { text } });

/** Everything that the socket hears, from now on. */
async function follow(secret: string, sessionId: string) {
  const made = await fetch(`${cloud.local.url}/tickets`, { method: 'POST', headers: { 'x-api-key': secret } });
  const { ticket } = (await made.json()) as { ticket: string };
  const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
  const heard: { type: string; event?: Stored; problem?: unknown }[] = [];
  socket.on('message', text => heard.push(JSON.parse(String(text))));
  await new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send(JSON.stringify({ action: 'subscribe', stream: `session/${sessionId}`, after: 0 }));
  await expect.poll(() => heard.map(({ type }) => type)).toContain('subscribed');
  return { socket, heard };
}

test('what it follows falls silent at once, and a request that waits ends within its wait', async () => {
  const { sessionId } = (await cloud.client.call('POST /sessions', { body: {} })).session;
  const body = { name: 'robot', scopes: ['sessions:read' as const, 'tasks:read' as const] };
  const { key, secret } = await cloud.client.call('POST /keys', { body });
  const { socket, heard } = await follow(secret, sessionId);
  const events = () => heard.filter(({ type }) => type === 'event').length;
  await say(sessionId, 'hello');
  await expect.poll(events, { timeout: 20_000 }).toBeGreaterThan(1);

  const known = await cloud.client.call('GET /sessions/{sessionId}/events', { params: { sessionId }, query: {} });
  const after = known.events.at(-1)?.seq ?? 0;
  await expect.poll(() => heard.at(-1)?.event?.seq ?? 0, { timeout: 20_000 }).toBe(after);
  const poll = (from: number) =>
    fetch(`${cloud.local.url}/sessions/${sessionId}/events?after=${from}&wait=${WAIT_SECONDS}`, {
      headers: { 'x-api-key': secret },
    });
  const began = performance.now();
  const waiting = poll(after);
  await cloud.client.call('POST /keys/{keyId}/revoke', { params: { keyId: key.keyId } });
  const before = heard.length;

  const answer = await waiting;
  expect(performance.now() - began).toBeLessThan((WAIT_SECONDS + 10) * 1_000);
  expect(answer.status === 401 || ((await answer.json()) as { events: unknown[] }).events.length === 0).toBe(true);
  expect((await poll(after)).status).toBe(401);

  // The owner's own socket says when all of it has been delivered.
  const own = await cloud.client.call('POST /keys', { body });
  const other = await follow(own.secret, sessionId);
  await say(sessionId, 'and again');
  await expect.poll(() => other.heard.at(-1)?.event?.seq ?? 0, { timeout: 20_000 }).toBeGreaterThan(after + 1);
  expect(heard.slice(before)).toEqual([]);
  socket.send(JSON.stringify({ action: 'subscribe', stream: `session/${sessionId}`, after: 0 }));
  await expect.poll(() => heard.slice(before).map(({ type }) => type)).toEqual(['problem']);
  socket.terminate();
  other.socket.terminate();
}, 120_000);
