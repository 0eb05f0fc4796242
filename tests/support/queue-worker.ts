/** The worker as a process on the queue pump, all real but its browser, which starts nowhere: so all of its time is the queue's and the table's. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { openBucket } from '../../lib/artifacts/bucket.ts';
import { ErrandError } from '../../lib/domain/errors.ts';
import { idPrefixes } from '../../lib/domain/ids.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { documentClient } from '../../lib/store/store.ts';
import { runNext } from '../../lib/worker/run-task.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';
import { testCredentials, testRegion } from './table.ts';

const { DYNAMO = '', STORAGE = '', BUCKET = '' } = process.env;
const cloud = { region: testRegion, credentials: testCredentials };
/** A task runs for so long, so that others see it run. */
const RUNS_MS = 40;

const never = (): Promise<never> => Promise.reject(new Error('No model is asked without a browser.'));

const deps: WorkerDeps = {
  store: {
    db: documentClient(new DynamoDBClient({ ...cloud, endpoint: DYNAMO })),
    table: 'errand',
    clock: () => Date.now(),
  },
  bucket: openBucket({ ...cloud, endpoint: STORAGE, bucket: BUCKET }),
  model: { name: 'none', seesImages: false, complete: never },
  async openBrowser() {
    await sleep(RUNS_MS);
    throw new ErrandError('browser.library-missing', 'There is no browser in this test.');
  },
  browser: { chromeDir: '/nowhere', chromePath: undefined, allowHosts: [] },
  timing: { parkAfterMs: 20_000, restMs: 60_000, closingMs: 20_000 },
  clock: () => Date.now(),
  steady: () => performance.now(),
  ids: kind => `${idPrefixes[kind]}_${ulid()}`,
  mark: () => 'mark',
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
  workerId: randomUUID(),
  log: () => {},
};

/** As `functions/worker/index.ts` does it. */
export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    const message = parseMessage(body);
    if (message === undefined) batchItemFailures.push({ itemIdentifier: messageId });
    else await runNext(deps, message.taskId, deps.clock() + 900_000);
  }
  return { batchItemFailures };
};
