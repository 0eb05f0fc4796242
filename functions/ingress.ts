/** The queue of other services' requests as a Lambda: each becomes a proposal; the person still has to say yes. What is no request ends in the dead-letter queue in seconds. */

import type { SQSEvent } from 'aws-lambda';
import { takeRequests } from '../lib/api/take-requests.ts';
import { connectQueue, connectSessions, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

/** The queue's own policy puts it aside: this role has no right to send to any. */
async function giveBack(receiptHandle: string): Promise<void> {
  const { showAgain } = await import('../lib/queue/show-again.ts');
  await showAgain(await connectQueue(), receiptHandle);
}

export const handler = observed(
  async (event: SQSEvent) => takeRequests({ ...(await connectSessions()), giveBack }, event),
  connectTracing,
);
