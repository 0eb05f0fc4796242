/** The real handler of other services' requests behind a queue with the stack's hidden time: what is none is put aside in seconds, and its neighbours are taken. */

import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INGRESS_SECONDS } from '../../infra/limits.ts';
import { type LocalStorage, startStorage } from '../../lib/local/emulators/start-storage.ts';
import { type QueuePump, startQueuePump } from '../../lib/local/queue-pump.ts';
import { listDeadLetters } from '../../lib/queue/dead-letters.ts';
import { listSessions } from '../../lib/store/lists.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../support/table.ts';

let table: TestTable;
let storage: LocalStorage;
let sqs: SQSClient;
let pump: QueuePump;

beforeAll(async () => {
  [table, storage] = await Promise.all([openTestTable(), startStorage()]);
  sqs = new SQSClient({ endpoint: storage.endpoint, region: testRegion, credentials: testCredentials });
  pump = startQueuePump({
    client: sqs,
    queueUrl: storage.queueUrl,
    workers: 1,
    visibilitySeconds: 6 * INGRESS_SECONDS,
    handler: new URL('../../functions/ingress.ts', import.meta.url),
    env: {
      ERRAND_TABLE: table.store.table,
      ERRAND_QUEUE_URL: storage.queueUrl,
      AWS_REGION: testRegion,
      AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
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

const request = (ownerId: string, detailType = 'errand.requested'): string =>
  JSON.stringify({
    source: 'billing',
    'detail-type': detailType,
    detail: { v: 1, ownerId, text: 'go to https://shop.example and list the name as a table' },
  });

const none = ['no JSON', '{}', request('bob', 'order.paid'), request('not an owner')];

test('of requests and what is none in one queue the requests are taken, and the others put aside, each within seconds', async () => {
  for (const MessageBody of [request('alice'), ...none, request('carol')])
    await sqs.send(new SendMessageCommand({ QueueUrl: storage.queueUrl, MessageBody }));
  const { queueUrl } = storage;
  const aside = async () => (await listDeadLetters({ sqs, queueUrl })).map(({ body }) => body).toSorted();
  await expect.poll(aside, { timeout: 25_000, interval: 200 }).toEqual(none.toSorted());
  for (const ownerId of ['alice', 'carol'])
    await expect
      .poll(async () => (await listSessions(table.store, ownerId, { limit: 10 })).items, { timeout: 10_000 })
      .toMatchObject([{ status: 'awaiting_confirmation' }]);
  expect((await listSessions(table.store, 'bob', { limit: 10 })).items).toEqual([]);
});
