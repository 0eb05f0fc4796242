/** The typed client against a scripted fetch: keys, retries, problems, and the following of streams. */

import { expect, expectTypeOf, test } from 'vitest';
import { ApiError, createClient } from '../../../lib/api/client.ts';
import type { Stored, TaskEvent } from '../../../lib/domain/events.ts';
import type { Session } from '../../../lib/domain/session.ts';

interface Seen {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

type Turn = () => Response;
const json = (status: number, body: unknown): Turn => {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return () => new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
};
const down: Turn = () => {
  throw new TypeError('fetch failed');
};

function scripted(...turns: Turn[]) {
  const seen: Seen[] = [];
  const pauses: number[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    seen.push({ url: String(url), method: init.method, headers: new Headers(init.headers), body: init.body });
    const turn = turns.shift();
    if (turn === undefined) throw new Error('no more was expected');
    return turn();
  };
  let keys = 0;
  const client = createClient({
    baseUrl: 'http://api.test',
    token: 'secret',
    fetch,
    newKey: () => `key-${++keys}`,
    pause: async ms => void pauses.push(ms),
  });
  return { client, seen, pauses };
}

const problem = (status: number, code: string) =>
  json(status, { type: `urn:errand:${code}`, title: 'T', status, detail: 'D.', code, hint: 'H.', requestId: 'r' });

test('a call fills in path and query, and carries the token', async () => {
  const { client, seen } = scripted(json(200, { events: [] }));
  await client.call('GET /tasks/{taskId}/events', { params: { taskId: 'a/b' }, query: { after: 3, wait: undefined } });
  expect(seen[0]?.url).toBe('http://api.test/tasks/a%2Fb/events?after=3');
  expect(seen[0]?.headers.get('authorization')).toBe('Bearer secret');
  expect(seen[0]?.headers.get('idempotency-key')).toBeNull();
});

test('a POST is repeated with the same key where no answer or 503 came', async () => {
  const { client, seen, pauses } = scripted(down, problem(503, 'store.unavailable'), json(201, { session: {} }));
  const made = await client.call('POST /sessions', { body: {} });
  expectTypeOf(made).toEqualTypeOf<{ session: Session }>();
  expect(seen.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-1', 'key-1', 'key-1']);
  expect(pauses).toHaveLength(2);
});

test('a limit that opens again soon is waited for as long as the API says, and one of tomorrow is thrown', async () => {
  const limited = (seconds: string): Turn => {
    return () => {
      const response = problem(429, 'rate.exceeded')();
      response.headers.set('retry-after', seconds);
      return response;
    };
  };
  const soon = scripted(limited('3'), json(200, { items: [] }));
  await soon.client.call('GET /tasks');
  expect(soon.pauses[0]).toBeGreaterThanOrEqual(3_000);
  const tomorrow = scripted(limited('3600'));
  await expect(tomorrow.client.call('GET /tasks')).rejects.toMatchObject({ status: 429, retryAfterSeconds: 3_600 });
  expect(tomorrow.pauses).toEqual([]);
});

test('a problem is thrown with its code and never repeated', async () => {
  const { client, seen } = scripted(problem(409, 'proposal.expired'));
  const params = { sessionId: 's' };
  const failed = await client
    .call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId: 'p', digest: 'd' } })
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ApiError);
  expect(failed).toMatchObject({ status: 409, code: 'proposal.expired', problem: { hint: 'H.' } });
  expect(seen).toHaveLength(1);
});

test('an API that stays away is given up as unreachable', async () => {
  const { client, seen } = scripted(down, down, down, down);
  await expect(client.call('GET /health')).rejects.toMatchObject({ code: 'network.unreachable', status: 0 });
  expect(seen).toHaveLength(4);
});

test("following a task goes on from the last event, outlives failures, and ends with the task's end", async () => {
  const event = (seq: number, type: string) => ({ v: 1, seq, type, data: {} });
  const { client, seen } = scripted(
    json(200, { events: [event(5, 'task.queued')] }),
    ...[down, down, down, down],
    json(200, { events: [] }),
    json(200, { events: [event(6, 'task.started'), event(7, 'task.finished')] }),
  );
  const got: number[] = [];
  for await (const each of client.followEvents('task/t', 4)) {
    expectTypeOf(each).toEqualTypeOf<Stored<TaskEvent>>();
    got.push(each.seq);
  }
  expect(got).toEqual([5, 6, 7]);
  expect(seen.map(({ url }) => new URL(url).searchParams.get('after'))).toEqual(['4', '5', '5', '5', '5', '5', '5']);
});

test('following stops quietly when it is told to', async () => {
  const stop = new AbortController();
  const { client } = scripted(() => {
    stop.abort();
    throw new DOMException('stopped', 'AbortError');
  });
  const got = [];
  for await (const event of client.followEvents('session/s', 0, stop.signal)) got.push(event);
  expect(got).toEqual([]);
});

test('what a route does not have cannot be sent', () => {
  const { client } = scripted();
  // @ts-expect-error: the params are missing
  void (() => client.call('GET /tasks/{taskId}'));
  // @ts-expect-error: there is no such route
  void (() => client.call('GET /nothing'));
  // @ts-expect-error: this route has no body
  void (() => client.call('GET /tasks', { body: {} }));
});
