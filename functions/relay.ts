/** The relay as a Lambda on the table's stream: the only one that delivers. */

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { connectRelay } from '../lib/connect.ts';
import { relay } from '../lib/realtime/relay.ts';

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  relay(await connectRelay(), event);
