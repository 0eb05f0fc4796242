/** Creates the one table, from the constants of keys.ts. For the local cloud and tests; on AWS the CDK reads the same constants. */

import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { byOwner, byStatus, tableKeys } from './keys.ts';

const MAX_WAIT_SECONDS = 30;

/** Every key attribute is a string: ids and ISO 8601 times sort as text. */
export function tableDefinition(table: string): CreateTableCommandInput {
  const keyAttributes = [
    tableKeys.partition,
    tableKeys.sort,
    byOwner.partition,
    byOwner.sort,
    byStatus.partition,
    byStatus.sort,
  ];
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keyAttributes.map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(tableKeys),
    GlobalSecondaryIndexes: [byOwner, byStatus].map(index => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: 'ALL' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  };
}

/** Idempotent: a table that is already there stays as it is. */
export async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  try {
    const made = await client.send(new CreateTableCommand(tableDefinition(table)));
    if (made.TableDescription?.TableStatus === 'ACTIVE') return;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceInUseException') throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1, maxDelay: 2 }, { TableName: table });
}

function keySchema(keys: { readonly partition: string; readonly sort: string }) {
  return [
    { AttributeName: keys.partition, KeyType: 'HASH' as const },
    { AttributeName: keys.sort, KeyType: 'RANGE' as const },
  ];
}
