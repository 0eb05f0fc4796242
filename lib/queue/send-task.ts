/** Sends the one kind of message there is: "a worker's time, because of this task". All else is in the table; twice sent does no harm. */

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { TaskMessage } from './parse-message.ts';
import type { Queue } from './queue.ts';

/** SQS's own limit. */
const MAX_DELAY_SECONDS = 900;

/** `delayMs`: nobody receives it before. A message that comes too early all the same is dropped, and the reaper sends another. */
export async function sendTask(queue: Queue, taskId: string, delayMs = 0): Promise<void> {
  const message: TaskMessage = { v: 1, taskId };
  const seconds = Math.min(MAX_DELAY_SECONDS, Math.max(0, Math.ceil(delayMs / 1_000)));
  await queue.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.queueUrl,
      MessageBody: JSON.stringify(message),
      ...(seconds === 0 ? {} : { DelaySeconds: seconds }),
    }),
  );
}
