/** The bucket's handle: an S3 client and a name. Where an endpoint is set (the local cloud) addresses have the bucket in the path. */

import { S3Client } from '@aws-sdk/client-s3';

export interface Bucket {
  readonly s3: S3Client;
  readonly bucket: string;
}

export interface BucketConfig {
  readonly bucket: string;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export function openBucket(config: BucketConfig): Bucket {
  const s3 = new S3Client({
    ...(config.region === undefined ? {} : { region: config.region }),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint, forcePathStyle: true }),
    ...(config.credentials === undefined ? {} : { credentials: config.credentials }),
    maxAttempts: 3,
  });
  return { s3, bucket: config.bucket };
}
