/** The queue to a worker, as its event source does it: a message goes when its task was handled, and else is seen again. */

import { parseMessage } from '../../../lib/queue/parse-message.ts';
import type { Letter, MemoryQueue } from '../../support/memory/memory-queue.ts';
import type { Errand } from '../open-errand.ts';
import type { Bell } from './bell.ts';

export interface QueuePump {
  /** Its workers are `<name>.1`, `<name>.2` …: a new one for each message. */
  readonly name: string;
  readonly errand: Errand;
  readonly queue: MemoryQueue;
  /** Rings when something was sent, and when all is over. */
  readonly bell: Bell;
  readonly isOver: () => boolean;
  /** A message that was handled is now and then seen again all the same. */
  readonly forgetsToRemove?: () => boolean;
  readonly onFrozen: (name: string) => void;
}

export async function pumpQueue(pump: QueuePump): Promise<void> {
  const { name, errand, queue, bell, isOver, onFrozen, forgetsToRemove = () => false } = pump;
  const idle = errand.schedule.actor(`slot ${name}`);
  for (let count = 1; !isOver(); ) {
    const letter = queue.receive();
    if (letter === undefined) {
      const next = queue.nextAt();
      await bell.rest(idle, next === undefined ? undefined : Math.max(1, next - errand.schedule.clock()));
      continue;
    }
    const worker = `${name}.${count++}`;
    const outcome = await handle(errand, worker, letter);
    if (outcome === 'frozen') onFrozen(worker);
    if (outcome === 'handled' && !forgetsToRemove()) queue.remove(letter);
  }
}

async function handle(errand: Errand, worker: string, { body }: Letter): Promise<'handled' | 'failed' | 'frozen'> {
  const message = parseMessage(body);
  if (message === undefined) return 'failed';
  const run = await errand.workNext(worker, message.taskId).catch(() => 'threw' as const);
  if (run === 'frozen') return 'frozen';
  return run === 'died' || run === 'threw' ? 'failed' : 'handled';
}
