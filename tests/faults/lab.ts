/** Real table and bucket, a real small site, and on them worlds of one errand each: its workers, its person, the reaper. For fault tests only. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startTask } from '../../lib/api/give-consent.ts';
import { type Bucket, openBucket } from '../../lib/artifacts/bucket.ts';
import type { Budget } from '../../lib/domain/budget.ts';
import { makeProposal } from '../../lib/domain/proposal.ts';
import { localLimits } from '../../lib/domain/quota.ts';
import { createSession } from '../../lib/domain/session.ts';
import type { Task } from '../../lib/domain/task.ts';
import { startStorage } from '../../lib/local/emulators/start-storage.ts';
import { type Reaped, reap } from '../../lib/reap/reap.ts';
import { createSessionStream } from '../../lib/store/change.ts';
import { readTask } from '../../lib/store/reads.ts';
import { createTable } from '../../lib/store/schema.ts';
import type { Store } from '../../lib/store/store.ts';
import { runTask, type TaskRun } from '../../lib/worker/run-task.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';
import { countedIds, sampleTerms } from '../support/domain-samples.ts';
import { openTestTable, testCredentials, testRegion } from '../support/table.ts';
import { errandModel, errandPage } from './errand.ts';
import { type ErrandSite, startErrandSite } from './errand-site.ts';
import { type Person, personOf } from './person.ts';
import { bucketOf, storeOf } from './points.ts';
import { type Actor, openSchedule, type Schedule, type ScheduleOptions } from './schedule.ts';
import { readWorld, type World } from './world.ts';

export interface WorldOptions extends Omit<ScheduleOptions, 'now'> {
  /** What the model's thinking takes: after 5 s a checkpoint is due. */
  readonly thinkMs?: (worker: string) => number;
  readonly budget?: Partial<Budget>;
  /** Sits between a worker's turns and the real table: for what is broken on purpose. */
  readonly breakStore?: (store: Store, worker: string) => Store;
  readonly breakDeps?: (deps: WorkerDeps, worker: string) => WorkerDeps;
}

export interface Errand {
  readonly schedule: Schedule;
  readonly store: Store;
  readonly taskId: string;
  readonly ownerId: string;
  /** A worker that got the message; settles where the schedule killed or froze it, too. */
  work(name: string, taskId?: string): Promise<TaskRun | 'died' | 'frozen'>;
  /** What comes of a worker or a reaper that was frozen and has thawed. */
  ended(name: string): Promise<unknown>;
  reap(name?: string): Promise<Reaped | 'died' | 'frozen'>;
  read(): Promise<Task>;
  person(name?: string): Person;
  look(): Promise<World>;
}

export interface Lab {
  open(options?: WorldOptions): Promise<Errand>;
  readonly site: ErrandSite;
  readonly endpoints: {
    readonly dynamo: string;
    readonly storage: string;
    readonly bucket: string;
    readonly site: string;
  };
  close(): Promise<void>;
}

const START = Date.parse('2026-11-21T08:00:00.000Z');
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const keys = { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) } as const;

export async function openLab(): Promise<Lab> {
  const [engine, storage, site] = await Promise.all([openTestTable(), startStorage(), startErrandSite()]);
  const client = new DynamoDBClient({ region: testRegion, endpoint: engine.endpoint, credentials: testCredentials });
  const { bucket: name, endpoint } = storage;
  const bucket = openBucket({ region: testRegion, endpoint, credentials: testCredentials, bucket: name });
  let count = 0;
  return {
    site,
    endpoints: { dynamo: engine.endpoint, storage: endpoint, bucket: name, site: site.url },
    async open(options = {}) {
      count += 1;
      const table = `errand-${count}`;
      await createTable(client, table);
      const schedule = openSchedule({ ...options, now: START });
      site.setClock(schedule.clock);
      const store = { db: engine.store.db, table, clock: schedule.clock };
      return openErrand({ schedule, store, bucket, site, options, ownerId: `owner-${count}` });
    },
    async close() {
      client.destroy();
      bucket.s3.destroy();
      await Promise.all([engine.close(), storage.close(), site.close()]);
    },
  };
}

