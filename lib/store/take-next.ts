/** Takes the lease of the task that is next: the choice is by an index that may lag, so each is only tried. Starts nothing. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isErrandError } from '../domain/errors.ts';
import { type Candidate, chooseNext, scoreOf } from '../domain/priority.ts';
import { byRank } from './keys.ts';
import { isDue, type Lease, takeLease } from './lease.ts';
import { reach, type Store } from './store.ts';

/** Entries of some 150 bytes. */
const PAGE = 50;
/** A longer queue within one owner's handicap is chosen from only in part. */
const MAX_PAGES = 40;
/** How often the index is read anew where all that it showed was taken by others. */
const MAX_ROUNDS = 3;

export interface Taker {
  readonly workerId: string;
  readonly leaseMs: number;
  /** Told where the index could not be read: then priorities and shares do not hold. */
  readonly blind?: (error: Error) => void;
}

/**
 * A message is one worker's time for whatever is next; `named` only says where it comes from, and is taken where nothing else is queued.
 * Throws what `takeLease` throws for the named one.
 */
export async function takeNext(store: Store, named: string, by: Taker): Promise<Lease> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { queued, running } = await readQueue(store, by);
    if (queued.size === 0) break;
    for (let next = chooseNext([...queued], running); next !== undefined; next = chooseNext([...queued], running)) {
      const lease = await tryLease(store, next.taskId, by);
      if (lease !== undefined) return lease;
      // Most likely another worker has just begun it, and then it counts as running.
      queued.delete(next);
      running.set(next.ownerId, (running.get(next.ownerId) ?? 0) + 1);
    }
  }
  return takeLease(store, named, by);
}

async function tryLease(store: Store, taskId: string, by: Taker): Promise<Lease | undefined> {
  try {
    return await takeLease(store, taskId, by);
  } catch (error) {
    const isGone = ['task.lease-held', 'task.finished', 'task.not-found', 'stream.conflict'] as const;
    if (isGone.some(code => isErrandError(error, code))) return undefined;
    throw error;
  }
}

interface Queue {
  readonly queued: Set<Candidate>;
  readonly running: Map<string, number>;
}

/** Without the index the named task is all there is: it must run whatever is wrong here. */
async function readQueue(store: Store, by: Taker): Promise<Queue> {
  try {
    return await readCandidates(store);
  } catch (error) {
    if (!isErrandError(error, 'store.unavailable')) throw error;
    by.blind?.(error);
    return { running: new Map(), queued: new Set() };
  }
}

/** In the order of their ranks, until one comes whose rank alone is later than the best score: none after it can be next. */
async function readCandidates(store: Store): Promise<Queue> {
  const queued = new Set<Candidate>();
  const now = store.clock();
  let running: Map<string, number> | undefined;
  for await (const items of pagesOf(store, 'queued')) {
    // After the first look at the queue: a task that is begun in between is then seen twice, and not left out of both.
    running ??= await countRunning(store);
    for (const { pk, ownerId, rankedAt: rank, notBefore } of items)
      if (isDue({ notBefore }, now)) queued.add({ taskId: pk.slice('task/'.length), ownerId, rank });
    const best = chooseNext([...queued], running);
    const last = items.at(-1);
    if (best !== undefined && last !== undefined && Date.parse(last.rankedAt) > scoreOf(best, running)) break;
  }
  return { queued, running: running ?? new Map() };
}

/** The task of a worker that died counts until the reaper has queued it again. */
async function countRunning(store: Store): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const items of pagesOf(store, 'running'))
    for (const { ownerId } of items) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  return counts;
}

interface Entry {
  readonly pk: string;
  readonly ownerId: string;
  readonly rankedAt: string;
  readonly notBefore?: string;
}

async function* pagesOf(store: Store, list: 'queued' | 'running'): AsyncGenerator<readonly Entry[]> {
  let start: Record<string, unknown> | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const command = new QueryCommand({
      TableName: store.table,
      IndexName: byRank.name,
      KeyConditionExpression: `${byRank.partition} = :list`,
      ExpressionAttributeValues: { ':list': list },
      Limit: PAGE,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const found = await reach(() => store.db.send(command));
    // Only `state-update.ts` writes these attributes, so their shape is ours.
    yield (found.Items ?? []) as Entry[];
    start = found.LastEvaluatedKey;
    if (start === undefined) return;
  }
}
