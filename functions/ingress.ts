/** The queue of other services' requests as a Lambda: each becomes a proposal; the person still has to say yes. */

import type { SQSEvent } from 'aws-lambda';
import { takeRequests } from '../lib/api/take-requests.ts';
import { connectSessions, connectTracing } from '../lib/connect.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(
  async (event: SQSEvent) => takeRequests(await connectSessions(), event),
  connectTracing,
);
