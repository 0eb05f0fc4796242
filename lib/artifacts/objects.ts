/** Objects of the bucket that no artifact's record names, by their keys. Knows nothing of what is in them. */

import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { isMissing } from './is-missing.ts';

export async function putObject({ s3, bucket }: Bucket, key: string, bytes: Uint8Array): Promise<void> {
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/octet-stream' }),
  );
}

/** Undefined where there is none. */
export async function getObject({ s3, bucket }: Bucket, key: string): Promise<Uint8Array | undefined> {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await object.Body?.transformToByteArray();
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** The first thousand keys under a prefix: more than anything of one task ever has. */
export async function listObjects({ s3, bucket }: Bucket, prefix: string): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

/** Deleting what is not there is no error. */
export async function deleteObject({ s3, bucket }: Bucket, key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
