/** The bucket in memory: the S3 client's `send` for the commands that lib sends. */

import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Bucket } from '../../../lib/artifacts/bucket.ts';
import { sending } from './sending.ts';

/** S3's own: so many keys a list has. */
const MAX_KEYS = 1_000;
/** The SDK's client is slow to make, and nothing of it is used. */
const client = new S3Client({ region: 'nowhere' });

export function openMemoryBucket(bucket = 'artifacts'): Bucket {
  const objects = new Map<string, Uint8Array>();
  return { bucket, s3: sending(client, async command => answer(objects, command)) };
}

function answer(objects: Map<string, Uint8Array>, command: unknown): unknown {
  if (command instanceof PutObjectCommand) {
    const { Key = '', Body } = command.input;
    if (!(Body instanceof Uint8Array)) throw new TypeError('The bucket in memory takes bytes only.');
    objects.set(Key, Body.slice());
    return {};
  }
  if (command instanceof GetObjectCommand) {
    const bytes = objects.get(command.input.Key ?? '');
    if (bytes === undefined) throw new NoSuchKey({ message: 'There is no such key.', $metadata: {} });
    return { Body: { transformToByteArray: async () => bytes.slice() } };
  }
  if (command instanceof DeleteObjectCommand) {
    objects.delete(command.input.Key ?? '');
    return {};
  }
  if (command instanceof ListObjectsV2Command) {
    const { Prefix = '' } = command.input;
    const keys = [...objects.keys()].filter(key => key.startsWith(Prefix)).toSorted();
    const Contents = keys.slice(0, MAX_KEYS).map(Key => ({ Key, Size: objects.get(Key)?.byteLength ?? 0 }));
    return Contents.length === 0 ? {} : { Contents };
  }
  throw new TypeError('The bucket in memory does not know this command.');
}
