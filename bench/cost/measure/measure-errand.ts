/** Runs one errand whole, from the first word to the last event at the socket, on the real table, bucket and code, and counts its calls. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ModelClient } from '../../../lib/agent/model-client.ts';
import { openBucket } from '../../../lib/artifacts/bucket.ts';
import { ErrandError } from '../../../lib/domain/errors.ts';
import { startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { reap } from '../../../lib/reap/reap.ts';
import { HOLDERS_DUE_MS } from '../../../lib/store/quota.ts';
import { runNext } from '../../../lib/worker/run-task.ts';
import type { WorkerDeps } from '../../../lib/worker/worker-deps.ts';
import { openTestApi, type TestApi } from '../../../tests/support/api.ts';
import { countedIds } from '../../../tests/support/domain-samples.ts';
import { testCredentials, testRegion } from '../../../tests/support/table.ts';
import { addUp, type Call, type Census, nameCall } from '../calls.ts';
import { type CallCounter, type Counted, countCalls, type NewEvent } from './count-calls.ts';
import { growingContacts, measuredLive, measuredModel, measuredPage, type Script } from './measured-page.ts';
import { passingTime } from './passing-time.ts';
import { proposesErrand } from './propose-errand.ts';
import { watchErrand } from './watch-errand.ts';

export interface Measured {
  readonly counted: readonly Counted[];
  readonly events: readonly NewEvent[];
  /** What went to the socket, in messages. */
  readonly pushed: number;
  readonly queued: number;
}

export interface Measuring extends Script {
  readonly msPerStep: number;
  readonly isWatchedLive: boolean;
}

/** Of a part of the errand, such as `worker`. */
export function censusOf({ counted }: Measured, during: string): Census {
  return addUp(counted.filter(one => one.during === during).map(({ call }): [string, number] => [nameCall(call), 1]));
}

/** The mean of what was read or written of an item, in bytes. */
export function bytesOf({ counted }: Measured, matches: (call: Call) => number | undefined): number {
  const sizes = counted.flatMap(({ call, bytes }) => bytes[matches(call) ?? -1] ?? []);
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

export async function measureErrand(errand: Measuring): Promise<Measured> {
  const [api, storage] = await Promise.all([openTestApi(), startStorage()]);
  const reader = new DynamoDBClient({ region: testRegion, endpoint: api.endpoint, credentials: testCredentials });
  const bucket = openBucket({
    region: testRegion,
    endpoint: storage.endpoint,
    credentials: testCredentials,
    bucket: storage.bucket,
  });
  try {
    const counter = countCalls(api.client, reader);
    counter.watchBucket(bucket.s3);
    const asked = await converse(api, counter);
    const watcher = watchErrand(api, counter);
    await watcher.open(asked);
    if (errand.isWatchedLive) await watcher.watchLive();
    const work = await openWork(api, counter, { errand, bucket });
    for (let left = errand.waits; ; left -= 1) {
      const run = await work(asked.taskId);
      if (run.kind === 'ended') break;
      if (run.kind === 'dropped' || left === 0) throw new Error(`The errand was ${run.kind}: ${run.why}.`);
      counter.during = 'api answer';
      await posted(api, `/sessions/${asked.sessionId}/messages`, { text: 'The first.' });
    }
    if (errand.isWatchedLive) await watcher.endLive();
    const { pushed, queued } = await watcher.follow();
    await reapOnce(api, counter);
    return { counted: counter.counted, events: counter.events, pushed, queued };
  } finally {
    bucket.s3.destroy();
    reader.destroy();
    await Promise.all([api.close(), storage.close()]);
  }
}

export interface AskedErrand {
  readonly sessionId: string;
  readonly taskId: string;
}

async function converse(api: TestApi, counter: CallCounter): Promise<AskedErrand> {
  counter.during = 'api session';
  const { sessionId } = (await posted(api, '/sessions', {})).session;
  counter.during = 'api message';
  api.script(...proposesErrand());
  const said = await posted(api, `/sessions/${sessionId}/messages`, { text: 'List the rivers with their lengths.' });
  counter.during = 'api consent';
  const { proposalId, digest } = said.proposal;
  const { task } = await posted(api, `/sessions/${sessionId}/tasks`, { proposalId, digest });
  return { sessionId, taskId: task.taskId };
}

/** When the owner's places are due to be looked at; nothing is amiss. */
async function reapOnce(api: TestApi, counter: CallCounter): Promise<void> {
  api.advance(HOLDERS_DUE_MS + 60_000);
  counter.during = 'reaper';
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  await reap({
    store: api.store,
    clock: api.store.clock,
    log,
    steady: api.store.clock,
    sleep: async ms => api.advance(ms),
  });
}

let keys = 0;
const READING_MS = 1_000;

/** With an Idempotency-Key, as the console and every client of ours sends one. */
async function posted(api: TestApi, path: string, body: unknown) {
  // A person reads before the next one.
  api.advance(READING_MS);
  const reply = await api.call('POST', path, { body, key: `measured-${++keys}` });
  if (reply.status >= 300) throw new Error(`POST ${path} was answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

interface Working {
  readonly errand: Measuring;
  readonly bucket: WorkerDeps['bucket'];
}

const DEADLINE_MS = 900_000;

async function openWork(api: TestApi, counter: CallCounter, { errand, bucket }: Working) {
  const { store } = api;
  const time = passingTime({ now: store.clock, advance: api.advance, inFlight: counter.inFlight });
  const { page, contacts } = growingContacts(measuredPage(errand));
  const deps: WorkerDeps = {
    store,
    bucket,
    model: slow(measuredModel(errand), ms => time.sleep(ms, new AbortController().signal), errand.msPerStep),
    openBrowser: async () => ({
      page,
      version: 'Scripted/1',
      pid: 1,
      hosts: () => [],
      contacts,
      live: measuredLive,
      close: async () => {},
    }),
    browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
    keys: counter.watchKeys('measured'),
    show: async () => 'sent',
    timing: { parkAfterMs: 20_000, restMs: 60_000, closingMs: 20_000 },
    clock: store.clock,
    steady: store.clock,
    ids: countedIds(),
    mark: () => 'mark',
    sleep: time.sleep,
    workerId: 'worker-1',
    log: (level, message, fields) => {
      if (level === 'error') throw new ErrandError('internal.unexpected', `${message} ${JSON.stringify(fields)}`);
    },
  };
  return async (taskId: string) => {
    counter.during = 'worker';
    return (await time.passUntil(runNext(deps, taskId, store.clock() + DEADLINE_MS))).run;
  };
}

/** All of a step's time lies in its decision; what reads a page in the same step takes none. */
function slow(model: ModelClient, pause: (ms: number) => Promise<void>, ms: number): ModelClient {
  return {
    ...model,
    async complete(request, signal) {
      if (request.purpose !== 'extract') await pause(ms);
      return model.complete(request, signal);
    },
  };
}
