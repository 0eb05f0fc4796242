/** A world in memory with all that delivers: the stream to the relay, the queue to two workers, sockets to a client. Disturbs nothing. */

import type { Stored } from '../../../lib/domain/events.ts';
import type { RelayDeps } from '../../../lib/realtime/relay.ts';
import { type MemoryQueue, openMemoryQueue, type QueueRules } from '../../support/memory/memory-queue.ts';
import { type MemorySockets, openMemorySockets } from '../../support/memory/memory-sockets.ts';
import { type MemoryErrand, openMemoryErrand } from '../memory-lab.ts';
import type { WorldOptions } from '../open-errand.ts';
import type { World } from '../world.ts';
import { openBell } from './bell.ts';
import { type Follower, openFollower } from './follow-streams.ts';
import { pumpQueue } from './pump-queue.ts';
import { pumpStream, SHARDS } from './pump-stream.ts';

export interface DeliveryOptions {
  readonly world?: WorldOptions;
  readonly queue?: Partial<Omit<QueueRules, 'clock'>>;
  /** How long after a write its record is delivered. */
  readonly lagMs?: () => number;
  readonly batch?: () => number;
  readonly backoffMs?: () => number;
  /** After so long the client asks by number whatever its socket says; left out: never. */
  readonly quietMs?: number;
  readonly forgetsToRemove?: () => boolean;
  readonly onEvent?: (event: Stored) => void;
  readonly onFrozen?: (name: string) => void;
  /** For what is broken on purpose. */
  readonly breakRelay?: (deps: RelayDeps) => RelayDeps;
}

export interface Delivery {
  readonly errand: MemoryErrand;
  readonly queue: MemoryQueue;
  readonly sockets: MemorySockets;
  readonly client: Follower;
  /** True where the client was shown all that is written now. */
  isShown(): boolean;
  /** Lets all come to rest. */
  end(): Promise<void>;
  look(): Promise<World>;
}

export async function openDelivery(options: DeliveryOptions = {}): Promise<Delivery> {
  const errand = await openMemoryErrand(options.world);
  const { schedule, stream, taskId, sessionId } = errand;
  const queue = openMemoryQueue({ visibilityMs: 5_400_000, maxReceives: 5, ...options.queue, clock: schedule.clock });
  const sockets = openMemorySockets();
  const [written, sent] = [openBell(), openBell()];
  errand.onWrite(written.ring);
  queue.onSend(sent.ring);
  let isOver = false;
  const { lagMs = () => 0, batch = () => 10, backoffMs = () => 1_000, onFrozen = () => {} } = options;
  const of = { errand, queue, sockets, onFrozen, isOver: () => isOver };
  const { quietMs, onEvent, forgetsToRemove, breakRelay } = options;
  const client = openFollower({
    ...{ ...of, name: 'client', streams: [`task/${taskId}`, `session/${sessionId}`], backoffMs },
    ...(quietMs !== undefined && { quietMs }),
    ...(onEvent && { onEvent }),
  });
  const running = [
    ...Array.from({ length: SHARDS }, (_, shard) =>
      pumpStream({ ...of, shard, stream, bell: written, lagMs, batch, ...(breakRelay && { breakRelay }) }),
    ),
    ...['worker a', 'worker b'].map(name =>
      pumpQueue({ ...of, name, bell: sent, ...(forgetsToRemove && { forgetsToRemove }) }),
    ),
    client.follow(),
  ];
  return {
    errand,
    queue,
    sockets,
    client,
    isShown() {
      const shown = client.seen.reduce((sum, { events }) => sum + events.length, 0);
      return shown === stream.filter(({ name, key }) => name === 'INSERT' && key.sk.startsWith('EVENT#')).length;
    },
    async end() {
      isOver = true;
      for (const ring of [written.ring, sent.ring, client.wake]) ring();
      await schedule.until(running);
    },
    async look() {
      const letters = { sent: queue.sent, dead: queue.dead.map(({ body }) => body) };
      return { ...(await errand.look()), seen: client.seen, letters };
    },
  };
}
