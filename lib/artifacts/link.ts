/** A short-lived link to an artifact's bytes. The caller has checked whose it is; the link itself opens for anyone who has it. */

import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Artifact, artifactKey } from '../domain/artifact.ts';
import type { Bucket } from './bucket.ts';
import { servedAs } from './served-as.ts';

/** Long enough to open or start a download, short enough that a leaked log line is worth little. */
export const MAX_LINK_SECONDS = 300;

export interface ArtifactLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

export async function linkArtifact(
  bucket: Bucket,
  ownerId: string,
  artifact: Artifact,
  options: { readonly now: number; readonly seconds?: number },
): Promise<ArtifactLink> {
  const seconds = Math.min(options.seconds ?? MAX_LINK_SECONDS, MAX_LINK_SECONDS);
  const served = servedAs(artifact);
  const command = new GetObjectCommand({
    Bucket: bucket.bucket,
    Key: artifactKey(ownerId, artifact),
    ResponseContentType: served.contentType,
    ResponseContentDisposition: served.contentDisposition,
  });
  const url = await getSignedUrl(bucket.s3, command, { expiresIn: seconds });
  return { url, expiresAt: new Date(options.now + seconds * 1_000).toISOString() };
}
