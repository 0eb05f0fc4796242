/** The worker as a Lambda on the queue: one task a message, and that is the next of all that are queued. What is no message of ours fails alone and ends in the dead-letter queue. */

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { connectTracing, connectWorker } from '../../lib/connect.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { observed } from '../../lib/telemetry/observed.ts';
import { runNext } from '../../lib/worker/run-task.ts';

const work = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
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
      const { taskId, run } = await runNext(deps, message.taskId, deadline);
      deps.log('info', 'task run', {
        taskId,
        run: run.kind,
        why: run.kind === 'ended' ? run.status : run.why,
      });
    } catch (error) {
      deps.log('error', 'a task could not be run and comes again', { taskId: message.taskId, error });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};

export const handler = observed(work, connectTracing);
