/** The one table in memory: rows, their two indexes by scanning, transactions, and the stream of changes. Rows are shown as they are, frozen. Waits for nothing; keeps no file. */

import { marshall } from '@aws-sdk/util-dynamodb';
import { tableDefinition } from '../../../lib/store/schema.ts';
import { applyUpdate, type Given, Invalid, meets } from './evaluate.ts';
import { type Read, readCondition, readUpdate } from './expression.ts';
import { copyItem, frozen, type Item, isEqual, orderOf } from './value.ts';

export interface Expressions {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

export interface QueryOf extends Expressions {
  readonly IndexName?: string | undefined;
  readonly ScanIndexForward?: boolean | undefined;
  readonly Limit?: number | undefined;
  readonly ExclusiveStartKey?: Item | undefined;
}

/** What a put, an update or a delete would make of a row, worked out before anything is written. */
export interface Change {
  readonly key: RowKey;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly isAllowed: boolean;
}

/** A record of the table's stream. */
export interface Written {
  readonly sequence: number;
  readonly name: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly key: RowKey;
  readonly image: Item | undefined;
  /** Milliseconds since the epoch by the world's clock, whatever the writer's says. */
  readonly at: number;
}

export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}

export interface MemoryRows {
  readonly stream: readonly Written[];
  get(key: Item): Item | undefined;
  put(item: Item, by: Expressions): Change;
  update(key: Item, by: Expressions): Change;
  remove(key: Item, by: Expressions): Change;
  commit(changes: readonly Change[]): void;
  /** Is called after each commit that changed something. */
  onWrite(listener: () => void): void;
  query(query: QueryOf): { readonly items: readonly Item[]; readonly last: Item | undefined };
  all(): readonly Item[];
}

export function openRows(clock: () => number): MemoryRows {
  /** The rows of one partition, by sort key; sorted when they are asked for. */
  const partitions = new Map<string, Map<string, Item>>();
  const stream: Written[] = [];
  const listeners: (() => void)[] = [];
  const rowOf = ({ pk, sk }: RowKey): Item | undefined => partitions.get(pk)?.get(sk);
  const allRows = function* (): Generator<Item> {
    for (const rows of partitions.values()) yield* rows.values();
  };

  return {
    stream,
    get: key => rowOf(keyOf(key)),
    put(item, by) {
      const after = copyItem(item);
      const key = keyOf(after);
      const before = rowOf(key);
      return { key, before, after, isAllowed: isAllowed(before, by) };
    },
    update(key, by) {
      const at = keyOf(key);
      const before = rowOf(at);
      if (!isAllowed(before, by)) return { key: at, before, after: before, isAllowed: false };
      const { tree } = read(by.UpdateExpression, readUpdate) ?? { tree: { set: [], remove: [], add: [], delete: [] } };
      return { key: at, before, after: applyUpdate(tree, before ?? { ...at }, givenOf(by)), isAllowed: true };
    },
    remove(key, by) {
      const at = keyOf(key);
      const before = rowOf(at);
      return { key: at, before, after: undefined, isAllowed: isAllowed(before, by) };
    },
    commit(changes) {
      for (const { key, before, after } of changes) {
        if (after !== undefined) put(partitions, key, after);
        else partitions.get(key.pk)?.delete(key.sk);
        if (isEqual(before, after)) continue;
        const name = before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY';
        stream.push({ sequence: stream.length + 1, name, key, image: after, at: clock() });
      }
      for (const listener of listeners) listener();
    },
    onWrite: listener => void listeners.push(listener),
    query(query) {
      const given = givenOf(query);
      const { tree } = read(query.KeyConditionExpression, readCondition) ?? fail('A query needs its key.');
      const { partition, sort, shown } = query.IndexName === undefined ? tableKeys : indexOf(query.IndexName);
      const [first] = tree.kind === 'and' ? tree.parts : [tree];
      const wanted = first?.kind === 'compare' && first.right.kind === 'value' ? given.values[first.right.name] : '';
      const rows = query.IndexName === undefined ? (partitions.get(String(wanted))?.values() ?? []) : allRows();
      const found = [...rows].filter(
        row => row[partition] === wanted && row[sort] !== undefined && meets(tree, row, given),
      );
      const names = [sort, 'pk', 'sk'];
      const order = (one: Item, other: Item): number => {
        for (const name of names) {
          const by = orderOf(one[name], other[name]) ?? 0;
          if (by !== 0) return query.ScanIndexForward === false ? -by : by;
        }
        return 0;
      };
      const start = query.ExclusiveStartKey;
      const rest = found.sort(order).filter(row => start === undefined || order(row, start) > 0);
      const items = rest.slice(0, query.Limit ?? rest.length);
      const lastItem = items.at(-1);
      const isWhole = lastItem === undefined || query.Limit === undefined || items.length < query.Limit;
      const keys = [...new Set(['pk', 'sk', partition, sort])];
      const last = isWhole ? undefined : Object.fromEntries(keys.map(name => [name, lastItem[name]]));
      return { items: items.map(shown), last };
    },
    all: () => [...allRows()],
  };
}

