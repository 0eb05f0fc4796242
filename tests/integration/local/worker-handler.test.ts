/** The worker's real handler behind the queue pump: poison ends in the dead-letter queue in seconds, and its neighbours do not wait for it. */

import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '../../../lib/domain/task.ts';
import { type LocalStorage, startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { type QueuePump, startQueuePump } from '../../../lib/local/queue-pump.ts';
import { redriveAll } from '../../../lib/queue/dead-letters.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { readTask } from '../../../lib/store/reads.ts';
import type { Store } from '../../../lib/store/store.ts';
import { countedIds } from '../../support/domain-samples.ts';
import { layQueued } from '../../support/lay-queued.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../../support/table.ts';

let table: TestTable;
let storage: LocalStorage;
let sqs: SQSClient;
let store: Store;
let pump: QueuePump;
const ids = countedIds();
beforeAll(async () => {
  [table, storage] = await Promise.all([openTestTable(), startStorage()]);
  store = { ...table.store, clock: () => Date.now() };
  sqs = new SQSClient({ endpoint: storage.endpoint, region: testRegion, credentials: testCredentials });
  pump = startQueuePump({
    client: sqs,
    queueUrl: storage.queueUrl,
    workers: 1,
    // What nobody gives back is put aside after five times as long, and that is later than this test waits.
    visibilitySeconds: 15,
    handler: new URL('../../../functions/worker/index.ts', import.meta.url),
    env: {
      ERRAND_TABLE: store.table,
      ERRAND_BUCKET: storage.bucket,
      ERRAND_QUEUE_URL: storage.queueUrl,
      AWS_REGION: testRegion,
      AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_ENDPOINT_URL_S3: storage.endpoint,
      AWS_ENDPOINT_URL_SQS: storage.endpoint,
      POWERTOOLS_LOG_LEVEL: 'SILENT',
    },
    log: () => {},
  });
});
afterAll(async () => {
  await pump.close();
  sqs.destroy();
  await Promise.all([table.close(), storage.close()]);
});

const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl: storage.queueUrl, MessageBody }));
const messageOf = ({ taskId }: Pick<Task, 'taskId'>): string => JSON.stringify({ v: 1, taskId });

/** Its worker only ends it: no browser is needed. */
async function layCancelled(): Promise<Task> {
  const task = await layQueued(store, ids, { ownerId: 'alice' });
  await changeTask(store, task.taskId, () => [{ type: 'cancel.requested', data: {} }]);
  return task;
}
const statusOf = async ({ taskId }: Task): Promise<string> => (await readTask(store, 'alice', taskId)).state.status;

const poison = [
  'not json',
  '{"v":2,"taskId":"tsk_00000000000000000000000001"}',
  '{"v":1,"taskId":"tsk_00000000000000000000000001","run":"rm -rf /"}',
  '{"v":1,"taskId":"ses_00000000000000000000000001"}',
];

test('of poison and tasks in one queue the tasks are done at once, and the poison alone is put aside', async () => {
  const first = await layCancelled();
  const last = await layCancelled();
  await send(messageOf(first));
  for (const body of poison) await send(body);
  await send('{"v":1,"taskId":"tsk_99999999999999999999999999"}');
  await send(messageOf(last));
  await expect.poll(() => statusOf(last), { timeout: 25_000, interval: 100 }).toBe('cancelled');
  expect(await statusOf(first)).toBe('cancelled');

  const aside: string[] = [];
  const receive = async (): Promise<number> => {
    const request = { QueueUrl: storage.deadLetterUrl, WaitTimeSeconds: 1, VisibilityTimeout: 5 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ ...request, MaxNumberOfMessages: 10 }));
    for (const { Body = '' } of Messages) if (!aside.includes(Body)) aside.push(Body);
    return aside.length;
  };
  await expect.poll(receive, { timeout: 40_000, interval: 100 }).toBe(poison.length);
  // A message of a task that is not there is handled: nobody can ever do more with it.
  expect(aside.toSorted()).toEqual(poison.toSorted());
}, 90_000);

test('a message that was put aside and is sent again is handled', async () => {
  const task = await layCancelled();
  await sqs.send(new SendMessageCommand({ QueueUrl: storage.deadLetterUrl, MessageBody: messageOf(task) }));
  expect(await redriveAll({ sqs, queueUrl: storage.queueUrl }, Date.now() + 1)).toBeGreaterThan(0);
  await expect.poll(() => statusOf(task), { timeout: 20_000, interval: 100 }).toBe('cancelled');
}, 60_000);
