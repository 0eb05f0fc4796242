/** Random commands of the document client over a few rows, with the expressions that lib's are made of. */

import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { byOwner, byRank, byStatus } from '../../lib/store/keys.ts';
import type { Store } from '../../lib/store/store.ts';
import type { Dice } from './dice.ts';

type Send = (store: Store) => Promise<unknown>;

interface Expression {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

const CONDITIONS: readonly ((dice: Dice) => Expression)[] = [
  () => ({ text: 'attribute_not_exists(pk)' }),
  () => ({ text: 'attribute_exists(pk)' }),
  dice => ({ text: 'n = :if_n', values: { ':if_n': dice.below(4) } }),
  dice => ({ text: 'n < :if_n AND attribute_exists(t)', values: { ':if_n': dice.below(6) } }),
  dice => ({ text: 'NOT (n >= :if_n OR t = :if_t)', values: { ':if_n': dice.below(6), ':if_t': text(dice) } }),
  dice => ({
    text: '(attribute_not_exists(n) OR n <= :if_n) AND (attribute_not_exists(tags) OR size(tags) < :if_m)',
    values: { ':if_n': dice.below(6), ':if_m': 1 + dice.below(3) },
  }),
  dice => ({ text: 'contains(tags, :if_tag)', values: { ':if_tag': text(dice) } }),
  dice => ({ text: 'contains(t, :if_tag) OR begins_with(t, :if_tag)', values: { ':if_tag': text(dice).slice(0, 1) } }),
  dice => ({ text: 't BETWEEN :if_a AND :if_b', values: { ':if_a': 'a', ':if_b': text(dice) } }),
  dice => ({ text: 'attribute_exists(m.#if)', names: { '#if': text(dice) } }),
  dice => ({ text: '#if > :if_n', names: { '#if': 'n' }, values: { ':if_n': dice.below(3) } }),
  dice => ({ text: 'size(m) < :if_n', values: { ':if_n': dice.below(4) } }),
  dice => ({ text: 'm = :if_m', values: { ':if_m': { [text(dice)]: 1 } } }),
  dice => ({ text: 'n = :if_t', values: { ':if_t': text(dice) } }),
];

const UPDATES: readonly ((dice: Dice) => Expression)[] = [
  dice => ({ text: 'SET n = :n, t = :t', values: { ':n': dice.below(5), ':t': text(dice) } }),
  dice => ({ text: 'SET n = if_not_exists(n, :n)', values: { ':n': dice.below(5) } }),
  dice => ({ text: 'SET n = n + :n', values: { ':n': dice.below(3) } }),
  dice => ({ text: 'SET n = if_not_exists(n, :zero) - :n', values: { ':zero': 0, ':n': dice.below(3) } }),
  dice => ({ text: 'SET t = n REMOVE tags ADD c :one', values: { ':one': dice.below(3) } }),
  dice => ({ text: 'ADD tags :tag, n :n', values: { ':tag': new Set([text(dice)]), ':n': -1 } }),
  dice => ({ text: 'DELETE tags :tag', values: { ':tag': new Set([text(dice), 'a']) } }),
  dice => ({ text: 'SET m.#of = :n', names: { '#of': text(dice) }, values: { ':n': dice.below(3) } }),
  dice => ({ text: 'REMOVE m.#of, n', names: { '#of': text(dice) } }),
  dice => ({ text: 'SET m = :m', values: { ':m': { a: 1, [text(dice)]: [1, 'x', null, true, { deep: 1.5 }] } } }),
  () => ({ text: 'REMOVE n, t, gone' }),
  dice => ({ text: 'SET ownerList = :o, listedAt = :l', values: { ':o': 'list', ':l': text(dice) } }),
  dice => ({ text: 'SET activeList = :o, dueAt = :l REMOVE ownerList', values: { ':o': 'list', ':l': text(dice) } }),
  dice => ({ text: 'SET rankList = :o, rankedAt = :l, ownerId = :l', values: { ':o': 'list', ':l': text(dice) } }),
];

const text = (dice: Dice): string => dice.one(['a', 'b', 'bc', 'd']);
const keyBy = (dice: Dice) => ({ pk: dice.one(['p1', 'p2']), sk: dice.one(['a', 'ab', 'b', 'c', 'd']) });

const given = ({ names, values }: Expression) => ({
  ...(names && { ExpressionAttributeNames: names }),
  ...(values && { ExpressionAttributeValues: values }),
});

const merged = (one: Expression, other: Expression): Expression => ({
  text: '',
  ...(one.names || other.names ? { names: { ...one.names, ...other.names } } : {}),
  ...(one.values || other.values ? { values: { ...one.values, ...other.values } } : {}),
});

const condition = (dice: Dice): Expression | undefined => (dice.happens(60) ? dice.one(CONDITIONS)(dice) : undefined);
const conditioned = (found: Expression | undefined) =>
  found === undefined ? {} : { ConditionExpression: found.text, ...given(found) };

function putBy(dice: Dice) {
  const Item = {
    ...keyBy(dice),
    n: dice.below(5),
    t: text(dice),
    absent: undefined,
    ...(dice.happens(50) && { tags: new Set([text(dice), text(dice)]) }),
    ...(dice.happens(50) && { m: { [text(dice)]: 1, list: [1, [2], { three: null }], absent: undefined } }),
    ...(dice.happens(40) && { ownerList: 'list', listedAt: text(dice) }),
    ...(dice.happens(40) && { rankList: 'list', rankedAt: text(dice), ownerId: 'o', notBefore: 'x' }),
  };
  return { Item, ...conditioned(condition(dice)) };
}

function updateBy(dice: Dice) {
  const update = dice.one(UPDATES)(dice);
  const found = condition(dice);
  return {
    Key: keyBy(dice),
    UpdateExpression: update.text,
    ...(found && { ConditionExpression: found.text }),
    ...given(merged(update, found ?? { text: '' })),
  };
}

const deleteBy = (dice: Dice) => ({ Key: keyBy(dice), ...conditioned(condition(dice)) });

function queryBy(dice: Dice) {
  const ScanIndexForward = dice.happens(50);
  const Limit = dice.happens(60) ? 1 + dice.below(4) : undefined;
  const index = dice.one([undefined, byOwner, byStatus, byRank]);
  const bySort = dice.one([
    { text: '', values: {} },
    { text: ' AND $ < :a', values: { ':a': text(dice) } },
    { text: ' AND begins_with($, :a)', values: { ':a': text(dice) } },
    { text: ' AND $ BETWEEN :a AND :b', values: { ':a': 'a', ':b': text(dice) } },
  ]);
  const { partition, sort } = index ?? { partition: 'pk', sort: 'sk' };
  return {
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index.name }),
    KeyConditionExpression: `${partition} = :p${bySort.text.replace('$', sort)}`,
    ExpressionAttributeValues: { ':p': index === undefined ? dice.one(['p1', 'p2']) : 'list', ...bySort.values },
    ScanIndexForward,
    ...(Limit === undefined ? {} : { Limit }),
  };
}

