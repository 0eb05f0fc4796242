/** The workers' queue in memory, as bad as a queue may be: late, doubled, out of order, and dead letters after so many receives. */

import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../../../lib/queue/queue.ts';
import { sending } from './sending.ts';

export interface QueueRules {
  readonly clock: () => number;
  /** So long a message that was received and not removed is hidden. */
  readonly visibilityMs: number;
  /** What was received so often and never removed is a dead letter. */
  readonly maxReceives: number;
  /** The delays of the copies of one message: one copy at least. */
  readonly delays?: () => readonly number[];
  /** Which of so many visible ones is received. */
  readonly choose?: (count: number) => number;
}

export interface Letter {
  readonly id: number;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

export interface MemoryQueue {
  /** For `sendTask`. */
  readonly queue: Queue;
  /** What was sent, in order, each once. */
  readonly sent: readonly string[];
  readonly waiting: readonly Letter[];
  readonly dead: readonly Letter[];
  /** As anybody may who can reach the queue: also what is no message of ours. */
  put(letter: Letter): void;
  receive(): Letter | undefined;
  remove(letter: Letter): void;
  /** When the next one can be seen; in the past where one can be now. */
  nextAt(): number | undefined;
  onSend(listener: () => void): void;
}

/** The SDK's client is slow to make, and nothing of it is used. */
const client = new SQSClient({ region: 'nowhere' });

export function openMemoryQueue(rules: QueueRules): MemoryQueue {
  const { clock, visibilityMs, maxReceives, delays = () => [0], choose = () => 0 } = rules;
  const sent: string[] = [];
  const waiting: Letter[] = [];
  const dead: Letter[] = [];
  const listeners: (() => void)[] = [];
  const remove = (letter: Letter): void => {
    const at = waiting.indexOf(letter);
    if (at >= 0) waiting.splice(at, 1);
  };
  const put = (letter: Letter): void => {
    waiting.push(letter);
    for (const listener of listeners) listener();
  };
  let count = 0;
  const sqs = sending(client, async command => {
    if (!(command instanceof SendMessageCommand))
      throw new TypeError('The queue in memory does not know this command.');
    const { MessageBody: body = '', DelaySeconds = 0 } = command.input;
    sent.push(body);
    for (const delay of delays())
      waiting.push({ id: ++count, body, visibleAt: clock() + delay + DelaySeconds * 1_000, receives: 0 });
    for (const listener of listeners) listener();
    return {};
  });
  return {
    queue: { sqs, queueUrl: 'queue' },
    sent,
    waiting,
    dead,
    put,
    receive() {
      for (;;) {
        const visible = waiting.filter(({ visibleAt }) => visibleAt <= clock());
        const letter = visible[choose(visible.length)];
        if (letter === undefined) return undefined;
        if (letter.receives < maxReceives) {
          letter.receives += 1;
          letter.visibleAt = clock() + visibilityMs;
          return letter;
        }
        remove(letter);
        dead.push(letter);
      }
    },
    remove,
    nextAt: () => (waiting.length === 0 ? undefined : Math.min(...waiting.map(({ visibleAt }) => visibleAt))),
    onSend: listener => void listeners.push(listener),
  };
}
