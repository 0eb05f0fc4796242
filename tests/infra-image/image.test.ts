/** The worker's image without Docker: its files laid out by the Dockerfile's own lines, and its handler run from there under Lambda's contract, with the Chromium that lies in it. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalStorage, startStorage } from '../../lib/local/emulators/start-storage.ts';
import { openWorkerProcess, type WorkerProcess } from '../../lib/local/worker-process.ts';
import { makeIds } from '../../lib/machine.ts';
import { readEvents, readTask } from '../../lib/store/reads.ts';
import type { Store } from '../../lib/store/store.ts';
import { sizeOfParts } from '../../scripts/check-image.ts';
import { isSentBy } from '../../scripts/docker-ignore.ts';
import { type LaidOut, layOutImage } from '../../scripts/lay-out-image.ts';
import { readDockerfile } from '../../scripts/read-dockerfile.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { openTestTable, type TestTable, testCredentials, testRegion } from '../support/table.ts';
import { layErrand } from './lay-errand.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'errand-image-'));
const tmp = mkdtempSync(join(tmpdir(), 'errand-image-tmp-'));
const ids = makeIds();
const log: string[] = [];
let image: LaidOut;
let table: TestTable;
let storage: LocalStorage;
let store: Store;
let shop: Site;
let worker: WorkerProcess;

beforeAll(async () => {
  [image, table, storage, shop] = await Promise.all([
    layOutImage(folder),
    openTestTable(),
    startStorage(),
    startSite('shop'),
  ]);
  store = { ...table.store, clock: () => Date.now() };
  worker = openWorkerProcess({
    handler: pathToFileURL(image.handler.file),
    // As Lambda and the image set it, with addresses of this machine; nothing else is there.
    env: {
      ...image.env,
      LAMBDA_TASK_ROOT: image.taskRoot,
      AWS_LAMBDA_FUNCTION_NAME: 'worker',
      AWS_REGION: testRegion,
      AWS_ACCESS_KEY_ID: testCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: testCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_ENDPOINT_URL_S3: storage.endpoint,
      ERRAND_TABLE: store.table,
      ERRAND_BUCKET: storage.bucket,
      ERRAND_ALLOW_HOSTS: shop.host,
      TMPDIR: tmp,
      HOME: tmp,
    },
    log: line => log.push(line),
  });
}, 120_000);

afterAll(async () => {
  await worker?.close();
  await Promise.all([table?.close(), storage?.close(), shop?.close()]);
  for (const one of [folder, tmp]) rmSync(one, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

const LAMBDA_LIMIT_MS = 900_000;

async function invoke(bodies: readonly string[], leftMs = LAMBDA_LIMIT_MS): Promise<SQSBatchResponse> {
  const record = { receiptHandle: 'r', attributes: {}, messageAttributes: {}, eventSource: 'aws:sqs' };
  const Records = bodies.map((body, at) => ({ ...record, messageId: `message-${at}`, body }));
  const event: { Records: Partial<SQSRecord>[] } = JSON.parse(JSON.stringify({ Records }));
  return (await worker.invoke(event, Date.now() + leftMs)) as SQSBatchResponse;
}

const queueTask = () => layErrand(store, ids, shop);
const read = async (taskId: string) => (await readTask(store, 'alice', taskId)).state;

test('a task is done in the Chromium of the image, and of one batch only what is no message fails', async () => {
  const { taskId } = await queueTask();
  const answer = await invoke(['no message of ours', JSON.stringify({ v: 1, taskId })]);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
  expect(await read(taskId), log.join('\n')).toMatchObject({ status: 'completed' });
  expect(shop.requests.some(({ path }) => path === '/')).toBe(true);
}, 60_000);

test('with hardly any time left no step is begun: the task is put back, its message is done, and the next worker does it', async () => {
  const { taskId } = await queueTask();
  const typesOf = async () =>
    (await readEvents(store, `task/${taskId}`, { after: 0, limit: 200 })).map(({ type }) => type);
  expect(await invoke([JSON.stringify({ v: 1, taskId })], 5_000)).toEqual({ batchItemFailures: [] });
  expect((await read(taskId)).status).toBe('queued');
  expect(await typesOf()).not.toContain('step.decided');
  await invoke([JSON.stringify({ v: 1, taskId })]);
  expect((await read(taskId)).status).toBe('completed');
  expect(await typesOf()).toContain('step.decided');
}, 60_000);

test('nothing of the project is needed beside it: no package but Chromium, no source, no development tool', async () => {
  const parts = await sizeOfParts(image.taskRoot);
  for (const { name, bytes, budget } of parts) expect(bytes, name).toBeLessThanOrEqual(budget);
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(50_000_000);
});

test('it runs as a user without rights, and starts the handler that the stack names', () => {
  expect(image.user).toBe('65534:65534');
  expect(image.handler.name).toBe('handler');
});

test('a line of the Dockerfile that the check does not know is refused, not passed over', async () => {
  const dockerfile = await readFile(join(root, 'functions/worker/Dockerfile'), 'utf8');
  expect(readDockerfile(dockerfile).map(({ kind }) => kind)).toContain('copy');
  for (const line of ['ADD x y', 'RUN a && b', 'COPY --chown=0 a b', 'ENV A=1 B=2', 'ENTRYPOINT ["x"]'])
    expect(() => readDockerfile(`${dockerfile}\n${line}`), line).toThrow('does not know');
});

test('only what the build needs is sent to it', async () => {
  const isSent = isSentBy(await readFile(join(root, '.dockerignore'), 'utf8'));
  const { stdout } = await promisify(execFile)('git', ['ls-files'], { cwd: root });
  const sent = stdout.split('\n').filter(file => file !== '' && isSent(file));
  expect(sent).toEqual(expect.arrayContaining(['package.json', 'lib/connect.ts', 'functions/worker/index.ts']));
  const tops = /^(?:package(?:-lock)?\.json|tsconfig\.json|scripts\/bundle[a-z-]*\.ts|lib\/.*|functions\/.*)$/;
  expect(sent.filter(file => !tops.test(file) || /^lib\/(?:local|cli)\//.test(file))).toEqual([]);
});
