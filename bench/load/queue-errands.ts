/** Proposals first, and then all the yeses at once, so that the queue is full from the start. Follows nothing. */

import { type Client, createClient } from '../../lib/api/client.ts';
import { Priority } from '../../lib/domain/priority.ts';
import type { Local } from '../../lib/local/start-local.ts';
import type { Site } from '../../tests/sites/start-site.ts';

export interface Owner {
  readonly name: string;
  readonly client: Client;
}

export interface Queued {
  readonly owner: Owner;
  readonly taskId: string;
  readonly priority: Priority;
  /** The site sees it in one request of each errand, and in no other's. */
  readonly mark: string;
}

interface Wish {
  readonly owner: Owner;
  readonly priority: Priority;
  readonly mark: string;
  readonly params: { readonly sessionId: string };
  readonly body: { readonly proposalId: string; readonly digest: string; readonly priority: Priority };
}

const IN_FLIGHT = 8;

export const ownersOf = (local: Local, count: number): Promise<readonly Owner[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const name = `owner-${index}`;
      return { name, client: createClient({ baseUrl: local.url, token: await local.tokenFor(name) }) };
    }),
  );

/** Priorities take turns, and so do the owners, but not in step: each owner has tasks of each. */
export async function proposeAll(owners: readonly Owner[], shop: Site, count: number): Promise<readonly Wish[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return inFlight(numbers, async (index): Promise<Wish> => {
    const owner = owners[index % owners.length] as Owner;
    const round = Math.floor(index / owners.length);
    const priority = Priority.options[round % Priority.options.length] ?? 'normal';
    const mark = `load=${index}`;
    const text = `Go to ${shop.url}product/hearth-mug?${mark} and click "Add to basket".`;
    const { session } = await owner.client.call('POST /sessions', { body: {} });
    const params = { sessionId: session.sessionId };
    const { proposal, reply } = await owner.client.call('POST /sessions/{sessionId}/messages', {
      params,
      body: { text },
    });
    if (proposal === undefined) throw new Error(`No proposal was made: ${reply?.text}`);
    const { proposalId, digest } = proposal;
    return { owner, priority, mark, params, body: { proposalId, digest, priority } };
  });
}

/** `onQueued` is called with each as soon as its task is known. */
export const consentToAll = (wishes: readonly Wish[], onQueued: (queued: Queued) => void): Promise<readonly Queued[]> =>
  inFlight(wishes, async ({ owner, priority, mark, params, body }) => {
    const { task } = await owner.client.call('POST /sessions/{sessionId}/tasks', { params, body });
    const queued = { owner, taskId: task.taskId, priority, mark };
    onQueued(queued);
    return queued;
  });

async function inFlight<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at] as T);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return results;
}
