/** The socket fed with what no client of ours sends: junk, bytes, huge frames, foreign and ended streams, floods, tickets used twice. */

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../../lib/api/client.ts';
import { MAX_SUBSCRIPTIONS } from '../../../lib/realtime/connections.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({});
}, 60_000);
afterAll(() => cloud.close());

interface Heard {
  readonly type: string;
  readonly code?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly hint?: string;
  readonly stream?: string;
  readonly seq?: number;
}

interface Open {
  readonly socket: WebSocket;
  readonly heard: Heard[];
  say(message: unknown): void;
  /** What is heard next, after what this test has taken. */
  next(): Promise<Heard>;
}

async function connect(): Promise<Open> {
  const { ticket } = await cloud.client.call('POST /tickets');
  const socket = new WebSocket(`${cloud.local.socketUrl}?ticket=${ticket}`);
  const heard: Heard[] = [];
  socket.on('message', data => heard.push(JSON.parse(String(data))));
  socket.on('error', () => undefined);
  await once(socket, 'open');
  let taken = 0;
  return {
    socket,
    heard,
    say: message =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    async next() {
      await expect.poll(() => heard.length, { timeout: 10_000, interval: 10 }).toBeGreaterThan(taken);
      taken += 1;
      return heard[taken - 1] ?? { type: '' };
    },
  };
}

async function refused(query: string): Promise<number | undefined> {
  const socket = new WebSocket(`${cloud.local.socketUrl}${query}`);
  return new Promise(resolve => {
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode);
      socket.terminate();
    });
    socket.on('open', () => {
      resolve(undefined);
      socket.close();
    });
    socket.on('error', () => undefined);
  });
}

const session = async (): Promise<string> =>
  `session/${(await cloud.client.call('POST /sessions', { body: {} })).session.sessionId}`;

describe('a ticket', () => {
  test('that is none, empty, twice named or of another shape opens nothing', async () => {
    const { ticket } = await cloud.client.call('POST /tickets');
    const wrong = [
      '',
      '?ticket=',
      '?ticket=tck_x',
      `?ticket=${ticket}x`,
      `?ticket=${'x'.repeat(5_000)}`,
      '?ticket=%00',
      '?ticket=%ff',
    ];
    for (const query of wrong) expect({ query, status: await refused(query) }).toEqual({ query, status: 401 });
  });

  test('opens one socket of two at once', async () => {
    const { ticket } = await cloud.client.call('POST /tickets');
    const statuses = await Promise.all([1, 2, 3].map(() => refused(`?ticket=${ticket}`)));
    expect(statuses.filter(status => status === undefined)).toHaveLength(1);
    expect(statuses.filter(status => status === 401)).toHaveLength(2);
    expect(await refused(`?ticket=${ticket}`)).toBe(401);
  });
});

describe('a message', () => {
  test.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['half of JSON', '{"action":'],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['another action', { action: 'consent', stream: 'task/x' }],
    ['a prototype', '{"__proto__":{"action":"ping"}}'],
    ['no stream', { action: 'subscribe' }],
    ['a stream of no shape', { action: 'subscribe', stream: 'task/../session' }],
    ['a number for a stream', { action: 'subscribe', stream: 5 }],
    ['a long stream', { action: 'subscribe', stream: `task/${'x'.repeat(100_000)}` }],
    ['a field too many', { action: 'ping', more: 1 }],
    ['a number below zero', { action: 'subscribe', stream: 'task/tsk_01ARZ3NDEKTSV4RRFFQ69G5FAV', after: -1 }],
    ['half a number', { action: 'subscribe', stream: 'task/tsk_01ARZ3NDEKTSV4RRFFQ69G5FAV', after: 0.5 }],
    ['a text for a number', { action: 'subscribe', stream: 'task/tsk_01ARZ3NDEKTSV4RRFFQ69G5FAV', after: '1' }],
    ['a long text', `"${'x'.repeat(120_000)}"`],
    ['deep lists', '['.repeat(50_000)],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('that is %s is told of, and the socket goes on', async (_, message) => {
    const { say, next, socket } = await connect();
    say(message);
    const told = await next();
    expect(told).toMatchObject({ type: 'problem', status: 400, code: expect.stringMatching(/^request\.invalid/) });
    expect(told.detail?.length ?? 0).toBeGreaterThan(5);
    expect(told.hint).not.toBe('');
    expect(JSON.stringify(told).length).toBeLessThan(1_000);
    say({ action: 'ping' });
    expect(await next()).toEqual({ type: 'pong' });
    socket.close();
  });

  test('in a binary frame is read as any other', async () => {
    const { next, socket } = await connect();
    socket.send(Buffer.from(JSON.stringify({ action: 'ping' })), { binary: true });
    expect(await next()).toEqual({ type: 'pong' });
    socket.close();
  });

  test('larger than API Gateway takes ends its socket, and no other', async () => {
    const huge = await connect();
    const other = await connect();
    const closed = once(huge.socket, 'close');
    huge.say('x'.repeat(1_000_000));
    expect((await closed)[0]).toBe(1009);
    other.say({ action: 'ping' });
    expect(await other.next()).toEqual({ type: 'pong' });
    other.socket.close();
  });
});

