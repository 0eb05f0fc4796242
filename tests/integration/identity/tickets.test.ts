/** Socket tickets: once, for 60 s, for one owner and one origin. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localLimits } from '../../../lib/domain/quota.ts';
import type { ServerMessage } from '../../../lib/realtime/protocol.ts';
import { handleSocket } from '../../../lib/realtime/socket.ts';
import { openTestApi, type TestApi } from '../../support/api.ts';

const CONSOLE = 'https://console.example';
let api: TestApi;
let sessionId: string;
const heard: ServerMessage[] = [];
beforeAll(async () => {
  api = await openTestApi();
  sessionId = (await api.call('POST', '/sessions')).body.session.sessionId;
});
afterAll(() => api.close());
beforeEach(() => void heard.splice(0));

const push = {
  send: async (_: string, message: ServerMessage) => {
    heard.push(message);
    return 'sent' as const;
  },
  close: async () => undefined,
};

async function ticketFrom(origin: string | undefined, caller?: Parameters<TestApi['call']>[2]): Promise<string> {
  const headers = origin === undefined ? {} : { origin };
  const reply = await api.call('POST', '/tickets', { headers, ...caller });
  expect(reply.status).toBe(201);
  return reply.body.ticket;
}

let count = 0;
async function connect(ticket: string | undefined, headers: Record<string, string> = {}) {
  count += 1;
  const connectionId = `c${count}`;
  const requestContext = { eventType: 'CONNECT' as const, connectionId };
  const deps = { store: api.store, push, limits: localLimits };
  const query = ticket === undefined ? {} : { queryStringParameters: { ticket } };
  const { statusCode } = await handleSocket(deps, { requestContext, headers, ...query });
  const say = (message: unknown, limits = localLimits) =>
    handleSocket(
      { ...deps, limits },
      { requestContext: { eventType: 'MESSAGE', connectionId }, body: JSON.stringify(message) },
    );
  return { statusCode, say };
}

test('a ticket opens one socket, and of ten at once exactly one', async () => {
  const ticket = await ticketFrom(undefined);
  expect((await connect(ticket)).statusCode).toBe(200);
  expect((await connect(ticket)).statusCode).toBe(401);
  const raced = await ticketFrom(undefined);
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await connect(raced)).statusCode));
  expect(statuses.filter(status => status === 200)).toHaveLength(1);
  expect(statuses.filter(status => status === 401)).toHaveLength(9);
});

test('a ticket is good for 60 s', async () => {
  const [early, late] = [await ticketFrom(undefined), await ticketFrom(undefined)];
  api.advance(59_999);
  expect((await connect(early)).statusCode).toBe(200);
  api.advance(1);
  expect((await connect(late)).statusCode).toBe(401);
});

test('no ticket, and one of no shape, open nothing', async () => {
  for (const ticket of [undefined, '', 'tck_x', `tck_${'x'.repeat(43)}`])
    expect((await connect(ticket)).statusCode).toBe(401);
});

test('a ticket of a page opens for that page only, however the header is written, and is used up by another', async () => {
  expect((await connect(await ticketFrom(CONSOLE), { Origin: CONSOLE })).statusCode).toBe(200);
  expect((await connect(await ticketFrom(CONSOLE), { origin: CONSOLE })).statusCode).toBe(200);
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: `${CONSOLE}.evil.example` },
    {},
  ]) {
    const ticket = await ticketFrom(CONSOLE);
    expect((await connect(ticket, headers)).statusCode).toBe(401);
    expect((await connect(ticket, { Origin: CONSOLE })).statusCode).toBe(401);
  }
});

test("a program's ticket opens for no page", async () => {
  expect((await connect(await ticketFrom(undefined), { Origin: CONSOLE })).statusCode).toBe(401);
});

test("a revoked key's socket hears nothing more and follows nothing more; others of the owner go on", async () => {
  const body = { name: 'robot', scopes: ['sessions:read', 'tasks:read'] };
  const { keyId } = (await api.call('POST', '/keys', { body })).body.key;
  const caller = { kind: 'key', ownerId: 'ada', keyId, scopes: ['sessions:read', 'tasks:read'] } as const;
  const robot = await connect(await ticketFrom(undefined, { caller }));
  const person = await connect(await ticketFrom(undefined));
  await robot.say({ action: 'subscribe', stream: `session/${sessionId}` });
  expect(heard.at(-1)).toMatchObject({ type: 'subscribed' });
  await api.call('POST', `/keys/${keyId}/revoke`);
  await robot.say({ action: 'subscribe', stream: `session/${sessionId}` });
  expect(heard.at(-1)).toMatchObject({ type: 'problem', code: 'ticket.invalid' });
  await person.say({ action: 'subscribe', stream: `session/${sessionId}` });
  expect(heard.at(-1)).toMatchObject({ type: 'subscribed' });
});

test("a socket's messages count as requests of its owner", async () => {
  const { say } = await connect(await ticketFrom(undefined, { owner: 'slow' }));
  const limits = { ...localLimits, requestsPerMinute: 60, burst: 2 };
  for (let n = 0; n < 4; n += 1) await say({ action: 'ping' }, limits);
  expect(heard.at(-1)).toMatchObject({ type: 'problem', code: 'rate.exceeded', status: 429 });
});
