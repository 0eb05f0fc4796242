/** Puts an artifact's bytes into the bucket. Must come before the event that names it; writes no record itself. */

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type Artifact, artifactKey } from '../domain/artifact.ts';
import type { Bucket } from './bucket.ts';
import { servedAs } from './served-as.ts';

/** A repeated put of the same artifact writes the same bytes: safe to retry. */
export async function putArtifact(
  bucket: Bucket,
  ownerId: string,
  artifact: Artifact,
  bytes: Uint8Array,
): Promise<void> {
  // Set here too, not only in the link: an endpoint that ignores a link's overrides must not show hostile markup.
  const served = servedAs(artifact);
  await bucket.s3.send(
    new PutObjectCommand({
      Bucket: bucket.bucket,
      Key: artifactKey(ownerId, artifact),
      Body: bytes,
      ContentType: served.contentType,
      ContentDisposition: served.contentDisposition,
    }),
  );
}
