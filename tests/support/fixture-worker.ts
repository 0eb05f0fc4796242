/** A worker for the queue pump's tests: notes each message it gets, and does what the message says. Runs in the pump's child process. */

import { appendFileSync, readFileSync } from 'node:fs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

const collected = new FinalizationRegistry<string>(body => appendFileSync(process.env.FIXTURE_LOG ?? '', `${body}\n`));

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const file = process.env.FIXTURE_LOG ?? '';
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    const seen = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line === body).length;
    appendFileSync(file, `${body}\n`);
    if (body === 'die once' && seen === 0) process.kill(process.pid, 'SIGKILL');
    if (body === 'litter') collected.register({ left: body }, 'collected');
    if (body === 'fail always') batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
};
