import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalStorage, startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { type QueuePump, startQueuePump } from '../../../lib/local/queue-pump.ts';

let storage: LocalStorage;
let client: SQSClient;
let pump: QueuePump;
let folder: string;
let log: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-pump-'));
  log = join(folder, 'log');
  await writeFile(log, '');
  storage = await startStorage();
  client = new SQSClient({
    endpoint: storage.endpoint,
    region: storage.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  pump = startQueuePump({
    client,
    queueUrl: storage.queueUrl,
    workers: 1,
    visibilitySeconds: 1,
    handler: new URL('../../support/fixture-worker.ts', import.meta.url),
    env: { FIXTURE_LOG: log },
    log: () => {},
  });
});

afterEach(async () => {
  await pump.close();
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl: storage.queueUrl, MessageBody }));
const timesSeen = async (body: string): Promise<number> =>
  (await readFile(log, 'utf8')).split('\n').filter(line => line === body).length;

test('a handled message goes, and the child stays warm for the next', async () => {
  await send('one');
  await expect.poll(() => timesSeen('one'), { timeout: 8_000 }).toBe(1);
  const [pid] = pump.pids();
  await send('two');
  await expect.poll(() => timesSeen('two'), { timeout: 8_000 }).toBe(1);
  expect(pump.pids()).toEqual([pid]);
});

test('an idle child gives back what its last message left in memory', async () => {
  await send('litter');
  await expect.poll(() => timesSeen('litter'), { timeout: 12_000 }).toBe(1);
  await expect.poll(() => timesSeen('collected'), { timeout: 7_000 }).toBe(1);
}, 30_000);

test('a message whose worker is killed comes again, to a fresh child', async () => {
  await send('die once');
  await expect.poll(() => timesSeen('die once'), { timeout: 12_000, interval: 100 }).toBe(2);
});

test('a message that always fails ends in the dead-letter queue, and does not block its neighbour', async () => {
  await send('fail always');
  await send('fine');
  await expect.poll(() => timesSeen('fine'), { timeout: 10_000, interval: 100 }).toBe(1);
  const receive = async (): Promise<string | undefined> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: storage.deadLetterUrl, WaitTimeSeconds: 1 }),
    );
    return Messages[0]?.Body;
  };
  await expect.poll(receive, { timeout: 25_000, interval: 100 }).toBe('fail always');
  expect(await timesSeen('fail always')).toBe(5);
}, 40_000);
