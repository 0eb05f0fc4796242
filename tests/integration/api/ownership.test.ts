/** Nothing crosses owners: every route of the table and every message of the socket, tried with another owner's ids. A new one is in it by itself. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../../lib/api/routes.ts';
import { routeList } from '../../../lib/api/routes.ts';
import { Approval } from '../../../lib/domain/approval.ts';
import { type IdKind, idPattern, idPrefixes } from '../../../lib/domain/ids.ts';
import { localLimits } from '../../../lib/domain/quota.ts';
import { ClientMessage, type ServerMessage } from '../../../lib/realtime/protocol.ts';
import { handleSocket } from '../../../lib/realtime/socket.ts';
import { makeTicket } from '../../../lib/realtime/tickets.ts';
import { recordArtifact } from '../../../lib/store/artifacts.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { takeLease } from '../../../lib/store/lease.ts';
import { openTestApi, proposes, type TestApi } from '../../support/api.ts';
import { sampleOf, stringsIn } from '../../support/sample-from-schema.ts';

type Owner = 'ada' | 'eve';
/** Every string that an owner was ever told; the ids among them are that owner's. */
type World = readonly string[];

let api: TestApi;
const worlds: Record<Owner, World> = { ada: [], eve: [] };
beforeAll(async () => {
  api = await openTestApi();
  worlds.ada = await makeWorld('ada');
  worlds.eve = await makeWorld('eve');
});
afterAll(() => api.close());

const kinds = Object.keys(idPrefixes) as IdKind[];
const kindOf = (text: string): IdKind | undefined => kinds.find(kind => idPattern(kind).test(text));
const idsIn = (world: World): readonly string[] => world.filter(text => kindOf(text) !== undefined);
const paramsOf = (route: Route): string[] => Object.keys(route.params?.shape ?? {});
const owned = routeList.filter(route => route.auth === 'owner');

/** A conversation with a task and a proposal that still waits, an artifact, and one of whatever a route makes without an id. */
async function makeWorld(owner: Owner): Promise<World> {
  const told: unknown[] = [];
  const ask = async (method: string, target: string, body?: unknown) => {
    const reply = await api.call(method, target, { owner, ...(body === undefined ? {} : { body }) });
    told.push(reply.body);
    return reply.body;
  };
  const { sessionId } = (await ask('POST', '/sessions')).session;
  api.script(...proposes());
  const { proposal } = await ask('POST', `/sessions/${sessionId}/messages`, { text: 'rivers' });
  const { proposalId, digest } = proposal;
  const { task } = await ask('POST', `/sessions/${sessionId}/tasks`, { proposalId, digest });
  const ofTask = idsOfTask(task.taskId, owner === 'ada' ? 'AA' : 'BB');
  told.push(Object.values(ofTask));
  await layIntoTask(task.taskId, ofTask);
  for (const route of owned.filter(one => one.method === 'POST' && paramsOf(one).length === 0)) {
    await ask('POST', route.path, route.body && sampleOf(route.body, stringsIn(told)));
  }
  return stringsIn(told);
}

/** Some ids carry their task's: those kinds are found by their pattern, so that a new one is tried too. */
function idsOfTask(taskId: string, ending: string): Partial<Record<IdKind, string>> {
  const idOf = (kind: IdKind) => `${idPrefixes[kind]}_${taskId.slice(4)}_01ARZ3NDEKTSV4RRFFQ69G5F${ending}`;
  return Object.fromEntries(kinds.flatMap(kind => (idPattern(kind).test(idOf(kind)) ? [[kind, idOf(kind)]] : [])));
}

/** An artifact, and an approval that waits, as a worker would make them. */
async function layIntoTask(taskId: string, { artifact = '', approval = '' }: Partial<Record<IdKind, string>>) {
  const madeAt = new Date(api.store.clock()).toISOString();
  const file = { kind: 'screenshot', name: 'page.jpg', mediaType: 'image/jpeg', bytes: 3, step: 1, madeAt } as const;
  await takeLease(api.store, taskId, { workerId: 'w', leaseMs: 60_000 });
  await recordArtifact(api.store, { artifactId: artifact, taskId, ...file });
  const act = Approval.parse(sampleOf(Approval, [madeAt]));
  const asked = { ...act, approvalId: approval, expiresAt: new Date(api.store.clock() + 600_000).toISOString() };
  await changeTask(api.store, taskId, () => [{ type: 'approval.asked', data: { approval: asked } }]);
}

