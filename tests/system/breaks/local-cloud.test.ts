/** The local cloud kicked in its sockets: connections reset in the middle, junk to the management port, a flood, an end with a page still open. It stays up, and it ends. */

import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
let uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  cloud = await startTestCloud({});
}, 60_000);
beforeEach(() => {
  uncaught = [];
});
afterAll(async () => {
  await cloud.close();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

const isUp = async (): Promise<boolean> => (await fetch(`${cloud.local.url}/health`)).ok;

/** Says it in plain TCP and cuts the line at once. */
async function sayAndReset(port: number, text: string): Promise<void> {
  const socket = connectTcp(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  await new Promise(resolve => setImmediate(resolve));
  socket.resetAndDestroy();
}

const portOf = (url: string): number => Number(new URL(url).port);

describe('the local cloud', () => {
  test('outlives handshakes that are reset in their middle', async () => {
    const { ticket } = await cloud.client.call('POST /tickets');
    const upgrade = (query: string): string =>
      `GET /socket${query} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    for (let round = 0; round < 20; round += 1) {
      await sayAndReset(portOf(cloud.local.url), upgrade(round === 10 ? `?ticket=${ticket}` : ''));
    }
    expect(await isUp()).toBe(true);
    await expect.poll(isUp).toBe(true);
    expect(uncaught).toEqual([]);
  }, 60_000);

  test('outlives junk and cut requests at the management port', async () => {
    const endpoint = process.env.ERRAND_SOCKET_ENDPOINT ?? '';
    expect((await fetch(`${endpoint}/@connections/%zz`, { method: 'POST', body: 'x' })).status).toBeGreaterThanOrEqual(
      400,
    );
    await sayAndReset(portOf(endpoint), 'POST /@connections/x HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    expect(await isUp()).toBe(true);
    expect(uncaught).toEqual([]);
  }, 60_000);

  test('answers each of hundreds of messages at once, in order, with what is true', async () => {
    const { session } = await cloud.client.call('POST /sessions', { body: {} });
    const { ticket } = await cloud.client.call('POST /tickets');
    const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
    const heard: { type: string; code?: string }[] = [];
    socket.on('message', data => heard.push(JSON.parse(String(data))));
    await once(socket, 'open');
    const stream = `session/${session.sessionId}`;
    for (let count = 0; count < 250; count += 1) socket.send(JSON.stringify({ action: 'subscribe', stream, after: 1 }));
    await expect.poll(isUp).toBe(true);
    await expect.poll(() => heard.filter(({ type }) => type !== 'event').length, { timeout: 60_000 }).toBe(250);
    expect(heard.filter(({ type }) => type === 'problem')).toEqual([]);
    socket.close();
  }, 90_000);

  test('ends at once with a socket still open', async () => {
    const { ticket } = await cloud.client.call('POST /tickets');
    const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await cloud.local.close();
    await closed;
  }, 10_000);
});
