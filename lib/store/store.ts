/** The table's handle: a document client, the table's name and the clock. Opens the client; never creates a table. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import type { AnyEvent } from '../domain/events.ts';
import type { Clock } from '../domain/ids.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';

export interface Store {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  /** Told of each stream's events and the state after them, once they are written. Must not throw. */
  readonly written?: ((write: Written) => void) | undefined;
}

export interface Written {
  readonly state: Session | Task;
  readonly events: readonly AnyEvent[];
}

export interface StoreConfig {
  readonly table: string;
  readonly clock: Clock;
  readonly written?: Store['written'];
  /** Left out: the SDK's own rules (AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB, the function's role). */
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** A call that takes longer than this is dead; the same write is then sent again with the same token. */
const REQUEST_TIMEOUT_MS = 4_000;
const CONNECT_TIMEOUT_MS = 1_500;

export function openStore(config: StoreConfig): Store {
  const client = new DynamoDBClient({
    ...(config.region === undefined ? {} : { region: config.region }),
    ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
    ...(config.credentials === undefined ? {} : { credentials: config.credentials }),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  const { table, clock, written } = config;
  return { db: documentClient(client), table, clock, written };
}

/** Absent and `undefined` are the same in the table, as they are in the domain's types. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** Runs one call to the table. A failed condition passes through, for the caller knows what it means; the rest is `store.unavailable`. */
export async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ErrandError || isConditionFailure(error)) throw error;
    throw new ErrandError('store.unavailable', `The table did not do it: ${nameOf(error)}.`, {}, error);
  }
}

export function isConditionFailure(error: unknown): boolean {
  return nameOf(error) === 'ConditionalCheckFailedException';
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
