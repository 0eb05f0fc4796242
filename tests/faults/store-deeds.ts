/** Random doings of lib's store, each with all it is given, so that two stores can be made to do just the same. */

import type { Ids } from '../../lib/domain/ids.ts';
import {
  addConnection,
  addSubscription,
  connectionsOf,
  removeConnection,
  removeSubscription,
} from '../../lib/realtime/connections.ts';
import { makeTicket, redeemTicket } from '../../lib/realtime/tickets.ts';
import { reap } from '../../lib/reap/reap.ts';
import { recordArtifact } from '../../lib/store/artifacts.ts';
import { takeToken } from '../../lib/store/bucket.ts';
import { changeSession, changeTask, changeTaskAndSession } from '../../lib/store/change.ts';
import { claimIdempotent, findIdempotent, releaseIdempotent } from '../../lib/store/idempotency.ts';
import { renewLease, takeLease } from '../../lib/store/lease.ts';
import { listActiveTasks, listOpenProposals, listSessions, listTasks } from '../../lib/store/lists.ts';
import { settle, takeForCall } from '../../lib/store/quota.ts';
import { readChain } from '../../lib/store/read-chain.ts';
import { readEvents, readMessages, readState } from '../../lib/store/reads.ts';
import { listDueHolders, repairHolders } from '../../lib/store/repair-quota.ts';
import { deleteSecret, findSecret, listSecrets, markSecretUsed, putSecret } from '../../lib/store/secrets.ts';
import type { Store } from '../../lib/store/store.ts';
import { takeNext } from '../../lib/store/take-next.ts';
import { readUsage } from '../../lib/store/usage.ts';
import { sampleArtifact, sampleResult } from '../support/domain-samples.ts';
import { ownTime, takeOver } from '../support/own-time.ts';
import { message } from '../support/streams.ts';
import type { Dice } from './dice.ts';
import { giveYes } from './give-yes.ts';

/** What was laid down before, and so can be changed. */
export interface Known {
  readonly owners: readonly string[];
  readonly tasks: { readonly taskId: string; readonly sessionId: string; readonly ownerId: string }[];
  readonly cursors: string[];
  readonly claims: string[];
}

export interface Deed {
  readonly name: string;
  readonly do: (store: Store, ids: Ids) => Promise<unknown>;
}