interface Parts {
  readonly schedule: Schedule;
  readonly store: Store;
  readonly bucket: Bucket;
  readonly site: ErrandSite;
  readonly options: WorldOptions;
  readonly ownerId: string;
}

async function openErrand(parts: Parts): Promise<Errand> {
  const { schedule, store, bucket, site, options, ownerId } = parts;
  const { clock } = schedule;
  const ids = countedIds();
  const taskId = await consent(parts, ids);
  let marks = 0;
  const runs = new Map<string, Promise<unknown>>();
  const follow = <T>(name: string, { stopped }: Actor, run: Promise<T>): Promise<T | 'died' | 'frozen'> => {
    runs.set(
      name,
      run.catch((error: unknown) => error),
    );
    return Promise.race([run, stopped]);
  };
  const depsOf = (actor: Actor, of: string): WorkerDeps => ({
    store: (options.breakStore ?? (given => given))(storeOf(store, actor, clock), actor.name),
    bucket: bucketOf(bucket, actor),
    model: errandModel(actor, () => schedule.advance(options.thinkMs?.(actor.name) ?? 6_000)),
    openBrowser: () =>
      actor.pass('open browser', async () => {
        const page = errandPage({ actor, taskId: of, siteUrl: site.url });
        const close = async (): Promise<void> => {};
        return { page, version: actor.name, pid: 1, hosts: () => [], contacts: () => [], close };
      }),
    browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
    keys,
    timing: { parkAfterMs: 2_000, restMs: 60_000, closingMs: 20_000 },
    clock,
    ids,
    mark: () => `mark${++marks}`,
    sleep: (ms, signal) => actor.sleep(ms, signal),
    workerId: actor.name,
    log: () => {},
  });
  return {
    schedule,
    store,
    taskId,
    ownerId,
    work(name, of = taskId) {
      const actor = schedule.actor(name);
      const deps = (options.breakDeps ?? (given => given))(depsOf(actor, of), name);
      return follow(name, actor, runTask(deps, of, clock() + 900_000));
    },
    ended: async name => runs.get(name),
    reap(name = 'reaper') {
      const actor = schedule.actor(name);
      return follow(name, actor, reap({ store: storeOf(store, actor, clock), clock, log: silent }));
    },
    read: async () => (await readTask(store, ownerId, taskId)).state,
    person: (name = 'person') => personOf({ store, bucket, clock, ownerId, taskId }, schedule.actor(name)),
    look: () => readWorld(store, bucket, { ownerId, site: site.log.filter(act => act.taskId === taskId) }),
  };
}

/** As the API does it: session, proposal, yes. */
async function consent(
  { schedule, store, options, ownerId }: Parts,
  ids: ReturnType<typeof countedIds>,
): Promise<string> {
  const now = schedule.clock();
  // The site logs by task, so the ids of two worlds must differ: their first digits are the world's number.
  const world = ownerId.replace('owner-', '').padStart(6, '0');
  const own: typeof ids = kind => ids(kind).replace(/_.{6}/, `_${world}`);
  const sessionId = own('session');
  const terms = sampleTerms({ startUrl: 'https://shop.test/', expiresAt: new Date(now + 60_000).toISOString() });
  const scope = {
    sites: ['shop.test'],
    verbs: ['read', 'navigate', 'input', 'submit'] as const,
    budget: { ...terms.scope.budget, ...options.budget },
  };
  const proposal = makeProposal(
    { ...terms, scope: { ...scope, verbs: [...scope.verbs] } },
    { proposalId: own('proposal'), sessionId, now },
  );
  const session = createSession({ sessionId, ownerId, title: 'Save a form', now });
  await createSessionStream(store, session, [
    { type: 'session.created', data: { title: 'Save a form' } },
    { type: 'proposal.made', data: { proposal } },
  ]);
  const deps = { store, clock: schedule.clock, ids: own, log: silent, origins: [], limits: localLimits };
  const { proposalId, digest } = proposal;
  const yes = { ownerId, sessionId, proposalId, digest, by: 'request' as const };
  const { task } = await startTask(deps, yes, { remember: () => ({}) });
  return task.taskId;
}
