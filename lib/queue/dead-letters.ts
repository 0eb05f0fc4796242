/**
 * What was put aside: looked at, and sent again. Nothing is deleted before it was sent, so the worst that a crash in the middle or a
 * second redrive can do is a message that comes twice, and that does no harm.
 */

import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { ErrandError } from '../domain/errors.ts';
import { moveAll } from './move-all.ts';
import { whyNotOurs } from './parse-message.ts';
import type { Queue } from './queue.ts';
import { showAgain } from './show-again.ts';

export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** As far as the queue knows: the log of the worker has the rest. */
  readonly why: string;
  /** Milliseconds since the epoch: when it was first sent. */
  readonly sentAt: number;
}

export interface DeadLetterQueue {
  readonly url: string;
  readonly arn: string;
  /** How often a message is delivered before it is put aside. */
  readonly maxReceives: number;
}

/** As the queue's own redrive policy says. Throws `config.invalid` where it has none. */
async function findDeadLetterQueue({ sqs, queueUrl }: Queue): Promise<DeadLetterQueue> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy: unknown = JSON.parse(Attributes?.RedrivePolicy ?? '{}');
  const arn: unknown = typeof policy === 'object' && policy !== null && Reflect.get(policy, 'deadLetterTargetArn');
  if (typeof arn !== 'string') throw new ErrandError('config.invalid', `${queueUrl} has no dead-letter queue.`);
  const { QueueUrl: url = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) }));
  return { url, arn, maxReceives: Number(Reflect.get(Object(policy), 'maxReceiveCount')) };
}

/** Oldest first. They are hidden from others while it looks, and shown again at its end. */
export async function listDeadLetters(queue: Queue): Promise<readonly DeadLetter[]> {
  const dead = await findDeadLetterQueue(queue);
  const found: Message[] = [];
  try {
    for await (const messages of receiveAll(queue, dead)) found.push(...messages);
  } finally {
    for (const message of found) await show(queue, dead, message);
  }
  return found.map(message => letterOf(message, dead)).toSorted((one, other) => one.sentAt - other.sentAt);
}

/** Sends all of them to the workers again; returns how many. Where the queue can do that by itself, it does. */
export async function redriveAll(queue: Queue, now: number): Promise<number> {
  const dead = await findDeadLetterQueue(queue);
  const moved = await moveAll(queue, dead.arn);
  if (moved !== undefined) return moved;
  let count = 0;
  for await (const messages of receiveAll(queue, dead)) {
    for (const message of messages) {
      // One that was sent again just now and has failed again already stays, so that a redrive ends.
      if (sentAt(message) >= now) continue;
      await sendAgain(queue, dead, message);
      count += 1;
    }
  }
  return count;
}

/** False where there is none with this id. */
export async function redriveOne(queue: Queue, id: string): Promise<boolean> {
  const dead = await findDeadLetterQueue(queue);
  const others: Message[] = [];
  try {
    for await (const messages of receiveAll(queue, dead)) {
      others.push(...messages.filter(({ MessageId }) => MessageId !== id));
      const wanted = messages.find(({ MessageId }) => MessageId === id);
      if (wanted === undefined) continue;
      await sendAgain(queue, dead, wanted);
      return true;
    }
    return false;
  } finally {
    for (const message of others) await show(queue, dead, message);
  }
}

/** Longer than a redrive of a few hundred takes; after a crash they show again by themselves. */
const HIDDEN_SECONDS = 120;
/** Asks all of the queue's servers; a shorter look may miss some. */
const LOOK_SECONDS = 1;
const MAX_MESSAGES = 2_000;

async function* receiveAll({ sqs }: Queue, { url }: DeadLetterQueue): AsyncGenerator<readonly Message[]> {
  for (let count = 0; count < MAX_MESSAGES; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: LOOK_SECONDS,
        MessageSystemAttributeNames: ['SentTimestamp'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return;
    count += Messages.length;
    yield Messages;
  }
}

async function sendAgain({ sqs, queueUrl }: Queue, { url }: DeadLetterQueue, message: Message): Promise<void> {
  const { Body: MessageBody = '', MessageAttributes, ReceiptHandle } = message;
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageAttributes }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
}

/** Best effort: it shows by itself after a while. */
async function show(
  { sqs }: Queue,
  { url: queueUrl }: DeadLetterQueue,
  { ReceiptHandle = '' }: Message,
): Promise<void> {
  await showAgain({ sqs, queueUrl }, ReceiptHandle).catch(() => undefined);
}

const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp ?? 0);

function letterOf(message: Message, { maxReceives }: DeadLetterQueue): DeadLetter {
  const { MessageId: id = '', Body: body = '' } = message;
  const wrong = whyNotOurs(body);
  const why =
    wrong === undefined ? `no worker could handle it in ${maxReceives} tries` : `no message of ours: ${wrong}`;
  return { id, body, why, sentAt: sentAt(message) };
}
