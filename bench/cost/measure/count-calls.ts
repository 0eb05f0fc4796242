/** Counts what goes to the table, the bucket and the key while the product runs. Changes nothing of it. */

import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { KeyProvider } from '../../../lib/secrets/key-provider.ts';
import type { Call } from '../calls.ts';
import { itemBytes, type WireItem } from '../item-bytes.ts';
import { countedKeys } from './counted-keys.ts';
import { effectsOf } from './index-effects.ts';
import { nameItem } from './name-item.ts';
import { bucketVerb, readOf, type Target, targetsOf, textOf, wireBody } from './read-request.ts';
import { type See, watchFiles, watchTable } from './watch-client.ts';

export interface Counted {
  /** What the code was doing, such as `worker`. */
  readonly during: string;
  readonly call: Call;
  /** Of each item read or written, in the order of the call's. */
  readonly bytes: readonly number[];
}

export interface NewEvent {
  readonly during: string;
  readonly image: WireItem;
}

export interface CallCounter {
  readonly counted: readonly Counted[];
  /** Events in the order they were put, as the stream would bring them. */
  readonly events: readonly NewEvent[];
  during: string;
  readonly inFlight: () => number;
  watchBucket(client: S3Client): void;
  watchKeys(keyId: string): KeyProvider;
}

/** `reader` looks at items before and after a write, and is not counted. A write that fails is none. */
export function countCalls(client: DynamoDBClient, reader: DynamoDBClient): CallCounter {
  const counted: Counted[] = [];
  const events: NewEvent[] = [];
  let inFlight = 0;
  const note = (call: Call, bytes: readonly number[] = []): void =>
    void counted.push({ during: counter.during, call, bytes });
  const underWay =
    (see: See): See =>
    async seen => {
      inFlight += 1;
      try {
        return await see(seen);
      } finally {
        inFlight -= 1;
      }
    };
  const counter: CallCounter = {
    counted,
    events,
    during: '',
    inFlight: () => inFlight,
    watchBucket: bucket =>
      watchFiles(
        bucket,
        underWay(async ({ name, send }) => {
          const answer = await send();
          const verb = bucketVerb(name);
          if (verb !== undefined) note({ kind: 'bucket', verb });
          return answer;
        }),
      ),
    watchKeys: keyId => ({ kind: 'kms', keyId, calls: countedKeys(note) }),
  };
  const readBack = async ({ pk, sk, table }: Target): Promise<WireItem | undefined> => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    return (await reader.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  };
  const seeTable: See = async ({ name, request, send }) => {
    const body = wireBody(request);
    const targets = targetsOf(name, body);
    const before = await Promise.all(targets.map(readBack));
    const answer = await send();
    const read = readOf(name, body, answer);
    if (read !== undefined) note(read.call, read.bytes);
    if (targets.length === 0) return answer;
    const after = await Promise.all(targets.map(readBack));
    const items = targets.map(({ pk, sk }, index) => ({
      item: nameItem(pk, sk),
      indexes: effectsOf(before[index], after[index]),
    }));
    const bytes = targets.map((_, index) => Math.max(itemBytes(before[index] ?? {}), itemBytes(after[index] ?? {})));
    note({ kind: 'write', transaction: name === 'TransactWriteItems', items }, bytes);
    for (const [index, image] of after.entries())
      if (image !== undefined && before[index] === undefined && isEvent(image))
        events.push({ during: counter.during, image });
    return answer;
  };
  watchTable(client, underWay(seeTable));
  return counter;
}

const isEvent = (image: WireItem): boolean => nameItem(textOf(image.pk), textOf(image.sk)).endsWith(' event');
