/** The dead-letter queue on the real emulator: what lies in it is shown, and is sent again without being lost or doing harm. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findQueue } from '../../../lib/cli/find-queue.ts';
import { runDeadLetters } from '../../../lib/cli/run-dead-letters.ts';
import { type LocalStorage, startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { listDeadLetters, redriveAll, redriveOne } from '../../../lib/queue/dead-letters.ts';
import { moveAll } from '../../../lib/queue/move-all.ts';
import { openQueue, type Queue } from '../../../lib/queue/queue.ts';
import { testCredentials, testRegion } from '../../support/table.ts';

const TASK = '{"v":1,"taskId":"tsk_00000000000000000000000001"}';
let storage: LocalStorage;
let queue: Queue;
beforeEach(async () => {
  storage = await startStorage();
  const { endpoint, queueUrl } = storage;
  queue = openQueue({ queueUrl, endpoint, region: testRegion, credentials: testCredentials });
});
afterEach(async () => {
  queue.sqs.destroy();
  await storage.close();
});

const putAside = (MessageBody: string) =>
  queue.sqs.send(new SendMessageCommand({ QueueUrl: storage.deadLetterUrl, MessageBody }));

/** All that can be received now. */
async function bodiesIn(QueueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const request = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0, WaitTimeSeconds: 0 };
    const { Messages = [] } = await queue.sqs.send(new ReceiveMessageCommand({ ...request, VisibilityTimeout: 60 }));
    if (Messages.length === 0) return bodies.toSorted();
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

describe('dead letters', () => {
  test('are shown with what is wrong with them, and stay where they are', async () => {
    await putAside(TASK);
    await putAside('nonsense');
    await putAside('{"v":2}');
    const letters = await listDeadLetters(queue);
    expect(letters.map(({ body, why }) => [body, why])).toEqual([
      [TASK, 'no worker could handle it in 5 tries'],
      ['nonsense', 'no message of ours: not JSON'],
      ['{"v":2}', expect.stringMatching(/^no message of ours: .*expected 1/)],
    ]);
    expect((await listDeadLetters(queue)).map(({ id }) => id)).toEqual(letters.map(({ id }) => id));
    expect(await bodiesIn(storage.queueUrl)).toEqual([]);
  });

  test('are sent again all at once, and a second time does nothing', async () => {
    for (let count = 0; count < 23; count += 1) await putAside(`message ${count}`);
    expect(await redriveAll(queue, Date.now() + 1)).toBe(23);
    expect(await redriveAll(queue, Date.now() + 1)).toBe(0);
    expect(await bodiesIn(storage.queueUrl)).toHaveLength(23);
  });

  test('are sent again one by one by their id, and the others stay', async () => {
    await putAside('one');
    await putAside('two');
    const [one] = await listDeadLetters(queue);
    expect(await redriveOne(queue, one?.id ?? '')).toBe(true);
    expect(await redriveOne(queue, one?.id ?? '')).toBe(false);
    expect(await bodiesIn(storage.queueUrl)).toEqual(['one']);
    expect((await listDeadLetters(queue)).map(({ body }) => body)).toEqual(['two']);
  });

  test('are not lost where the workers’ queue takes none', async () => {
    await putAside(TASK);
    const { sqs } = queue;
    const refusing = new Proxy(sqs, {
      get: (target, name) =>
        name === 'send'
          ? (command: Parameters<typeof sqs.send>[0]) =>
              command instanceof SendMessageCommand ? Promise.reject(new Error('no')) : sqs.send(command)
          : Reflect.get(target, name),
    });
    await expect(
      redriveOne({ ...queue, sqs: refusing }, (await listDeadLetters(queue))[0]?.id ?? ''),
    ).rejects.toThrow();
    expect(await bodiesIn(storage.queueUrl)).toEqual([]);
    expect(await bodiesIn(storage.deadLetterUrl)).toEqual([]); // hidden for two minutes, then there again
    const counts = await import('@aws-sdk/client-sqs').then(({ GetQueueAttributesCommand }) =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl: storage.deadLetterUrl, AttributeNames: ['All'] })),
    );
    expect(counts.Attributes?.ApproximateNumberOfMessagesNotVisible).toBe('1');
  });

  test('that were sent again and failed again are not sent a third time in the same go', async () => {
    const before = Date.now() - 1;
    await putAside('came back');
    expect(await redriveAll(queue, before)).toBe(0);
    expect(await bodiesIn(storage.queueUrl)).toEqual([]);
  });

  test('are none that anybody can look at where the queue has no dead-letter queue', async () => {
    const made = await queue.sqs.send(new CreateQueueCommand({ QueueName: 'plain' }));
    const plain = { ...queue, queueUrl: made.QueueUrl ?? '' };
    await expect(listDeadLetters(plain)).rejects.toMatchObject({ code: 'config.invalid' });
  });
});

