/** The relay as a Lambda on the table's stream: the only one that delivers. */

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { connectRelay, connectTracing } from '../lib/connect.ts';
import { relay } from '../lib/realtime/relay.ts';
import { observed } from '../lib/telemetry/observed.ts';

export const handler = observed(
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => relay(await connectRelay(), event),
  connectTracing,
);
