/** A store on the table in memory: the document client's `send` for the commands that lib sends, with the SDK's own errors. */

import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { documentClient, type Store } from '../../../lib/store/store.ts';
import { Invalid } from './evaluate.ts';
import {
  type Change,
  type Expressions,
  keyOf,
  type MemoryRows,
  openRows,
  type Written,
  wireOf,
} from './memory-table.ts';
import { sending } from './sending.ts';
import { copyItem, type Item, isEqual } from './value.ts';

export interface MemoryStore {
  readonly store: Store;
  /** What DynamoDB Streams would show, in the order of the writes. */
  readonly stream: readonly Written[];
  onWrite(listener: () => void): void;
}

/** The SDK's client is slow to make, and nothing of it is used. */
const client = documentClient(new DynamoDBClient({ region: 'nowhere' }));
/** DynamoDB's own: so long a transaction's token is remembered. */
const TOKEN_MS = 10 * 60_000;
const MAX_PARTS = 100;

type Parts = NonNullable<TransactWriteCommand['input']['TransactItems']>;

interface Token {
  readonly parts: Parts;
  readonly at: number;
}

export function openMemoryStore(clock: () => number, table = 'errand'): MemoryStore {
  const rows = openRows(clock);
  const tokens = new Map<string, Token>();
  const db = sending(client, async command => answer({ rows, tokens, clock }, command));
  return { store: { db, table, clock }, stream: rows.stream, onWrite: rows.onWrite };
}

interface Engine {
  readonly rows: MemoryRows;
  readonly tokens: Map<string, Token>;
  readonly clock: () => number;
}

function answer(engine: Engine, command: unknown): unknown {
  const { rows } = engine;
  if (command instanceof GetCommand) return { Item: rows.get(command.input.Key ?? {}) };
  if (command instanceof QueryCommand) {
    const { items, last } = rows.query(command.input);
    return { Items: items, Count: items.length, ...(last && { LastEvaluatedKey: last }) };
  }
  if (command instanceof ScanCommand) return { Items: rows.all() };
  if (command instanceof TransactWriteCommand) return transact(engine, command.input);
  const change = changeOf(rows, command);
  if (!change.isAllowed) throw conditionFailed(change, command);
  rows.commit([change]);
  return { Attributes: returned(change, command) };
}

function changeOf(rows: MemoryRows, command: unknown): Change {
  if (command instanceof PutCommand) return rows.put(command.input.Item ?? {}, command.input);
  if (command instanceof UpdateCommand) return rows.update(command.input.Key ?? {}, command.input);
  if (command instanceof DeleteCommand) return rows.remove(command.input.Key ?? {}, command.input);
  throw new TypeError('The table in memory does not know this command.');
}

function returned({ before, after }: Change, command: unknown): Item | undefined {
  const wanted = 'ReturnValues' in inputOf(command) ? inputOf(command).ReturnValues : undefined;
  if (wanted === 'ALL_NEW') return after;
  return wanted === 'ALL_OLD' ? before : undefined;
}

function inputOf(command: unknown): Readonly<Record<string, unknown>> {
  const input: unknown = typeof command === 'object' && command !== null && 'input' in command ? command.input : {};
  return typeof input === 'object' && input !== null ? { ...input } : {};
}

function conditionFailed({ before }: Change, command: unknown): Error {
  const isAsked = inputOf(command).ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(isAsked && before !== undefined ? { Item: wireOf(before) } : {}),
  });
}

/** All or nothing; a token that was seen answers as it did the first time. */
function transact({ rows, tokens, clock }: Engine, input: TransactWriteCommand['input']): unknown {
  const { TransactItems: parts = [], ClientRequestToken: name } = input;
  const token = name === undefined ? undefined : tokens.get(name);
  if (token !== undefined && clock() - token.at < TOKEN_MS) {
    if (isEqual(copyItem({ parts: token.parts }), copyItem({ parts }))) return {};
    throw new IdempotentParameterMismatchException({ message: 'The token is of another request.', $metadata: {} });
  }
  if (parts.length === 0 || parts.length > MAX_PARTS) throw new Invalid(`A transaction of ${parts.length} parts.`);
  const keys = new Set(parts.map(rowNameOf));
  if (keys.size < parts.length) throw new Invalid('A transaction changes one item once.');
  const outcomes = parts.map(part => tryPart(rows, part));
  const changes = outcomes.flatMap(({ change }) => change ?? []);
  if (outcomes.some(({ code }) => code !== 'None')) throw cancelled(outcomes);
  rows.commit(changes);
  if (name !== undefined) tokens.set(name, { parts, at: clock() });
  return {};
}

function rowNameOf({ Put, Update, Delete }: Parts[number]): string {
  const { pk, sk } = keyOf(Put?.Item ?? Update?.Key ?? Delete?.Key ?? {});
  return `${pk}\n${sk}`;
}

function partOf(rows: MemoryRows, { Put, Update, Delete, ConditionCheck }: Parts[number]): Change {
  if (Put !== undefined) return rows.put(Put.Item ?? {}, expressionsOf(Put));
  if (Update !== undefined) return rows.update(Update.Key ?? {}, expressionsOf(Update));
  if (Delete !== undefined) return rows.remove(Delete.Key ?? {}, expressionsOf(Delete));
  throw new TypeError(`The table in memory does not know this part: ${JSON.stringify(ConditionCheck)}.`);
}

const expressionsOf = (part: Expressions): Expressions => part;

interface Outcome {
  readonly code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly change?: Change;
}

function tryPart(rows: MemoryRows, part: Parts[number]): Outcome {
  try {
    const change = partOf(rows, part);
    return { code: change.isAllowed ? 'None' : 'ConditionalCheckFailed', change };
  } catch (error) {
    if (error instanceof Invalid) return { code: 'ValidationError' };
    throw error;
  }
}

function cancelled(outcomes: readonly Outcome[]): Error {
  const CancellationReasons = outcomes.map(({ code: Code }) => ({ Code }));
  const message = `Transaction cancelled [${CancellationReasons.map(({ Code }) => Code).join(', ')}]`;
  return new TransactionCanceledException({ message, $metadata: {}, CancellationReasons });
}
