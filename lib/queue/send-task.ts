/** Sends the one kind of message there is: "look at this task". All else is in the table; twice sent does no harm. */

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { TaskMessage } from './parse-message.ts';
import type { Queue } from './queue.ts';

export async function sendTask(queue: Queue, taskId: string): Promise<void> {
  const message: TaskMessage = { v: 1, taskId };
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: JSON.stringify(message) }));
}