/** All pages, each as it came. */
async function queryAll(store: Store, query: ReturnType<typeof queryBy>): Promise<unknown> {
  const pages: unknown[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const TableName = store.table;
    const page = await store.db.send(
      new QueryCommand({ TableName, ...query, ...(start && { ExclusiveStartKey: start }) }),
    );
    pages.push(page.Items, page.LastEvaluatedKey);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return pages;
}

export function rawCommandBy(dice: Dice, token: string): { readonly name: string; readonly do: Send } {
  // Of an update that made its row, lib never asks for the old one, and there the engine is not DynamoDB's equal.
  const ReturnNew = dice.one(['NONE', 'ALL_NEW'] as const);
  const ReturnOld = dice.one(['NONE', 'ALL_OLD'] as const);
  const onFailure = dice.happens(50) ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {};
  const put = putBy(dice);
  const update = updateBy(dice);
  const gone = deleteBy(dice);
  const query = queryBy(dice);
  const Key = keyBy(dice);
  const parts = Array.from({ length: 1 + dice.below(3) }, () =>
    dice.one([{ Put: putBy(dice) }, { Update: updateBy(dice) }, { Delete: deleteBy(dice) }]),
  );
  const ClientRequestToken = dice.happens(30) ? token : undefined;
  const commands: readonly (readonly [object, Send])[] = [
    [put, store => store.db.send(new PutCommand({ TableName: store.table, ...put, ReturnValues: ReturnOld }))],
    [
      update,
      store =>
        store.db.send(new UpdateCommand({ TableName: store.table, ...update, ReturnValues: ReturnNew, ...onFailure })),
    ],
    [gone, store => store.db.send(new DeleteCommand({ TableName: store.table, ...gone, ReturnValues: ReturnOld }))],
    [Key, store => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true }))],
    [query, store => queryAll(store, query)],
    [
      { parts, ClientRequestToken },
      store => {
        const TableName = store.table;
        const TransactItems = parts.map(part => ({
          ...('Put' in part && { Put: { TableName, ...part.Put } }),
          ...('Update' in part && { Update: { TableName, ...part.Update } }),
          ...('Delete' in part && { Delete: { TableName, ...part.Delete } }),
        }));
        return store.db.send(
          new TransactWriteCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }),
        );
      },
    ],
  ];
  const [what, send] = dice.one(commands);
  return { name: JSON.stringify(what), do: send };
}
