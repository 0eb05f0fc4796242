/** The floor of a handler that has a table: the SDK's client and the calls that our functions make. No route, no schema, no log. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const calls = { DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand };

export const handler = async (): Promise<{ statusCode: number; calls: readonly string[] }> => {
  await db.send(new GetCommand({ TableName: 'table', Key: { pk: 'pk', sk: 'sk' } }));
  return { statusCode: 200, calls: Object.values(calls).map(({ name }) => name) };
};
