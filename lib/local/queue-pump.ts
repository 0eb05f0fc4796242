/** The queue to the workers: what an SQS event source mapping does. A message goes only when its task was handled; otherwise it comes again. */

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { openWorkerProcess, type WorkerProcess, type WorkerProcessOptions } from './worker-process.ts';

export interface QueuePumpOptions extends WorkerProcessOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly workers: number;
  /** The function's own limit: at it the child is killed, as on AWS. */
  readonly limitMs?: number;
  readonly visibilitySeconds?: number;
}

export interface QueuePump {
  readonly pids: () => readonly number[];
  close(): Promise<void>;
}

/** Lambda's 15 minutes. */
const LIMIT_MS = 15 * 60_000;
const VISIBILITY_SECONDS = 60;
const LONG_POLL_SECONDS = 10;
const ERROR_MS = 500;

export function startQueuePump(options: QueuePumpOptions): QueuePump {
  const ending = new AbortController();
  const workers = Array.from({ length: options.workers }, () => openWorkerProcess(options));
  // One is kept warm: the first errand then starts at once, and memory is paid once.
  workers[0]?.warm();
  const loops = workers.map(worker => pump(options, worker, ending.signal));
  return {
    pids: () => workers.flatMap(worker => worker.pid() ?? []),
    async close() {
      ending.abort();
      await Promise.all(workers.map(worker => worker.close()));
      await Promise.all(loops);
    },
  };
}

async function pump(options: QueuePumpOptions, worker: WorkerProcess, signal: AbortSignal): Promise<void> {
  const { client, queueUrl, visibilitySeconds = VISIBILITY_SECONDS } = options;
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 1,
          WaitTimeSeconds: LONG_POLL_SECONDS,
          VisibilityTimeout: visibilitySeconds,
          MessageSystemAttributeNames: ['All'],
        }),
        { abortSignal: signal },
      );
      for (const message of Messages) await handle(options, worker, message);
    } catch (error) {
      if (signal.aborted) return;
      options.log(`the queue cannot be read now: ${error instanceof Error ? error.message : String(error)}`);
      await new Promise(resolve => setTimeout(resolve, ERROR_MS));
    }
  }
}

async function handle(options: QueuePumpOptions, worker: WorkerProcess, message: Message): Promise<void> {
  const { client, queueUrl, visibilitySeconds = VISIBILITY_SECONDS, limitMs = LIMIT_MS } = options;
  const ReceiptHandle = message.ReceiptHandle ?? '';
  const deadline = Date.now() + limitMs;
  const keep = setInterval(
    () => {
      void client
        .send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle,
            VisibilityTimeout: visibilitySeconds,
          }),
        )
        .catch(() => {});
    },
    (visibilitySeconds * 1_000) / 3,
  );
  const kill = setTimeout(() => {
    const pid = worker.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }, limitMs);
  try {
    const answer = await worker.invoke(toEvent(message, queueUrl), deadline);
    const failures = (answer as SQSBatchResponse | undefined)?.batchItemFailures ?? [];
    if (failures.length === 0) await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  } catch (error) {
    options.log(
      `an invocation failed, its message comes again: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    clearInterval(keep);
    clearTimeout(kill);
  }
}

function toEvent(
  { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MD5OfBody = '' }: Message,
  queueUrl: string,
): unknown {
  const name = queueUrl.split('/').at(-1) ?? '';
  return {
    Records: [
      {
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes,
        messageAttributes: {},
        md5OfBody: MD5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${name}`,
        awsRegion: 'us-east-1',
      },
    ],
  };
}