const LIMITS = { runningTasks: 3, tasksPerDay: 6, usdPerDay: 4, requestsPerMinute: 60, burst: 4 };
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** `know` is told of what was done on the first store, so that later doings of both go on from it. */
export function deedBy(dice: Dice, known: Known): Deed {
  const ownerId = dice.one(known.owners);
  const number = dice.below(3);
  const of = known.tasks.length === 0 ? { taskId: 'tsk_none', sessionId: 'ses_none', ownerId } : dice.one(known.tasks);
  const { taskId, sessionId } = of;
  const key = `key-${number}`;
  const request = { ownerId, key, bodyHash: dice.one(['one', 'other']) };
  const claim = dice.one([...known.claims, 'none']);
  const fence = 1 + dice.below(3);
  const held = { taskId, fence };
  const lease = { workerId: `worker-${number}`, leaseMs: 30_000 };
  const cursor = dice.happens(50) ? dice.one([undefined, ...known.cursors]) : undefined;
  const page = { limit: 1 + dice.below(3), cursor };
  const call = { id: `call-${number}`, day: '2026-11-21', micros: 1_500_000, since: 0 };
  const taking = { ownerId, holder: call, as: 'call' as const, limits: LIMITS };
  const step = dice.below(4);
  const isSure = dice.happens(50);
  const opened = `connection-${number}`;
  const stream = dice.one([`task/${taskId}`, `session/${sessionId}`] as const);
  const bytes = Buffer.alloc(32, number);
  const secret = {
    ...{ ownerId, name: key, kind: 'password' as const, sites: ['shop.test'], fields: [], version: 1 + number },
    ...{ sealed: { v: 1, data: 'x' }, madeAt: 'then', updatedAt: 'now' },
  };
  const add = (worker: boolean) => (store: Store, ids: Ids) =>
    changeTask(store, taskId, () => [{ type: 'page.observed', data: seen(step, ids) }], worker ? { fence } : {});

  const deeds: readonly (readonly [string, Deed['do']])[] = [
    ['yes', (store, ids) => giveYes({ store, ownerId, ids }).then(made => ({ ...made, ownerId }))],
    ['yes', (store, ids) => giveYes({ store, ownerId, ids }).then(made => ({ ...made, ownerId }))],
    ['say', (store, ids) => changeSession(store, of, () => [message(ids, key)])],
    ['say nothing', store => changeSession(store, of, () => [])],
    [
      'say once',
      (store, ids) =>
        changeSession(store, of, () => [message(ids, key)], {
          idempotency: { ...request, status: 201, body: { key }, ...(isSure && { claim }) },
        }),
    ],
    ['take', store => takeLease(store, taskId, lease)],
    ['take over', store => takeOver(store, taskId, lease)],
    ['take next', store => takeNext(store, taskId, lease)],
    ['renew', store => renewLease(store, held, 30_000)],
    ['observe', add(true)],
    ['observe as anybody', add(false)],
    ['cancel', store => changeTask(store, taskId, () => [{ type: 'cancel.requested', data: {} }], { ownerId })],
    [
      'end',
      (store, ids) =>
        changeTaskAndSession(store, { ...of, ...(isSure && { fence }) }, () => ({
          task: [{ type: 'task.finished', data: { result: sampleResult('completed') } }],
          session: [message(ids, 'over'), { type: 'task.reported', data: { taskId, status: 'completed' } }],
        })),
    ],
    ['keep', (store, ids) => recordArtifact(store, sampleArtifact(ids, taskId), fence)],
    ['find', store => findIdempotent(store, request)],
    ['claim', store => claimIdempotent(store, request)],
    ['release claim', store => releaseIdempotent(store, request, claim)],
    ['tasks', store => listTasks(store, ownerId, page)],
    ['sessions', store => listSessions(store, ownerId, page)],
    ['active', store => listActiveTasks(store, page)],
    ['proposals', store => listOpenProposals(store, { ...page, dueBefore: new Date(store.clock()).toISOString() })],
    ['reap', store => reap({ store, clock: store.clock, log: silent, ...ownTime() })],
    ['call', store => takeForCall(store, taking)],
    ['settle', store => settle(store, { ownerId, holder: call, as: 'call', usd: 0.25 })],
    ['due', store => listDueHolders(store, 10)],
    ['repair', store => repairHolders(store, ownerId)],
    ['usage', store => readUsage(store, ownerId)],
    ['token', store => takeToken(store, ownerId, LIMITS)],
    ['state', store => readState(store, stream)],
    ['events', store => readEvents(store, stream, { after: step, limit: 1 + number })],
    ['messages', store => readMessages(store, sessionId)],
    ['chain', store => readChain(store, stream)],
    ['put secret', store => putSecret(store, secret)],
    ['find secret', store => findSecret(store, ownerId, key)],
    ['use secret', store => markSecretUsed(store, ownerId, key)],
    ['list secrets', store => listSecrets(store, ownerId)],
    ['delete secret', store => deleteSecret(store, ownerId, key)],
    ['ticket', store => makeTicket(store, { ownerId, origin: undefined, keyId: undefined }, () => bytes)],
    ['redeem', store => redeemTicket(store, `tck_${bytes.toString('base64url')}`, undefined)],
    ['connect', store => addConnection(store, opened, { ownerId })],
    ['disconnect', store => removeConnection(store, opened)],
    ['follow', store => addSubscription(store, ownerId, opened, stream)],
    ['leave', store => removeSubscription(store, ownerId, opened, stream)],
    ['sockets', store => connectionsOf(store, ownerId)],
  ];
  const [name, doing] = dice.one(deeds);
  return { name: `${name} (${ownerId}, ${taskId.slice(-4)}, ${number})`, do: doing };
}

function seen(step: number, ids: Ids) {
  return { step, url: 'https://shop.test/', title: ids('message'), text: 'words', ms: 1 };
}