/** The id that this world has for a path's parameter. */
function idFor(world: World, param: string): string {
  const kind = kinds.find(one => param === `${one}Id`);
  // What is no id is a name, which means something only beside its owner.
  if (kind === undefined) return 'a-name';
  const found = world.find(text => idPattern(kind).test(text));
  if (found === undefined) throw new Error(`The world of this test has no ${kind}: let makeWorld make one.`);
  return found;
}

interface Try {
  readonly name: string;
  /** Whose id stands at each place: the path's parameters, and `body` for those in the body. */
  readonly whose: Readonly<Record<string, Owner>>;
}

/** All ids are Ada's; then only one of them, and the rest are Eve's own. */
function triesOf(route: Route): Try[] {
  const bodyHasIds = route.body !== undefined && idsIn(stringsIn(sampleOf(route.body, ALL_KINDS))).length > 0;
  const places = [
    ...paramsOf(route).filter(name => kinds.some(kind => name === `${kind}Id`)),
    ...(bodyHasIds ? ['body'] : []),
  ];
  const all: Try = { name: 'all', whose: Object.fromEntries(places.map(place => [place, 'ada' as const])) };
  const single = places.map(
    (one): Try => ({
      name: `only ${one}`,
      whose: Object.fromEntries(places.map(place => [place, place === one ? ('ada' as const) : ('eve' as const)])),
    }),
  );
  return places.length === 0 ? [] : places.length === 1 ? [all] : [all, ...single];
}

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
/** Only to see whether a body has a place for an id. */
const ALL_KINDS = [
  ...kinds.flatMap(kind => [`${idPrefixes[kind]}_${ULID}`, `${idPrefixes[kind]}_${ULID}_${ULID}`]),
  `sha256:${'0'.repeat(64)}`,
];

const targetFor = (route: Route, whose: Try['whose']): string =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => idFor(worlds[whose[name] ?? 'ada'], name));
const bodyFor = (route: Route, whose: Try['whose']): unknown =>
  route.body && sampleOf(route.body, worlds[whose.body ?? 'eve']);

function callAsEve(route: Route, whose: Try['whose']) {
  const body = bodyFor(route, whose);
  return api.call(route.method, targetFor(route, whose), { owner: 'eve', ...(body === undefined ? {} : { body }) });
}

