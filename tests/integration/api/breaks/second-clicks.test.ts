/** The same button pressed twice, two buttons at once, a button pressed too late: one thing happens or none, and what happened is told. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeList } from '../../../../lib/api/routes.ts';
import type { TaskEvent } from '../../../../lib/domain/events.ts';
import type { Proposal } from '../../../../lib/domain/proposal.ts';
import { changeTask, changeTaskAndSession } from '../../../../lib/store/change.ts';
import { takeLease } from '../../../../lib/store/lease.ts';
import { openTestApi, proposes, type Reply, says, type TestApi } from '../../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

interface World {
  readonly sessionId: string;
  readonly proposal: Proposal;
  /** Queued; absent where nobody said yes. */
  readonly taskId: string;
  readonly keyId: string;
  readonly secret: string;
}

let count = 0;

async function proposed(): Promise<Pick<World, 'sessionId' | 'proposal'>> {
  const { sessionId } = (await api.call('POST', '/sessions')).body.session;
  api.script(...proposes());
  const said = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'list the rivers' } });
  return { sessionId, proposal: said.body.proposal };
}

const yesTo = ({ sessionId, proposal }: Pick<World, 'sessionId' | 'proposal'>, more: object = {}) =>
  api.call('POST', `/sessions/${sessionId}/tasks`, {
    body: { proposalId: proposal.proposalId, digest: proposal.digest },
    ...more,
  });

async function started(): Promise<Pick<World, 'sessionId' | 'proposal' | 'taskId'>> {
  const one = await proposed();
  return { ...one, taskId: (await yesTo(one)).body.task.taskId };
}

/** What each state-changing route needs, fresh for each try. */
async function makeWorld(): Promise<World> {
  const open = await proposed();
  const { taskId } = await started();
  const { keyId } = (await api.call('POST', '/keys', { body: { name: 'ci', scopes: ['tasks:read'] } })).body.key;
  count += 1;
  const name = `secret-${count}`;
  await api.call('POST', '/secrets', { body: { name, kind: 'password', sites: ['example.com'], value: 'x' } });
  return { ...open, taskId, keyId, secret: name };
}

interface Click {
  readonly target: (world: World) => string;
  readonly body?: (world: World) => object;
  /** How often it happens where it is asked for twice without a key. */
  readonly happens: 'once' | 'each-time';
}

const CLICKS: Readonly<Record<string, Click>> = {
  'POST /sessions': { target: () => '/sessions', body: () => ({ title: 'a' }), happens: 'each-time' },
  'POST /sessions/{sessionId}/messages': {
    target: ({ sessionId }) => `/sessions/${sessionId}/messages`,
    body: () => ({ text: 'hello' }),
    happens: 'each-time',
  },
  'POST /sessions/{sessionId}/tasks': {
    target: ({ sessionId }) => `/sessions/${sessionId}/tasks`,
    body: ({ proposal }) => ({ proposalId: proposal.proposalId, digest: proposal.digest }),
    happens: 'once',
  },
  'POST /sessions/{sessionId}/proposals/{proposalId}/decline': {
    target: ({ sessionId, proposal }) => `/sessions/${sessionId}/proposals/${proposal.proposalId}/decline`,
    body: () => ({ reason: 'no' }),
    happens: 'once',
  },
  'POST /tasks/{taskId}/pause': { target: ({ taskId }) => `/tasks/${taskId}/pause`, happens: 'once' },
  'POST /tasks/{taskId}/resume': { target: ({ taskId }) => `/tasks/${taskId}/resume`, happens: 'once' },
  'POST /tasks/{taskId}/instructions': {
    target: ({ taskId }) => `/tasks/${taskId}/instructions`,
    body: () => ({ text: 'Only those in Europe.' }),
    happens: 'each-time',
  },
  'POST /tasks/{taskId}/control': { target: ({ taskId }) => `/tasks/${taskId}/control`, happens: 'once' },
  'POST /tasks/{taskId}/cancel': { target: ({ taskId }) => `/tasks/${taskId}/cancel`, happens: 'once' },
  'POST /keys/{keyId}/revoke': { target: ({ keyId }) => `/keys/${keyId}/revoke`, happens: 'once' },
  'POST /keys': {
    target: () => '/keys',
    body: () => ({ name: 'b', scopes: ['tasks:read'] }),
    happens: 'each-time',
  },
  'POST /secrets': {
    target: () => '/secrets',
    body: ({ secret }) => ({ name: secret, kind: 'password', sites: ['example.com'], value: 'y' }),
    happens: 'once',
  },
  'POST /tickets': { target: () => '/tickets', happens: 'each-time' },
  'DELETE /secrets/{name}': { target: ({ secret }) => `/secrets/${secret}`, happens: 'once' },
};

