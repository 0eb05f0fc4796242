/** What calls to the table take of it: write units of the table and of each index, read units, bytes that stay. Pure. */

import { byRank, byStatus } from '../../lib/store/keys.ts';
import type { Effect, WrittenItem } from './calls.ts';
import { readUnits, writeUnits } from './item-bytes.ts';
import { itemSizes, type Row } from './rows.ts';

export interface TableUnits {
  /** Of the table itself; a transaction takes two for one. */
  readonly writes: number;
  /** Of each index by its name. They follow after the transaction, and are not doubled (transaction-apis.html: changes propagate to indexes once it has completed). */
  readonly indexWrites: Readonly<Record<string, number>>;
  readonly reads: number;
  /** Calls, each one request. */
  readonly requests: number;
}

const TRANSACTION_FACTOR = 2;
/** A narrow entry is less than a KB. */
const NARROW_INDEXES: ReadonlySet<string> = new Set([byStatus.name, byRank.name]);
/** What queries of an index read always is. */
const EVENTUAL_FACTOR = 0.5;

export const sizeOf = ({ item, bytes }: WrittenItem): number => bytes ?? itemSizes[item] ?? 0;

export function tableUnits(rows: readonly Row[]): TableUnits {
  let writes = 0;
  let reads = 0;
  let requests = 0;
  const indexWrites: Record<string, number> = {};
  for (const { call, times } of rows) {
    switch (call.kind) {
      case 'get':
        reads += times * readUnits(itemSizes[call.item] ?? 0) * (call.eventual === true ? EVENTUAL_FACTOR : 1);
        requests += times;
        break;
      case 'query': {
        const isEventual = call.eventual === true || call.of.startsWith('index ');
        reads += times * readUnits(call.bytes ?? 0) * (isEventual ? EVENTUAL_FACTOR : 1);
        requests += times;
        break;
      }
      case 'write':
        requests += times;
        for (const one of call.items) {
          writes += times * writeUnits(sizeOf(one)) * (call.transaction ? TRANSACTION_FACTOR : 1);
          for (const [index, units] of entriesOf(one)) indexWrites[index] = (indexWrites[index] ?? 0) + times * units;
        }
        break;
      case 'bucket':
      case 'key':
        break;
      default:
        call satisfies never;
    }
  }
  return { writes, indexWrites, reads, requests };
}

const entriesOf = (one: WrittenItem): readonly (readonly [string, number])[] =>
  Object.entries(one.indexes).map(([index, effect]) => [
    index,
    entriesWritten(effect) * (NARROW_INDEXES.has(index) ? 1 : writeUnits(sizeOf(one))),
  ]);

/** A moved entry is taken out in one place and put in in the other. */
function entriesWritten(effect: Effect): number {
  switch (effect) {
    case 'none':
    case 'kept':
      return 0;
    case 'rewritten':
    case 'entered':
    case 'left':
      return 1;
    case 'moved':
      return 2;
    default:
      return effect satisfies never;
  }
}

export const sumOf = (units: Readonly<Record<string, number>>): number =>
  Object.values(units).reduce((sum, one) => sum + one, 0);