const signedAway = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replace(/\?X-Amz[^"]*/g, ''));

/** All that Ada can read; a link's signature has the time in it. */
async function readAll(): Promise<Readonly<Record<string, unknown>>> {
  const reads = owned.filter(route => route.method === 'GET');
  const bodies = reads.map(
    async route => [route.key, signedAway((await api.call('GET', targetFor(route, {}))).body)] as const,
  );
  return Object.fromEntries(await Promise.all(bodies));
}

describe('the routes', () => {
  const withIds = owned.flatMap(route => triesOf(route).map(one => [`${route.key}: ${one.name}`, route, one] as const));

  test('with an id are all of these, and there are some', () => {
    const tried = new Set(withIds.map(([, route]) => route.key));
    const expected = owned.filter(route => /\{\w+Id\}/.test(route.path)).map(route => route.key);
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.filter(key => !tried.has(key))).toEqual([]);
  });

  test.each(withIds)('find nothing for another owner: %s', async (_, route, { whose }) => {
    const reply = await callAsEve(route, whose);
    expect(reply.body).toMatchObject({ status: 404, code: expect.stringMatching(/\.not-found$/) });
    // What was asked for may be named again; anything else of Ada's is a leak.
    const named = JSON.stringify([targetFor(route, whose), bodyFor(route, whose)]);
    const text = JSON.stringify(reply.body);
    const leaked = idsIn(worlds.ada).filter(id => text.includes(id) && !named.includes(id) && !worlds.eve.includes(id));
    expect(leaked).toEqual([]);
  });

  const withoutIds = owned.filter(route => triesOf(route).length === 0);
  test.each(withoutIds.map(route => [route.key, route] as const))(
    'without an id tell nothing of another owner: %s',
    async (_, route) => {
      const reply = await callAsEve(route, {});
      const mine = new Set(idsIn(worlds.eve));
      const text = JSON.stringify(reply.body);
      expect(reply.status).not.toBe(500);
      expect(idsIn(worlds.ada).filter(id => !mine.has(id) && text.includes(id))).toEqual([]);
      expect(text).not.toContain('"ada"');
    },
  );

  test('do not answer what a foreign id and an unknown one tell apart', async () => {
    for (const [, route] of withIds.filter(([, , one]) => one.name === 'all')) {
      const foreign = await callAsEve(route, Object.fromEntries(paramsOf(route).map(name => [name, 'ada' as const])));
      const unknown = route.path.replace(/\{(\w+)\}/g, (_, name: string) => unknownLike(idFor(worlds.ada, name)));
      const body = route.body && sampleOf(route.body, worlds.eve);
      const reply = await api.call(route.method, unknown, { owner: 'eve', ...(body === undefined ? {} : { body }) });
      expect({ key: route.key, code: reply.body.code, status: reply.status }).toEqual({
        key: route.key,
        code: foreign.body.code,
        status: foreign.status,
      });
    }
  });

  test('leave everything of another owner as it was', async () => {
    const before = await readAll();
    for (const [, route, { whose }] of withIds) await callAsEve(route, whose);
    for (const route of withoutIds) await callAsEve(route, {});
    expect(await readAll()).toEqual(before);
  });

  test('name no owner: the identity alone does', () => {
    const named = routeList.flatMap(route => [
      ...paramsOf(route),
      ...Object.keys(route.query?.shape ?? {}),
      ...stringsIn(route.body && Object.keys((sampleOf(route.body, ALL_KINDS) as object | undefined) ?? {})),
    ]);
    expect(named.filter(name => /owner|tenant|user/i.test(name))).toEqual([]);
  });
});

const unknownLike = (id: string): string => id.replace(/.{4}$/, 'ZZZZ');

describe('the socket', () => {
  const messages = ClientMessage.options.map(option => [option.shape.action.value, option] as const);
  const withStream = messages.filter(([, option]) => 'stream' in option.shape);
  const withTask = messages.filter(([, option]) => 'taskId' in option.shape);
  const streams = ['session', 'task'] as const;

  test('has messages with a stream or a task, and these are all that name anything', () => {
    expect(withStream.length).toBeGreaterThan(0);
    expect(withTask.length).toBeGreaterThan(0);
    const fields = messages.flatMap(([, option]) => Object.keys(option.shape));
    expect(new Set(fields)).toEqual(new Set(['action', 'stream', 'after', 'taskId']));
  });

  test.each(withStream.flatMap(([action]) => streams.map(kind => [action, kind] as const)))(
    'finds nothing for another owner: %s of a %s',
    async (action, kind) => {
      const stream = `${kind}/${idFor(worlds.ada, `${kind}Id`)}`;
      expect(await sendAs('eve', { action, stream })).toMatchObject([{ type: 'problem', status: 404 }]);
      expect(await sendAs('ada', { action, stream })).not.toMatchObject([{ type: 'problem' }]);
    },
  );

  test.each(withTask.map(([action]) => action))('finds no task of another owner: %s', async action => {
    const taskId = idFor(worlds.ada, 'taskId');
    expect(await sendAs('eve', { action, taskId })).toMatchObject([{ type: 'problem', status: 404 }]);
    expect(await sendAs('ada', { action, taskId })).not.toMatchObject([{ type: 'problem' }]);
  });
});

let sockets = 0;
async function sendAs(ownerId: Owner, message: unknown): Promise<ServerMessage[]> {
  sockets += 1;
  const connectionId = `socket-${sockets}`;
  const heard: ServerMessage[] = [];
  const push = {
    send: async (_: string, said: ServerMessage) => {
      heard.push(said);
      return 'sent' as const;
    },
    close: async () => undefined,
  };
  const deps = { store: api.store, push, limits: localLimits };
  const { ticket } = await makeTicket(api.store, { ownerId, origin: undefined, keyId: undefined });
  const at = (eventType: 'CONNECT' | 'MESSAGE') => ({ requestContext: { eventType, connectionId } });
  await handleSocket(deps, { ...at('CONNECT'), queryStringParameters: { ticket } });
  await handleSocket(deps, { ...at('MESSAGE'), body: JSON.stringify(message) });
  return heard;
}
