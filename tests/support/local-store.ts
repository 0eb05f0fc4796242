/** The table of the local cloud that was started in this process: its address is in the environment that its functions have. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient, type Store } from '../../lib/store/store.ts';

export function openLocalStore(): Store {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '';
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return { db: documentClient(client), table: process.env.ERRAND_TABLE ?? '', clock: Date.now };
}