describe('a subscription', () => {
  test("to another's stream, an unknown one and one of another kind is not found, and nothing of it is heard", async () => {
    const { say, next, socket } = await connect();
    const eve = createClient({ baseUrl: cloud.local.url, token: await cloud.local.tokenFor('eve') });
    const { session: foreign } = await eve.call('POST /sessions', { body: {} });
    for (const stream of [`session/${foreign.sessionId}`, 'session/ses_01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      for (const action of ['subscribe', 'unsubscribe']) {
        say({ action, stream });
        expect(await next()).toMatchObject({ type: 'problem', status: 404, code: 'session.not-found', stream });
      }
    }
    say({ action: 'subscribe', stream: `task/${foreign.sessionId}` });
    expect(await next()).toMatchObject({ type: 'problem', status: 400 });
    await eve.call('POST /sessions/{sessionId}/messages', {
      params: { sessionId: foreign.sessionId },
      body: { text: 'hello there' },
    });
    say({ action: 'ping' });
    expect(await next()).toEqual({ type: 'pong' });
    socket.close();
  });

  test('from a number beyond the head hears what comes, and twice is once', async () => {
    const { say, next, socket, heard } = await connect();
    const stream = await session();
    say({ action: 'subscribe', stream, after: Number.MAX_SAFE_INTEGER });
    expect(await next()).toMatchObject({ type: 'subscribed', stream });
    say({ action: 'subscribe', stream, after: 0 });
    expect(await next()).toMatchObject({ type: 'event' });
    expect(await next()).toMatchObject({ type: 'subscribed', stream, seq: 1 });
    const before = heard.length;
    await cloud.client.call('POST /sessions/{sessionId}/messages', {
      params: { sessionId: stream.slice('session/'.length) },
      body: { text: 'sing me a song' },
    });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(before + 1);
    const seqs = heard.slice(before).map(one => (one as unknown as { event: { seq: number } }).event.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
    socket.close();
  });

  test('to more streams than a socket may follow is refused, and the API goes on', async () => {
    const { say, heard, socket } = await connect();
    const asked = MAX_SUBSCRIPTIONS + 20;
    // The first event of a session may come live as well.
    const answers = (): number => heard.filter(({ type }) => type !== 'event').length;
    for (let at = 1; at <= asked; at += 1) {
      say({ action: 'subscribe', stream: await session(), after: 1 });
      // As many at once as a page would have, not more than the table's connections.
      await expect.poll(answers, { timeout: 20_000, interval: 5 }).toBeGreaterThan(at - 10);
    }
    await expect.poll(answers, { timeout: 20_000 }).toBe(asked);
    const refusals = heard.filter(({ type }) => type === 'problem');
    expect(refusals).toHaveLength(20);
    for (const problem of refusals)
      expect(problem).toMatchObject({
        status: 400,
        detail: expect.stringContaining(`at most ${MAX_SUBSCRIPTIONS} streams`),
      });
    expect((await fetch(`${cloud.local.url}/health`)).status).toBe(200);
    socket.close();
  }, 90_000);
});
