/** What one call to a service is, as the bill and the limits see it. Words only: counts nothing, knows no price. */

/**
 * What a write does to an item's entry in one index. `kept`: nothing that the index holds changed, so nothing is written into it;
 * `moved`: its key changed, which is a delete and a put.
 */
export type Effect = 'none' | 'kept' | 'rewritten' | 'moved' | 'entered' | 'left';

export interface WrittenItem {
  /** As `nameItem` calls it, such as `task`, `task event` or `day`. */
  readonly item: string;
  /** By the index's name; those left out are `none`. */
  readonly indexes: Readonly<Record<string, Effect>>;
  /** Where it is not the usual size of such an item. */
  readonly bytes?: number;
}

export type Call =
  /** `eventual`: what was written a moment ago may not be seen, for half the price. */
  | { readonly kind: 'get'; readonly item: string; readonly eventual?: boolean }
  /** `bytes`: of all that it goes through. Of an index always eventual. */
  | { readonly kind: 'query'; readonly of: string; readonly bytes?: number; readonly eventual?: boolean }
  | { readonly kind: 'write'; readonly transaction: boolean; readonly items: readonly WrittenItem[] }
  | { readonly kind: 'bucket'; readonly verb: 'put' | 'get' | 'delete' | 'list' }
  | { readonly kind: 'key'; readonly verb: 'generate' | 'decrypt' };

/** Two calls with the same name cost the same but for the sizes of their items. */
export function nameCall(call: Call): string {
  switch (call.kind) {
    case 'get':
      return `get ${call.item}${eventually(call)}`;
    case 'query':
      return `query ${call.of}${eventually(call)}`;
    case 'write':
      return `${call.transaction ? 'transact' : 'write'} ${call.items.map(nameWritten).sort().join(' + ')}`;
    case 'bucket':
      return `bucket ${call.verb}`;
    case 'key':
      return `key ${call.verb}`;
    default:
      return call satisfies never;
  }
}

const eventually = ({ eventual }: { readonly eventual?: boolean }): string => (eventual === true ? ', eventually' : '');

function nameWritten({ item, indexes }: WrittenItem): string {
  const effects = Object.entries(indexes).flatMap(([index, effect]) =>
    effect === 'none' || effect === 'kept' ? [] : `${index} ${effect}`,
  );
  return effects.length === 0 ? item : `${item} (${effects.sort().join(', ')})`;
}

/** How often each call was made, by name. */
export type Census = ReadonlyMap<string, number>;

export function addUp(counts: Iterable<readonly [string, number]>): Census {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return new Map([...sums].filter(([, count]) => count !== 0).sort(([a], [b]) => a.localeCompare(b)));
}
