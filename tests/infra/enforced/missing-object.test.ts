/** What is not in the bucket, under the worker's role: S3 says 403 then, for the role may not list what there is. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bucket, openBucket } from '../../../lib/artifacts/bucket.ts';
import { getArtifact } from '../../../lib/artifacts/get-artifact.ts';
import { deleteObject, getObject, listObjects, putObject } from '../../../lib/artifacts/objects.ts';
import { type LocalStorage, startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { openTemplate } from '../open-template.ts';
import { linesOfRoles } from '../roles.ts';
import { type Account, type Guard, startGuard } from './guard.ts';

const CHECKPOINT = 'checkpoints/alice/tsk_1/chk_1';
const account: Account = { refused: [], used: new Map() };
let storage: LocalStorage;
let guard: Guard;
let bucket: Bucket;

beforeAll(async () => {
  const lines = linesOfRoles(openTemplate()).get('FunctionsworkerRole') ?? [];
  storage = await startStorage();
  guard = await startGuard({ behind: storage.endpoint, linesOf: () => lines, account });
  bucket = bucketOf('worker');
}, 60_000);

afterAll(async () => {
  bucket?.s3.destroy();
  await guard?.close();
  await storage?.close();
});

const bucketOf = (accessKeyId: string): Bucket =>
  openBucket({
    bucket: storage.bucket,
    region: storage.region,
    endpoint: guard.endpoint,
    credentials: { accessKeyId, secretAccessKey: 'none' },
  });

test('an artifact whose bytes are gone is not found', async () => {
  const gone = getArtifact(bucket, 'alice', { taskId: 'tsk_1', artifactId: 'art_1' });
  await expect(gone).rejects.toMatchObject({ code: 'artifact.not-found', cause: { name: 'AccessDenied' } });
});

test('a checkpoint that is gone is none, and one that is there is read', async () => {
  expect(await getObject(bucket, CHECKPOINT)).toBeUndefined();
  await putObject(bucket, CHECKPOINT, new TextEncoder().encode('sealed'));
  expect(new TextDecoder().decode(await getObject(bucket, CHECKPOINT))).toBe('sealed');
  expect(await listObjects(bucket, 'checkpoints/alice/tsk_1/')).toEqual([CHECKPOINT]);
  await deleteObject(bucket, CHECKPOINT);
  expect(await getObject(bucket, CHECKPOINT)).toBeUndefined();
  expect(account.refused).toEqual([]);
});

test('a key that has another name for its refusal is no missing object', async () => {
  const { s3, bucket: name } = bucketOf('worker');
  s3.middlewareStack.add(() => () => Promise.reject(Object.assign(new Error('expired'), { name: 'ExpiredToken' })), {
    step: 'finalizeRequest',
    priority: 'high',
  });
  await expect(getObject({ s3, bucket: name }, CHECKPOINT)).rejects.toMatchObject({ name: 'ExpiredToken' });
  s3.destroy();
});
