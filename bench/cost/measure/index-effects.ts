/** What a write did to an item's entries in the indexes: the item before and after, held against the table's own definition. */

import { isDeepStrictEqual } from 'node:util';
import { tableDefinition } from '../../../lib/store/schema.ts';
import type { Effect } from '../calls.ts';
import type { WireItem } from '../item-bytes.ts';

interface Index {
  readonly name: string;
  readonly keys: readonly string[];
  /** Undefined: all of the item. */
  readonly projected: readonly string[] | undefined;
}

const indexes: readonly Index[] = (tableDefinition('').GlobalSecondaryIndexes ?? []).map(index => ({
  name: index.IndexName ?? '',
  keys: (index.KeySchema ?? []).flatMap(key => key.AttributeName ?? []),
  projected: index.Projection?.ProjectionType === 'ALL' ? undefined : (index.Projection?.NonKeyAttributes ?? []),
}));

export function effectsOf(before: WireItem | undefined, after: WireItem | undefined): Readonly<Record<string, Effect>> {
  return Object.fromEntries(indexes.map(index => [index.name, effectOn(index, before, after)]));
}

function effectOn({ keys, projected }: Index, before: WireItem | undefined, after: WireItem | undefined): Effect {
  const was = entryOf(before, keys);
  const is = entryOf(after, keys);
  if (was === undefined) return is === undefined ? 'none' : 'entered';
  if (is === undefined) return 'left';
  if (was !== is) return 'moved';
  const held = projected ?? [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  // Time stands still between two sleeps: what else tells a state from the one before, its number, stands for its `updatedAt`.
  const telling = held.includes('state') ? [...held, 'seq'] : held;
  // The engine gives a map's members in no order of its own.
  return telling.every(name => isDeepStrictEqual(before?.[name], after?.[name])) ? 'kept' : 'rewritten';
}

/** Undefined where the item lacks a key, and so is not in the index. */
function entryOf(item: WireItem | undefined, keys: readonly string[]): string | undefined {
  const values = keys.map(key => item?.[key]);
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}
