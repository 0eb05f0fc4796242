/** A socket's line, on a real server that answers, falls silent or hangs up. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Line, watchLine } from '../../web/data/watch-line.ts';

const LONG_MS = 60_000;
let server: WebSocketServer;
let network: EventTarget;
/** What it got; it answers each while `answers`. */
let got: string[];
let answers: boolean;

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  network = new EventTarget();
  got = [];
  answers = true;
  server.on('connection', socket =>
    socket.on('message', data => {
      got.push(String(data));
      if (answers) socket.send('{"type":"pong"}');
    }),
  );
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

async function open(answerMs: number): Promise<{ readonly line: Line; readonly socket: WebSocket }> {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const line = watchLine(socket, { network, answerMs });
  await once(socket, 'open');
  return { line, socket };
}

test('is there while it is answered, also after the browser came back to its network', async () => {
  const { line, socket } = await open(LONG_MS);
  let isLost = false;
  void line.lost.then(() => {
    isLost = true;
  });
  line.ask();
  await once(socket, 'message');
  network.dispatchEvent(new Event('online'));
  await once(socket, 'message');
  expect(got).toEqual(['{"action":"ping"}', '{"action":"ping"}']);
  expect(isLost).toBe(false);
});

test('is asked once while an answer is due', async () => {
  const { line, socket } = await open(LONG_MS);
  line.ask();
  line.ask();
  await once(socket, 'message');
  expect(got).toHaveLength(1);
});

test.each<[string, number, (on: { line: Line; socket: WebSocket }) => void]>([
  [
    'no answer comes in time',
    20,
    ({ line }) => {
      answers = false;
      line.ask();
    },
  ],
  ['the browser says that it is offline', LONG_MS, () => void network.dispatchEvent(new Event('offline'))],
  ['the server hangs up', LONG_MS, () => server.clients.forEach(client => void client.terminate())],
  ['it is closed here', LONG_MS, ({ socket }) => socket.close()],
])('is lost where %s', async (_, answerMs, happens) => {
  const on = await open(answerMs);
  happens(on);
  await on.line.lost;
  const before = got.length;
  on.line.ask();
  expect(got).toHaveLength(before);
});