/** `approvals.test.ts`, `asks.test.ts` and `control.test.ts` press them, where there is something to answer or to give back. */
const ELSEWHERE = [
  'POST /tasks/{taskId}/budget',
  'POST /tasks/{taskId}/secret-needed',
  'POST /tasks/{taskId}/control/return',
  'POST /tasks/{taskId}/inputs',
  'POST /approvals/{approvalId}',
];
const changing = routeList.filter(({ method }) => method !== 'GET').map(({ key }) => key as string);

const isToldWell = ({ status, body }: Reply): boolean =>
  status < 500 && (status < 400 || (typeof body.code === 'string' && body.hint !== ''));

/** As text in one order, whatever order a table gives its fields in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'updatedAt') return undefined;
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part;
  });
}

/** All that is kept of what the clicks are about. */
async function seen({ sessionId, taskId, keyId, secret }: World): Promise<string> {
  const read = async (target: string) => (await api.call('GET', target)).body;
  const keys = (await read('/keys')).items.filter((key: { keyId: string }) => key.keyId === keyId);
  const secrets = (await read('/secrets')).items.filter((one: { name: string }) => one.name === secret);
  const streams = [`/sessions/${sessionId}/events?limit=200`, `/tasks/${taskId}/events?limit=200`].map(read);
  return canonical([keys, secrets, await Promise.all(streams)]);
}

describe('every button', () => {
  test('is one of these', () => {
    expect([...Object.keys(CLICKS), ...ELSEWHERE].sort()).toEqual(changing.sort());
  });

  const all = Object.entries(CLICKS);

  test.each(all)('pressed four times in the same moment, and again: %s', async (key, { target, body, happens }) => {
    const world = await makeWorld();
    if (key.includes('/resume')) await api.call('POST', `/tasks/${world.taskId}/pause`);
    if (key.includes('/messages')) api.script(says('hi'), says('hi'), says('hi'), says('hi'), says('hi'));
    const method = key.split(' ')[0] ?? '';
    const press = () => api.call(method, target(world), body === undefined ? {} : { body: body(world) });
    const replies = await Promise.all([press(), press(), press(), press()]);
    expect(replies.filter(reply => !isToldWell(reply)).map(({ body: problem }) => problem)).toEqual([]);
    const well = replies.filter(({ status }) => status < 300);
    expect(well.length).toBeGreaterThan(0);
    const before = await seen(world);
    const late = await press();
    expect(isToldWell(late)).toBe(true);
    if (happens === 'each-time') return;
    // What was told to those who were told that it happened is one thing.
    const made = new Set(well.map(reply => reply.body.task?.taskId ?? reply.body.session?.sessionId ?? ''));
    expect(made.size).toBe(1);
    expect(await seen(world)).toBe(before);
  });

  const keyed = all.filter(([key]) => routeList.find(route => route.key === key)?.idempotent === true);

  test.each(keyed)('with one key four times in the same moment, and again: %s', async (key, { target, body }) => {
    const world = await makeWorld();
    if (key.includes('/resume')) await api.call('POST', `/tasks/${world.taskId}/pause`);
    if (key.includes('/messages')) api.script(says('hi'));
    count += 1;
    const once = `press-${count}`;
    const press = (change: object = {}, at = target(world)) =>
      api.call('POST', at, { key: once, body: { ...body?.(world), ...change } });
    const replies = await Promise.all([press(), press(), press(), press()]);
    expect(replies.filter(reply => !isToldWell(reply)).map(({ body: problem }) => problem)).toEqual([]);
    const well = replies.filter(({ status }) => status < 300);
    const waits = replies.filter(({ status }) => status >= 300).map(reply => reply.body.code);
    expect(waits.filter(code => code !== 'idempotency.in-progress')).toEqual([]);
    expect(new Set(well.map(reply => canonical(reply.body))).size).toBe(1);
    const before = await seen(world);
    const late = await press();
    expect(late.headers['idempotent-replayed']).toBe('true');
    expect(late.status).toBe(well[0]?.status);
    expect(canonical(late.body)).toBe(canonical(well[0]?.body));
    // The same key for another task of the same kind is another request.
    const other = await makeWorld();
    if (target(other) !== target(world)) expect((await press({}, target(other))).status).toBe(422);
    expect(await seen(world)).toBe(before);
  });
});

