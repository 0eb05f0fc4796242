/** Creates the one table, from the constants of keys.ts. For the local cloud and tests; on AWS the CDK reads the same constants. */

import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { byOwner, byRank, byStatus, tableKeys } from './keys.ts';

const MAX_WAIT_SECONDS = 30;

/** Every key attribute is a string: ids and ISO 8601 times sort as text. */
export function tableDefinition(table: string): CreateTableCommandInput {
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [tableKeys, byOwner, byStatus, byRank].flatMap(attributesOf),
    KeySchema: keySchema(tableKeys),
    GlobalSecondaryIndexes: [byOwner, byStatus, byRank].map(indexOf),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  };
}

/** Idempotent: a table that is already there stays as it is, but for an index that it lacks. Older indexes hold more than is read. */
export async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  try {
    const made = await client.send(new CreateTableCommand(tableDefinition(table)));
    if (made.TableDescription?.TableStatus === 'ACTIVE') return;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceInUseException') throw error;
    await addRankIndex(client, table);
  }
  await waitUntilTableExists({ client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1, maxDelay: 2 }, { TableName: table });
}

/** Tables from before there were priorities. What is queued in them comes into the index when it is queued again, at the next start. */
async function addRankIndex(client: DynamoDBClient, table: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  if (Table?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === byRank.name) === true) return;
  await client.send(
    new UpdateTableCommand({
      TableName: table,
      AttributeDefinitions: attributesOf(byRank),
      GlobalSecondaryIndexUpdates: [{ Create: indexOf(byRank) }],
    }),
  );
}

interface Keys {
  readonly partition: string;
  readonly sort: string;
}

function keySchema(keys: Keys) {
  return [
    { AttributeName: keys.partition, KeyType: 'HASH' as const },
    { AttributeName: keys.sort, KeyType: 'RANGE' as const },
  ];
}

const attributesOf = ({ partition, sort }: Keys) =>
  [partition, sort].map(AttributeName => ({ AttributeName, AttributeType: 'S' as const }));

const indexOf = (index: Keys & { readonly name: string; readonly includes: readonly string[] }) => ({
  IndexName: index.name,
  KeySchema: keySchema(index),
  Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.includes] },
});
