/** Lets a received message be received again at once, instead of when its hidden time is over. Moves and deletes nothing. */

import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { Queue } from './queue.ts';

export async function showAgain({ sqs, queueUrl }: Queue, receiptHandle: string): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }),
  );
}