async function finish({ taskId, sessionId }: Pick<World, 'taskId' | 'sessionId'>, status = 'completed'): Promise<void> {
  const result = { status, summary: 'Done.', evidence: 'unverified', evidenceNotes: [] };
  const ended = { type: 'task.finished', data: { result } } as unknown as TaskEvent;
  await changeTaskAndSession(api.store, { taskId, sessionId, ownerId: 'ada' }, () => ({
    task: [ended],
    session: [{ type: 'task.reported', data: { taskId } } as never],
  }));
}

const typesOf = async (taskId: string): Promise<string[]> =>
  (await api.call('GET', `/tasks/${taskId}/events?limit=200`)).body.events.map(({ type }: TaskEvent) => type);

describe('a button of a task', () => {
  test.each(['pause', 'resume', 'cancel'])('that has ended changes nothing: %s', async what => {
    for (const status of ['completed', 'failed', 'cancelled']) {
      const one = await started();
      await finish(one, status);
      const before = await typesOf(one.taskId);
      const reply = await api.call('POST', `/tasks/${one.taskId}/${what}`);
      expect(reply.body).toMatchObject({ status: 409, code: 'task.finished', detail: expect.stringContaining(status) });
      expect(await typesOf(one.taskId)).toEqual(before);
    }
  });

  test('that is to be cancelled pauses and resumes no more', async () => {
    const { taskId } = await started();
    await api.call('POST', `/tasks/${taskId}/cancel`);
    const before = await typesOf(taskId);
    for (const what of ['pause', 'resume', 'cancel']) {
      expect((await api.call('POST', `/tasks/${taskId}/${what}`)).body.task.cancelRequested).toBe(true);
    }
    expect(await typesOf(taskId)).toEqual(before);
  });

  test('of pause, resume and cancel at once leaves it cancelled, whatever came first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { taskId } = await started();
      const press = (what: string) => api.call('POST', `/tasks/${taskId}/${what}`);
      const replies = await Promise.all(['pause', 'cancel', 'resume', 'cancel', 'pause'].map(press));
      expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
      const types = await typesOf(taskId);
      expect(types.filter(type => type === 'cancel.requested')).toHaveLength(1);
      expect((await api.call('GET', `/tasks/${taskId}`)).body.task.cancelRequested).toBe(true);
    }
  });
});

describe('a proposal', () => {
  test('with a yes and a no at once has one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await proposed();
      const target = `/sessions/${one.sessionId}/proposals/${one.proposal.proposalId}/decline`;
      const [yes, no] = await Promise.all([yesTo(one), api.call('POST', target)]);
      expect([yes.status < 300, no.status < 300].filter(Boolean)).toHaveLength(1);
      const lost = yes.status < 300 ? no : yes;
      expect(lost.body).toMatchObject({ status: 409, code: 'proposal.not-open' });
      const { session } = (await api.call('GET', `/sessions/${one.sessionId}`)).body;
      expect(session.status).toBe(yes.status < 300 ? 'task_running' : 'idle');
    }
  });

  test('with a typed yes and a pressed one at once makes one task', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await proposed();
      const typed = () => api.call('POST', `/sessions/${one.sessionId}/messages`, { body: { text: 'yes' } });
      const replies = await Promise.all([yesTo(one), typed(), typed(), yesTo(one)]);
      expect(replies.filter(reply => !isToldWell(reply)).map(({ body }) => body)).toEqual([]);
      const { events } = (await api.call('GET', `/sessions/${one.sessionId}/events?limit=200`)).body;
      expect(events.filter(({ type }: { type: string }) => type === 'consent.given')).toHaveLength(1);
    }
  });

  test('whose time ends in the moment of the yes is run or is expired, and the conversation says which', async () => {
    const one = await proposed();
    api.advance(Date.parse(one.proposal.expiresAt) - api.store.clock() - 1);
    // A yes that comes when nothing is open any more is talk, and the model's to answer.
    const asked = api.asked.length;
    api.script(says('Nothing is open.'));
    const replies = await Promise.all([
      yesTo(one),
      Promise.resolve()
        .then(() => api.advance(1))
        .then(() => yesTo(one)),
      api.call('POST', `/sessions/${one.sessionId}/messages`, { body: { text: 'yes' } }),
      api.call('POST', `/sessions/${one.sessionId}/proposals/${one.proposal.proposalId}/decline`),
    ]);
    expect(replies.filter(reply => !isToldWell(reply)).map(({ body }) => body)).toEqual([]);
    if (api.asked.length === asked) {
      const { sessionId } = (await api.call('POST', '/sessions')).body.session;
      await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text: 'thanks' } });
    }
    const { events } = (await api.call('GET', `/sessions/${one.sessionId}/events?limit=200`)).body;
    const ends = events.filter(({ type }: { type: string }) =>
      /^(consent\.given|proposal\.(expired|declined))$/.test(type),
    );
    expect(ends).toHaveLength(1);
    expect((await yesTo(one)).status).toBe(ends[0].type === 'consent.given' ? 200 : 409);
  });
});

