/** The table's stream to the real relay, as its event source does it: in order, batch by batch, again from what was not delivered. */

import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { sendTask } from '../../../lib/queue/send-task.ts';
import { openPush } from '../../../lib/realtime/push.ts';
import { type RelayDeps, relay } from '../../../lib/realtime/relay.ts';
import type { MemoryQueue } from '../../support/memory/memory-queue.ts';
import type { MemorySockets } from '../../support/memory/memory-sockets.ts';
import { type Written, wireOf } from '../../support/memory/memory-table.ts';
import type { Errand, Stopped } from '../open-errand.ts';
import type { Actor } from '../schedule.ts';
import type { Bell } from './bell.ts';

export interface StreamPump {
  /** Which of the stream's shards; an item's changes all come through one. */
  readonly shard: number;
  readonly errand: Errand;
  readonly stream: readonly Written[];
  readonly queue: MemoryQueue;
  readonly sockets: MemorySockets;
  /** Rings when something was written, and when all is over. */
  readonly bell: Bell;
  readonly isOver: () => boolean;
  /** How long after a write it is delivered. */
  readonly lagMs: () => number;
  readonly batch: () => number;
  readonly onFrozen: (name: string) => void;
  /** For what is broken on purpose. */
  readonly breakRelay?: (deps: RelayDeps) => RelayDeps;
}

export const SHARDS = 2;
/** Lambda tries a failed batch again after a while. */
const RETRY_MS = 1_000;

const shardOf = (pk: string): number => (pk.startsWith('task/') ? 0 : 1);

export async function pumpStream(pump: StreamPump): Promise<void> {
  const { shard, errand, stream, bell, isOver, onFrozen } = pump;
  const idle = errand.schedule.actor(`pump ${shard}`);
  let position = 0;
  for (let count = 1; ; ) {
    const records = stream.slice(position).filter(({ key }) => shardOf(key.pk) === shard);
    if (records.length === 0) {
      position = stream.length;
      if (isOver()) return;
      await bell.rest(idle);
      continue;
    }
    await idle.sleep(pump.lagMs());
    const batch = records.slice(0, pump.batch());
    const name = `relay ${shard}.${count++}`;
    const answer = await deliver(pump, name, batch).catch(() => 'threw' as const);
    if (answer === 'frozen') onFrozen(name);
    const delivered = typeof answer === 'string' ? 0 : deliveredOf(answer, batch);
    position = batch[delivered - 1]?.sequence ?? position;
    if (delivered < batch.length) await idle.sleep(RETRY_MS);
  }
}

function deliver(
  { errand, queue, sockets, breakRelay = deps => deps }: StreamPump,
  name: string,
  batch: readonly Written[],
): Promise<DynamoDBBatchResponse | Stopped> {
  return errand.run(name, (store, actor) => {
    const deps: RelayDeps = {
      store,
      push: pushBy(sockets, actor),
      queueTask: (taskId, notBefore) =>
        actor.pass('send message', () =>
          sendTask(queue.queue, taskId, notBefore === undefined ? 0 : Date.parse(notBefore) - store.clock()),
        ),
    };
    return relay(breakRelay(deps), { Records: batch.map(recordOf) });
  });
}

/** Each push is a turn of whoever pushes. */
export function pushBy(sockets: MemorySockets, actor: Actor): ReturnType<typeof openPush> {
  const push = openPush(sockets.client);
  return {
    send: (id, message) => actor.pass(`push ${message.type}`, () => push.send(id, message)),
    close: id => actor.pass('close socket', () => push.close(id)),
  };
}

function deliveredOf({ batchItemFailures: [first] }: DynamoDBBatchResponse, batch: readonly Written[]): number {
  if (first === undefined) return batch.length;
  return batch.findIndex(({ sequence }) => String(sequence) === first.itemIdentifier);
}

/** As the stream has it: a new image, and only what the relay reads of the rest. */
function recordOf({ sequence, name, image, key }: Written): DynamoDBRecord {
  const isNew = name === 'INSERT' && image !== undefined;
  return {
    eventName: name,
    dynamodb: {
      SequenceNumber: String(sequence),
      Keys: wireOf({ ...key }) as NewImage,
      ...(isNew && { NewImage: wireOf(image) as NewImage }),
    },
  };
}

type NewImage = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
