/** Lets SQS itself move all that is in a dead-letter queue back to where it came from. */

import { setTimeout as pause } from 'node:timers/promises';
import { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { ErrandError } from '../domain/errors.ts';
import type { Queue } from './queue.ts';

const LOOK_EVERY_MS = 1_000;
/** SQS moves some hundred a second; what takes longer goes on without us. */
const MAX_LOOKS = 300;
/** What an endpoint says that does not know the action: the emulator's, and older ones'. */
const UNKNOWN = ['InvalidAction', 'UnknownOperationException', 'UnknownAction'];

/** How many were moved; undefined where the endpoint cannot do it. */
export async function moveAll({ sqs }: Queue, arn: string, lookEveryMs = LOOK_EVERY_MS): Promise<number | undefined> {
  try {
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  } catch (error) {
    if (error instanceof Error && UNKNOWN.some(name => error.name.endsWith(name))) return undefined;
    throw error;
  }
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }));
    const [newest] = Results;
    if (newest?.Status === 'COMPLETED') return newest.ApproximateNumberOfMessagesMoved ?? 0;
    if (newest?.Status === 'FAILED')
      throw new ErrandError('internal.unexpected', `SQS could not move the messages: ${newest.FailureReason}.`);
    await pause(lookEveryMs);
  }
  throw new ErrandError('internal.unexpected', 'SQS is still moving the messages; it goes on by itself.');
}
