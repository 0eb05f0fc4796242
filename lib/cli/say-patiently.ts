/** Says one thing to the agent, and says it again where its model does not answer: under the same key, so that it is said once. Asks nobody. */

import { randomUUID } from 'node:crypto';
import { ApiError } from '../api/api-error.ts';
import type { Client } from '../api/client.ts';
import type { ResponseOf } from '../api/route.ts';
import type { Routes } from '../api/routes.ts';
import type { Terminal } from './terminal.ts';

/** Each waits as long as the backend itself waits for its model: some 23 s. */
const MAX_TRIES = 3;

type Said = ResponseOf<Routes['POST /sessions/{sessionId}/messages']>;

/** Throws `ApiError`: the last one. */
export async function sayPatiently(
  client: Client,
  { sessionId, text }: { readonly sessionId: string; readonly text: string },
  terminal: Pick<Terminal, 'note' | 'interrupted'>,
): Promise<Said> {
  const said = {
    params: { sessionId },
    body: { text },
    signal: terminal.interrupted,
    idempotencyKey: randomUUID(),
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.call('POST /sessions/{sessionId}/messages', said);
    } catch (error) {
      const isSlow = error instanceof ApiError && error.code === 'model.unavailable';
      if (!isSlow || attempt === MAX_TRIES || terminal.interrupted.aborted) throw error;
      terminal.note(`${error.problem?.detail ?? 'The model did not answer.'} Asking it again …`);
    }
  }
}