interface Keys {
  readonly partition: string;
  readonly sort: string;
  /** What of an item is in it. */
  readonly shown: (item: Item) => Item;
}

const whole = (item: Item): Item => item;
const tableKeys: Keys = { partition: 'pk', sort: 'sk', shown: whole };
const indexes = new Map((tableDefinition('any').GlobalSecondaryIndexes ?? []).map(index => [index.IndexName, index]));

function indexOf(name: string): Keys {
  const { KeySchema: [{ AttributeName: partition } = {}, { AttributeName: sort } = {}] = [], Projection } =
    indexes.get(name) ?? {};
  if (partition === undefined || sort === undefined) throw new Invalid(`There is no index ${name}.`);
  if (Projection?.ProjectionType !== 'INCLUDE') return { partition, sort, shown: whole };
  const names = ['pk', 'sk', partition, sort, ...(Projection.NonKeyAttributes ?? [])];
  const shown = (item: Item): Item =>
    Object.fromEntries(names.flatMap(one => (item[one] === undefined ? [] : [[one, item[one]]])));
  return { partition, sort, shown };
}

function put(partitions: Map<string, Map<string, Item>>, { pk, sk }: RowKey, item: Item): void {
  const rows = partitions.get(pk) ?? new Map<string, Item>();
  partitions.set(pk, rows);
  rows.set(sk, frozen(item));
}

export function keyOf({ pk, sk }: Item): RowKey {
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '') throw new Invalid('This is no key.');
  return { pk, sk };
}

function isAllowed(before: Item | undefined, by: Expressions): boolean {
  refuseUnused(by);
  const condition = read(by.ConditionExpression, readCondition);
  return condition === undefined || meets(condition.tree, before, givenOf(by));
}

const read = <Tree>(text: string | undefined, reader: (text: string) => Read<Tree>): Read<Tree> | undefined =>
  text === undefined ? undefined : reader(text);

const givenOf = ({
  ExpressionAttributeNames: names = {},
  ExpressionAttributeValues: values = {},
}: Expressions): Given => ({
  names,
  values,
});

/** The real table refuses a name or a value that no expression uses: a slip in lib must show here too. */
function refuseUnused(by: Expressions): void {
  const used = [read(by.ConditionExpression, readCondition), read(by.UpdateExpression, readUpdate)];
  const given = [...Object.keys(by.ExpressionAttributeNames ?? {}), ...Object.keys(by.ExpressionAttributeValues ?? {})];
  const unused = given.find(name => !used.some(one => one?.placeholders.has(name)));
  if (unused !== undefined) throw new Invalid(`${unused} is given and not used.`);
}

function fail(why: string): never {
  throw new Invalid(why);
}

/** As the wire has it, for a stream record or a failed condition. */
export const wireOf = (item: Item) => marshall(item, { removeUndefinedValues: true });
