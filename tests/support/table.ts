/** A table of its own on the real engine for one test file, with a clock the test moves. Everything ends with `close`. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../lib/local/emulators/start-dynamo.ts';
import { createTable } from '../../lib/store/schema.ts';
import { documentClient, type Store } from '../../lib/store/store.ts';

export interface TestTable {
  readonly store: Store;
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  /** Moves the store's clock forward. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** The local engines check no signature, but the SDK wants to make one. */
export const testCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;
export const testRegion = 'us-east-1';

export async function openTestTable(
  options: { readonly dataDir?: string; readonly now?: number } = {},
): Promise<TestTable> {
  const dynamo = await startDynamo({ dataDir: options.dataDir });
  const client = new DynamoDBClient({ region: testRegion, endpoint: dynamo.endpoint, credentials: testCredentials });
  await createTable(client, 'errand');
  let now = options.now ?? Date.parse('2026-11-21T08:00:00.000Z');
  return {
    store: { db: documentClient(client), table: 'errand', clock: () => now },
    client,
    endpoint: dynamo.endpoint,
    advance(ms) {
      now += ms;
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
}
