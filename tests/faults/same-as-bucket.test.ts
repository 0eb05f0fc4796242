/** The bucket in memory is the emulator's equal: the same random doings on both give the same answers. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bucket, openBucket } from '../../lib/artifacts/bucket.ts';
import { getArtifact } from '../../lib/artifacts/get-artifact.ts';
import { deleteObject, getObject, listObjects, putObject } from '../../lib/artifacts/objects.ts';
import { putArtifact } from '../../lib/artifacts/put-artifact.ts';
import { isErrandError } from '../../lib/domain/errors.ts';
import { type LocalStorage, startStorage } from '../../lib/local/emulators/start-storage.ts';
import { countedIds, sampleArtifact } from '../support/domain-samples.ts';
import { openMemoryBucket } from '../support/memory/memory-bucket.ts';
import { testCredentials, testRegion } from '../support/table.ts';
import { dieFrom } from './dice.ts';

const DEEDS = 300;

let storage: LocalStorage;
let real: Bucket;
beforeAll(async () => {
  storage = await startStorage();
  const { endpoint, bucket } = storage;
  real = openBucket({ region: testRegion, endpoint, credentials: testCredentials, bucket });
});
afterAll(async () => {
  real.s3.destroy();
  await storage.close();
});

async function doneBy(doing: Promise<unknown>): Promise<unknown> {
  try {
    const did = await doing;
    return did instanceof Uint8Array ? [...did] : did;
  } catch (error) {
    return isErrandError(error) ? error.code : String(error);
  }
}

test('for all that lib does with objects', async () => {
  const dice = dieFrom(1);
  const memory = openMemoryBucket();
  const answers = new Set<string>();
  for (let count = 1; count <= DEEDS; count += 1) {
    const key = `${dice.one(['a/', 'a/b/', 'checkpoints/'])}${dice.below(4)}`;
    const bytes = new Uint8Array(dice.below(5)).fill(dice.below(256));
    const artifact = sampleArtifact(countedIds(), `tsk_${String(dice.below(3)).padStart(26, '0')}`);
    const deeds: readonly ((bucket: Bucket) => Promise<unknown>)[] = [
      bucket => putObject(bucket, key, bytes),
      bucket => getObject(bucket, key),
      bucket => deleteObject(bucket, key),
      bucket => listObjects(bucket, key.slice(0, 1)),
      bucket => putArtifact(bucket, 'owner', artifact, bytes),
      bucket => getArtifact(bucket, 'owner', artifact),
    ];
    const doing = dice.one(deeds);
    const expected = await doneBy(doing(real));
    expect(await doneBy(doing(memory)), `${count}: ${key}`).toEqual(expected);
    answers.add(JSON.stringify(expected) ?? 'nothing');
  }
  expect(answers.size).toBeGreaterThan(20);
});
