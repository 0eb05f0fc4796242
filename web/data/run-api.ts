/** The routes of one run: what a person may do to it while it goes. Knows nothing of what is shown. */

import { createClient } from '../../lib/api/client.ts';
import type { Task } from '../../lib/domain/task.ts';
import type { Input } from '../state/inputs.ts';

export interface RunApi {
  readTask(taskId: string): Promise<Task>;
  /** Heard by the agent at its next step. */
  instruct(taskId: string, text: string): Promise<void>;
  decideBudget(taskId: string, digest: string, decision: 'extend' | 'end'): Promise<void>;
  skipSecret(taskId: string): Promise<void>;
  takeControl(taskId: string): Promise<void>;
  returnControl(taskId: string, note: string): Promise<void>;
  sendInputs(taskId: string, inputs: readonly Input[]): Promise<void>;
}

export function openRunApi(baseUrl: string, token: string): RunApi {
  const client = createClient({ baseUrl, token });
  return {
    readTask: async taskId => (await client.call('GET /tasks/{taskId}', { params: { taskId } })).task,
    instruct: async (taskId, text) => {
      await client.call('POST /tasks/{taskId}/instructions', { params: { taskId }, body: { text } });
    },
    decideBudget: async (taskId, digest, decision) => {
      await client.call('POST /tasks/{taskId}/budget', { params: { taskId }, body: { digest, decision } });
    },
    skipSecret: async taskId => {
      await client.call('POST /tasks/{taskId}/secret-needed', { params: { taskId }, body: { decision: 'skip' } });
    },
    takeControl: async taskId => {
      await client.call('POST /tasks/{taskId}/control', { params: { taskId }, body: {} });
    },
    returnControl: async (taskId, note) => {
      const body = note === '' ? {} : { note };
      await client.call('POST /tasks/{taskId}/control/return', { params: { taskId }, body });
    },
    sendInputs: async (taskId, inputs) => {
      await client.call('POST /tasks/{taskId}/inputs', { params: { taskId }, body: { inputs: [...inputs] } });
    },
  };
}
