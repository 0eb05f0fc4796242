/** Reads an artifact's bytes back. The caller has checked, by its record, whose it is. */

import { GetObjectCommand } from '@aws-sdk/client-s3';
import { type Artifact, artifactKey } from '../domain/artifact.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Bucket } from './bucket.ts';
import { isMissing } from './is-missing.ts';

/** Throws `artifact.not-found` where the bytes are gone although the record is there. */
export async function getArtifact(
  bucket: Bucket,
  ownerId: string,
  artifact: Pick<Artifact, 'taskId' | 'artifactId'>,
): Promise<Uint8Array> {
  try {
    const object = await bucket.s3.send(
      new GetObjectCommand({ Bucket: bucket.bucket, Key: artifactKey(ownerId, artifact) }),
    );
    return (await object.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ErrandError('artifact.not-found', `The bytes of ${artifact.artifactId} are gone.`, {}, error);
  }
}
