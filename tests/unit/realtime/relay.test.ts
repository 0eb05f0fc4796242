/** The relay over a batch of several streams: side by side, each in its order. */

import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { addConnection, addSubscription } from '../../../lib/realtime/connections.ts';
import type { ServerMessage } from '../../../lib/realtime/protocol.ts';
import { type RelayDeps, relay } from '../../../lib/realtime/relay.ts';
import { eventKey } from '../../../lib/store/keys.ts';
import { openMemoryStore } from '../../support/memory/memory-store.ts';

const task = (letter: string) => `task/tsk_01J${letter.repeat(23)}` as const;

/** As DynamoDB streams hand it over. */
function record(stream: `task/${string}`, seq: number): DynamoDBRecord {
  const key = eventKey(stream, seq);
  const event = { stream, seq, at: '2026-01-01T00:00:00.000Z', ownerId: 'ada', type: 'cancel.requested', data: {} };
  const wire = (item: object) => marshall(item) as unknown as Record<string, AttributeValue>;
  return {
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: `${stream.at(-1)}${seq}`,
      Keys: wire(key),
      NewImage: wire({ ...key, ...event, prev: '', writeId: '' }),
    },
  };
}

async function open(send: (message: ServerMessage & { type: 'event' }) => Promise<void>) {
  const { store } = openMemoryStore(() => Date.parse('2026-01-01T00:00:00Z'));
  await addConnection(store, 'c1', { ownerId: 'ada' });
  for (const letter of ['A', 'B']) await addSubscription(store, 'ada', 'c1', task(letter));
  const deps: RelayDeps = {
    store,
    queueTask: async () => {},
    push: {
      close: async () => {},
      async send(_connectionId, message) {
        if (message.type === 'event') await send(message);
        return 'sent';
      },
    },
  };
  return deps;
}

test('an event whose socket is slow does not hold up the events of another stream', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const sent: string[] = [];
  const deps = await open(async ({ event }) => {
    if (event.stream === task('A')) await released;
    sent.push(`${event.stream.at(-1)}${event.seq}`);
    if (event.stream === task('B') && event.seq === 2) release();
  });
  const Records = [record(task('A'), 1), record(task('B'), 1), record(task('A'), 2), record(task('B'), 2)];
  expect(await relay(deps, { Records })).toEqual({ batchItemFailures: [] });
  expect(sent).toEqual(['B1', 'B2', 'A1', 'A2']);
});

test('the batch comes again from the first event that could not be delivered, and nothing of its stream goes ahead of it', async () => {
  const sent: string[] = [];
  const deps = await open(async ({ event }) => void sent.push(`${event.stream.at(-1)}${event.seq}`));
  const broken = record(task('B'), 1);
  // A row that is no event's: nobody can say what it is.
  const torn = {
    ...broken,
    dynamodb: { ...broken.dynamodb, NewImage: { ...broken.dynamodb?.NewImage, ownerId: { X: 1 } as never } },
  };
  const Records = [record(task('A'), 1), torn, record(task('A'), 2), record(task('B'), 2)];
  expect(await relay(deps, { Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'B1' }] });
  expect(sent).toEqual(['A1', 'A2']);
});
