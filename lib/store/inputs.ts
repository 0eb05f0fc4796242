/**
 * What a person does on a page they have taken over, on its way to the worker: rows of one taking under numbers without a gap.
 *
 *   POST /inputs ──▶ INPUT#<taking>#1, #2, #3 … ──▶ the worker reads after the last it has, empties them, and does them
 *
 * A number is free only once the one before is written, so that no row comes late behind one that was read. What was typed may be
 * secret: a row is emptied as it is read, and only its number stays until it expires.
 */

import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isErrandError } from '../domain/errors.ts';
import type { PersonInput } from '../domain/person-input.ts';
import { type Alongside, append } from './append.ts';
import { waitBeforeRetry } from './backoff.ts';
import { expiryAttribute, inputKey, inputNumber, inputPrefix } from './keys.ts';
import { reach, type Store } from './store.ts';

/** Longer than any worker lives; DynamoDB may take two days more. */
const KEPT_SECONDS = 3_600;
/** Others of the same person's, at the same moment. */
const MAX_TRIES = 12;
/** A row has some 50 KB at most. */
const ROWS_A_READ = 20;

export interface Taking {
  readonly taskId: string;
  /** Which of the task's takings: see `Task.takings`. */
  readonly taking: number;
}

/** Throws `stream.conflict` where others are always faster, `idempotency.*`, `store.unavailable`. */
export async function addInputs(
  store: Store,
  { inputs, ...of }: Taking & { readonly inputs: readonly PersonInput[] },
  alongside: Alongside,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const [last] = await queryRows(store, of, { after: 0, newest: true });
    const number = (last?.number ?? 0) + 1;
    const expiry = { [expiryAttribute]: Math.ceil(store.clock() / 1_000) + KEPT_SECONDS };
    const put = { key: inputKey(of.taskId, of.taking, number), item: { inputs, ...expiry }, ifAbsent: true } as const;
    try {
      await append(store, [], { ...alongside, puts: [put] });
      return;
    } catch (error) {
      if (!isErrandError(error, 'stream.conflict') || attempt === MAX_TRIES) throw error;
      await waitBeforeRetry(attempt);
    }
  }
}

export interface InputRow {
  readonly number: number;
  readonly inputs: readonly PersonInput[];
}

/** Those after number `after`, in order; each is to be emptied. */
export const readInputs = (store: Store, of: Taking, after: number): Promise<readonly InputRow[]> =>
  queryRows(store, of, { after, newest: false });

export async function emptyInputs(store: Store, { taskId, taking }: Taking, number: number): Promise<void> {
  const command = new UpdateCommand({
    TableName: store.table,
    Key: inputKey(taskId, taking, number),
    UpdateExpression: 'REMOVE inputs',
    ConditionExpression: 'attribute_exists(pk)',
  });
  await reach(() => store.db.send(command));
}

async function queryRows(
  store: Store,
  { taskId, taking }: Taking,
  { after, newest }: { readonly after: number; readonly newest: boolean },
): Promise<readonly InputRow[]> {
  const { pk, sk: from } = inputKey(taskId, taking, after + 1);
  const command = new QueryCommand({
    TableName: store.table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': `${inputPrefix(taking)}:` },
    ConsistentRead: true,
    ScanIndexForward: !newest,
    Limit: newest ? 1 : ROWS_A_READ,
  });
  const { Items = [] } = await reach(() => store.db.send(command));
  return Items.map(item => ({ number: inputNumber(String(item.sk)), inputs: inputsIn(item.inputs) }));
}

/** Written by `addInputs` alone, from what the API's schema let through. */
const inputsIn = (value: unknown): readonly PersonInput[] => (Array.isArray(value) ? (value as PersonInput[]) : []);
