/** Says something to a task in its middle, over the API. */

import type { Client } from '../api/client.ts';
import type { TellRequest } from './tell-arguments.ts';

/** A line for standard output. Throws `ApiError`. */
export async function runTell(client: Client, { taskId, text }: Pick<TellRequest, 'taskId' | 'text'>): Promise<string> {
  const { task } = await client.call('POST /tasks/{taskId}/instructions', { params: { taskId }, body: { text } });
  const isActing = task.status === 'running';
  return isActing
    ? 'The agent hears it at its next step.'
    : `The task is ${task.status}; the agent hears it when it goes on.`;
}
