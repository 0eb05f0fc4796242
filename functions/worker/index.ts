/** The worker as a Lambda on the queue: one task a message. What is no message of ours fails alone and ends in the dead-letter queue. */

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { connectWorker } from '../../lib/connect.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { runTask } from '../../lib/worker/run-task.ts';

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const deps = await connectWorker();
  const deadline = deps.clock() + context.getRemainingTimeInMillis();
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    const message = parseMessage(body);
    if (message === undefined) {
      deps.log('error', 'not a message of ours', { messageId });
      batchItemFailures.push({ itemIdentifier: messageId });
      continue;
    }
    try {
      const run = await runTask(deps, message.taskId, deadline);
      deps.log('info', 'task run', {
        taskId: message.taskId,
        run: run.kind,
        why: run.kind === 'ended' ? run.status : run.why,
      });
    } catch (error) {
      deps.log('error', 'a task could not be run and comes again', { taskId: message.taskId, error: String(error) });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
