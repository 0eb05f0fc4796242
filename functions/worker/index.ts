/** The worker as a Lambda on the queue: one task a message, and that is the next of all that are queued. What is no message of ours fails alone, at once each time, and ends in the dead-letter queue. */

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { connectQueue, connectTracing, connectWorker } from '../../lib/connect.ts';
import { parseMessage } from '../../lib/queue/parse-message.ts';
import { observed } from '../../lib/telemetry/observed.ts';
import { runNext } from '../../lib/worker/run-task.ts';

const work = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const deps = await connectWorker();
  const deadline = deps.clock() + context.getRemainingTimeInMillis();
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, receiptHandle, body } of event.Records) {
    const message = parseMessage(body);
    if (message === undefined) {
      deps.log('error', 'not a message of ours', { messageId });
      await failAtOnce(receiptHandle).catch((error: unknown) =>
        deps.log('warn', 'it comes again only when its hidden time is over', { messageId, error }),
      );
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

/**
 * No later try can end otherwise, so it is received as often as the queue's policy wants within seconds, and not once in each
 * hidden time of 90 minutes. The policy puts it aside: this role has no right to send to any queue.
 */
async function failAtOnce(receiptHandle: string): Promise<void> {
  const { showAgain } = await import('../../lib/queue/show-again.ts');
  await showAgain(await connectQueue(), receiptHandle);
}

export const handler = observed(work, connectTracing);
