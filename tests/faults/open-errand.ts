/** A world of one errand: its workers, its person, the reaper. Whose table, bucket and site these are it does not know. */

import type { Bucket } from '../../lib/artifacts/bucket.ts';
import type { Budget } from '../../lib/domain/budget.ts';
import { type Limits, localLimits } from '../../lib/domain/quota.ts';
import type { Task } from '../../lib/domain/task.ts';
import { type Reaped, reap } from '../../lib/reap/reap.ts';
import { readTask } from '../../lib/store/reads.ts';
import type { Store } from '../../lib/store/store.ts';
import { runNext, runTask, type TaskRun } from '../../lib/worker/run-task.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';
import { countedIds } from '../support/domain-samples.ts';
import { errandModel, errandPage, SECRET } from './errand.ts';
import type { Site } from './errand-site.ts';
import { giveYes } from './give-yes.ts';
import { handsOf } from './hands.ts';
import { keys, type Person, personOf } from './person.ts';
import { bucketOf, storeOf } from './points.ts';
import type { Actor, Schedule, ScheduleOptions } from './schedule.ts';
import { type HandAct, type Heard, readWorld, type World } from './world.ts';

export interface WorldOptions extends Omit<ScheduleOptions, 'now' | 'isInMemory'> {
  /** What the model's thinking takes: after 5 s a checkpoint is due. */
  readonly thinkMs?: (worker: string) => number;
  readonly budget?: Partial<Budget>;
  readonly limits?: Limits;
  /** The errand types one that nobody has stored. */
  readonly hasSecret?: boolean;
  /** By how much an actor's clock is ahead of the world's, asked at each look at it: it may jump. */
  readonly skewMs?: (actor: string) => number;
  /** For how long retries wait, 0 ≤ x < 1. */
  readonly random?: () => number;
  /** Sits between a worker's turns and the real table: for what is broken on purpose. */
  readonly breakStore?: (store: Store, worker: string) => Store;
  readonly breakDeps?: (deps: WorkerDeps, worker: string) => WorkerDeps;
  /** The same for what persons ask and say. */
  readonly breakPerson?: (store: Store) => Store;
}

export type Stopped = 'died' | 'frozen';

export interface Errand {
  readonly schedule: Schedule;
  readonly store: Store;
  readonly taskId: string;
  readonly sessionId: string;
  readonly ownerId: string;
  /** A worker that got the message; settles where the schedule killed or froze it, too. */
  work(name: string, taskId?: string): Promise<TaskRun | Stopped>;
  /** The same as the function on the queue does it: whatever task is next, and that is this one. */
  workNext(name: string, taskId: string): Promise<TaskRun | Stopped>;
  /** What comes of a worker or a reaper that was frozen and has thawed. */
  ended(name: string): Promise<unknown>;
  reap(name?: string): Promise<Reaped | Stopped>;
  /** Anybody else's doing that may be killed or frozen, on a store whose calls are its turns. */
  run<T>(name: string, doing: (store: Store, actor: Actor) => Promise<T>): Promise<T | Stopped>;
  read(): Promise<Task>;
  person(name?: string): Person;
  look(): Promise<World>;
}

export interface Parts {
  readonly schedule: Schedule;
  readonly store: Store;
  readonly bucket: Bucket;
  readonly site: Site;
  readonly options: WorldOptions;
  readonly ownerId: string;
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

export async function openErrand({ schedule, store, bucket, site, options, ownerId }: Parts): Promise<Errand> {
  const ids = countedIds();
  const { budget, limits = localLimits, hasSecret = false } = options;
  const secrets = hasSecret ? [SECRET.name] : undefined;
  const { taskId, sessionId } = await giveYes({ store, ownerId, ids, budget, limits, secrets });
  const byHand: HandAct[] = [];
  const heard: Heard[] = [];
  let said = 0;
  const nth = (): number => ++said;
  const clockOf = (name: string) => (): number => schedule.clock() + (options.skewMs?.(name) ?? 0);
  let marks = 0;
  const runs = new Map<string, Promise<unknown>>();
  const follow = <T>(name: string, { stopped }: Actor, run: Promise<T>): Promise<T | Stopped> => {
    runs.set(
      name,
      run.catch((error: unknown) => error),
    );
    return Promise.race([run, stopped]);
  };
  const depsOf = (actor: Actor, of: string): WorkerDeps => ({
    store: (options.breakStore ?? (given => given))(storeOf(store, actor, clockOf(actor.name)), actor.name),
    bucket: bucketOf(bucket, actor),
    model: errandModel(
      actor,
      () => schedule.advance(options.thinkMs?.(actor.name) ?? 6_000),
      told => void heard.push({ worker: actor.name, told, at: schedule.clock() }),
    ),
    openBrowser: ({ secrets: source }) =>
      actor.pass('open browser', async () => {
        const page = errandPage({
          ...{ actor, taskId: of, save: act => site.save(act) },
          ...(hasSecret && { secrets: source }),
        });
        const live = handsOf(actor, input =>
          byHand.push({ taskId: of, worker: actor.name, input, at: schedule.clock() }),
        );
        const close = async (): Promise<void> => {};
        return { page, live, version: actor.name, pid: 1, hosts: () => [], contacts: () => [], close };
      }),
    browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
    keys,
    timing: { parkAfterMs: 2_000, restMs: 60_000, closingMs: 20_000 },
    clock: clockOf(actor.name),
    steady: schedule.clock,
    ids,
    mark: () => `mark${++marks}`,
    sleep: (ms, signal) => actor.sleep(ms, signal),
    ...(options.random && { random: options.random }),
    workerId: actor.name,
    log: () => {},
  });
  const work = (name: string, of: string, run: typeof runTask): Promise<TaskRun | Stopped> => {
    const actor = schedule.actor(name);
    const deps = (options.breakDeps ?? (given => given))(depsOf(actor, of), name);
    return follow(name, actor, run(deps, of, deps.clock() + 900_000));
  };
  const run: Errand['run'] = (name, doing) => {
    const actor = schedule.actor(name);
    return follow(name, actor, doing(storeOf(store, actor, clockOf(name)), actor));
  };
  return {
    schedule,
    store,
    taskId,
    sessionId,
    ownerId,
    work: (name, of = taskId) => work(name, of, runTask),
    workNext: (name, of) => work(name, of, async (...given) => (await runNext(...given)).run),
    ended: async name => runs.get(name),
    reap: (name = 'reaper') =>
      run(name, (given, actor) =>
        reap({ store: given, clock: given.clock, steady: schedule.clock, sleep: ms => actor.sleep(ms), log: silent }),
      ),
    run,
    read: async () => (await readTask(store, ownerId, taskId)).state,
    person: (name = 'person') =>
      personOf(
        {
          ...{ store: (options.breakPerson ?? (given => given))(store), bucket, clock: schedule.clock },
          ...{ ownerId, taskId, limits, nth },
        },
        schedule.actor(name),
      ),
    look: async () => ({
      ...(await readWorld(store, bucket, { ownerId, site: site.log.filter(act => act.taskId === taskId) })),
      ...{ byHand: [...byHand], heard: [...heard], limits },
    }),
  };
}