describe('a message', () => {
  const say = (sessionId: string, text: string) =>
    api.call('POST', `/sessions/${sessionId}/messages`, { body: { text } });
  const lay = async (taskId: string, events: (fence: number) => readonly TaskEvent[]): Promise<void> => {
    const { fence } = await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 30_000 });
    const first: TaskEvent = { type: 'task.started', data: { fence, model: 'scripted' } };
    await changeTask(api.store, taskId, () => [first, ...events(fence)], { fence });
  };
  const asked = (expiresAt: string): TaskEvent => ({
    type: 'question.asked',
    data: { step: 1, questionId: 'qst_01ARZ3NDEKTSV4RRFFQ69G5FAV', question: 'Which?', expiresAt },
  });
  const later = () => new Date(api.store.clock() + 60_000).toISOString();

  test('where nothing is open goes to the model, be it a yes', async () => {
    const { sessionId } = (await api.call('POST', '/sessions')).body.session;
    api.script(says('Yes to what?'));
    expect((await say(sessionId, 'yes')).body.reply.text).toBe('Yes to what?');
  });

  test.each(['queued', 'running', 'paused'])(
    'to a task that is %s is told to its agent; a bare yes or no is kept, and said not to be acted on',
    async status => {
      const { sessionId, taskId } = await started();
      if (status !== 'queued') await lay(taskId, () => []);
      if (status === 'paused') {
        await api.call('POST', `/tasks/${taskId}/pause`);
        await changeTask(api.store, taskId, () => [{ type: 'task.parked', data: { step: 1, reason: 'pause' } }]);
      }
      for (const text of ['yes', 'no', 'cancel']) {
        const reply = await say(sessionId, text);
        expect(reply).toMatchObject({
          status: 201,
          body: { reply: { text: expect.stringContaining('I have kept your message') } },
        });
      }
      const told = (await say(sessionId, 'and now this')).body;
      expect(told).toMatchObject({
        reply: { text: expect.stringContaining('told the agent') },
        task: { instructions: 1 },
      });
      expect((await api.call('GET', `/tasks/${taskId}`)).body.task.status).toBe(status);
    },
  );

  test('to a question answers it once, of two at once too', async () => {
    const { sessionId, taskId } = await started();
    await lay(taskId, () => [asked(later())]);
    const replies = await Promise.all([say(sessionId, 'the red one'), say(sessionId, 'the blue one')]);
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect((await typesOf(taskId)).filter(type => type === 'question.answered')).toHaveLength(1);
    expect(replies.filter(({ body }) => body.reply === undefined)).toHaveLength(1);
  });

  test('to a question whose time is over is kept, and answers nothing', async () => {
    const { sessionId, taskId } = await started();
    await lay(taskId, () => [asked(new Date(api.store.clock()).toISOString())]);
    expect((await say(sessionId, 'the red one')).status).toBe(201);
    expect(await typesOf(taskId)).not.toContain('question.answered');
  });

  test('after the end of a task goes to the model again', async () => {
    const one = await started();
    await finish(one);
    api.script(says('You are welcome.'));
    expect((await say(one.sessionId, 'thanks')).body.reply.text).toBe('You are welcome.');
  });
});