describe('the command line', () => {
  test('finds the queue of the backend that runs here, lists and redrives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'errand-dead-'));
    const run = { url: 'http://127.0.0.1:1', token: 't', queueUrl: storage.queueUrl };
    await writeFile(join(folder, 'run.json'), JSON.stringify(run));
    const found = findQueue(undefined, { ERRAND_DATA: folder });
    const run1 = (doing: Parameters<typeof runDeadLetters>[1]['doing']) =>
      runDeadLetters(found, { kind: 'dead-letters', queueUrl: undefined, doing }, Date.now() + 3 * 3_600_000);
    expect((await run1({ kind: 'list', json: false })).lines).toEqual(['There are no dead letters.']);
    await putAside('{"bad":\u009b31m1}');
    const { lines } = await run1({ kind: 'list', json: false });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[0-9a-f-]{36} {2}(3 h|2 h) {2,}no message of ours: not JSON {2}\{"bad":/);
    expect(lines[0]).not.toContain('\u009b');
    const [id = ''] = lines[0]?.split(' ') ?? [];
    expect(await run1({ kind: 'redrive-one', id })).toEqual({ found: true, lines: [`${id} is sent again.`] });
    expect(await run1({ kind: 'redrive-one', id })).toMatchObject({ found: false });
    expect((await run1({ kind: 'redrive-all' })).lines).toEqual(['There are no dead letters.']);
    found.sqs.destroy();
    await rm(folder, { recursive: true });
  });

  test('says so where no queue is named and none is here', () => {
    expect(() => findQueue(undefined, { ERRAND_DATA: '/nowhere' })).toThrow(/--queue nor ERRAND_QUEUE_URL/);
  });
});

/** The emulator cannot move messages by itself, so here SQS is what its documentation says it answers. */
describe('where SQS moves the messages by itself', () => {
  async function answering(answers: Readonly<Record<string, readonly unknown[]>>) {
    const asked: string[] = [];
    const rest = new Map(Object.entries(answers).map(([name, list]) => [name, [...list]]));
    const server = createServer((request, response) => {
      const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      asked.push(action);
      request.resume();
      response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(rest.get(action)?.shift()));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sqs = openQueue({ queueUrl: `${endpoint}/q`, endpoint, region: testRegion, credentials: testCredentials });
    const close = async (): Promise<void> => {
      sqs.sqs.destroy();
      await new Promise(resolve => server.close(resolve));
    };
    return { sqs, asked, close };
  }

  test('they are moved by it, and it is waited for', async () => {
    const { sqs, asked, close } = await answering({
      StartMessageMoveTask: [{ TaskHandle: 'h' }],
      ListMessageMoveTasks: [
        { Results: [{ Status: 'RUNNING' }] },
        { Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 7 }] },
      ],
    });
    expect(await moveAll(sqs, 'arn:aws:sqs:eu-central-1:1:dead', 1)).toBe(7);
    expect(asked).toEqual(['StartMessageMoveTask', 'ListMessageMoveTasks', 'ListMessageMoveTasks']);
    await close();
  });

  test('and fails, that is said', async () => {
    const { sqs, close } = await answering({
      StartMessageMoveTask: [{ TaskHandle: 'h' }],
      ListMessageMoveTasks: [{ Results: [{ Status: 'FAILED', FailureReason: 'AccessDenied' }] }],
    });
    await expect(moveAll(sqs, 'arn:aws:sqs:eu-central-1:1:dead', 1)).rejects.toThrow(/AccessDenied/);
    await close();
  });
});
