/** The queue's handle: an SQS client and an address. */

import { SQSClient } from '@aws-sdk/client-sqs';

export interface Queue {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

export interface QueueConfig {
  readonly queueUrl: string;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export function openQueue(config: QueueConfig): Queue {
  const sqs = new SQSClient({
    ...(config.region === undefined ? {} : { region: config.region }),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    ...(config.credentials === undefined ? {} : { credentials: config.credentials }),
    maxAttempts: 3,
  });
  return { sqs, queueUrl: config.queueUrl };
}
