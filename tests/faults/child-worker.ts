/** A worker as a process of its own, for signals that are real. Tells the site how far it is and waits for the answer; its clock is a file. */

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { makeIds } from '../../lib/machine.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { documentClient } from '../../lib/store/store.ts';
import { runTask } from '../../lib/worker/run-task.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';
import { testCredentials, testRegion } from '../support/table.ts';
import { errandModel, errandPage } from './errand.ts';
import { post } from './errand-site.ts';
import { bucketOf, storeOf } from './points.ts';
import type { Actor } from './schedule.ts';

const need = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};

const siteUrl = need('SITE');
const stopsAt = need('STOPS_AT');
const clock = (): number => Number(readFileSync(need('CLOCK_FILE'), 'utf8'));
const POLL_MS = 20;

const actor: Actor = {
  name: need('WORKER'),
  stopped: new Promise(() => {}),
  async pass(point, act) {
    const done = await act();
    if (point === stopsAt) await (await fetch(`${siteUrl}?point=${encodeURIComponent(point)}`)).text();
    return done;
  },
  sleep: async (_ms, signal) => pause(POLL_MS, undefined, signal && { signal }),
};

function depsFor(taskId: string): WorkerDeps {
  const client = new DynamoDBClient({ region: testRegion, endpoint: need('DYNAMO'), credentials: testCredentials });
  const store = { db: documentClient(client), table: need('TABLE'), clock };
  const bucket = openBucket({
    region: testRegion,
    endpoint: need('STORAGE'),
    credentials: testCredentials,
    bucket: need('BUCKET'),
  });
  let marks = 0;
  return {
    store: storeOf(store, actor, clock),
    bucket: bucketOf(bucket, actor),
    model: errandModel(actor),
    openBrowser: async () => {
      const page = errandPage({ actor, taskId, save: act => post(siteUrl, act) });
      return { page, version: actor.name, pid: 1, hosts: () => [], contacts: () => [], close: async () => {} };
    },
    browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
    keys: { kind: 'file', keyId: 'file:test', key: new Uint8Array(32).fill(7) },
    timing: { parkAfterMs: 0, restMs: 60_000, closingMs: 20_000 },
    clock,
    steady: clock,
    ids: makeIds(),
    mark: () => `mark${++marks}`,
    sleep: (ms, signal) => actor.sleep(ms, signal),
    workerId: actor.name,
    log: () => {},
  };
}

export const handler = async ({ Records }: SQSEvent): Promise<unknown> => {
  const taskId = parseMessage(Records[0]?.body ?? '')?.taskId ?? '';
  return runTask(depsFor(taskId), taskId, clock() + 900_000);
};
