/** Who may act for a task now. The table decides by conditional writes; a worker never decides for itself that it still may.
 *
 *   worker A  takeLease ─fence 1, beat 0─ renew ─beat 1─ renew ─beat 2─ (frozen) ························· append ✗ task.lease-lost
 *   A acts                │─────────────────│──────────────│─ 20 s ─▶┊◀ margin 10 s ▶┊      by A's steady clock, from before it sent
 *   observer B                takeLease ✗ task.lease-held     look ──┼── 30 s lease + 2 s skew ──▶ takeLease ─fence 2─ append ✓
 *                                                        (1, beat 2) ┊ by B's steady clock     if still (1, beat 2), else ✗ lease-held
 *
 * No wall clock says that a lease is over, and no two clocks are compared. B has seen the very same fence and beat for a lease and
 * a skew by its own steady clock; the renewal that it saw was sent before B first looked, so A's own count of 20 s ended long ago.
 * B's write is on condition of just that beat: a renewal in the last moment wins. `leaseUntil` is only a hint when a look is worth it.
 * What was begun before the margin may still be under way; A's next write fails, because every write of a worker is on condition of
 * its fence, and the fence only grows.
 */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import { taskStream } from '../domain/ids.ts';
import { evolveTask, isTerminal, type Task } from '../domain/task.ts';
import { append } from './append.ts';
import { waitBeforeRetry } from './backoff.ts';
import { leaseLost } from './explain-cancel.ts';
import { type StateItem, stateItemOf, type Versioned } from './items.ts';
import { stateKey } from './keys.ts';
import { readState, versionedOf } from './reads.ts';
import { isSameLease, LEASE_SKEW_MS, type SeenLease, seenLeaseOf } from './seen-lease.ts';
import { HOLDS_LEASE } from './state-update.ts';
import { isConditionFailure, reach, type Store } from './store.ts';
import type { LeaseTaking } from './write.ts';

const MAX_TRIES = 8;

export interface Lease {
  readonly task: Task;
  readonly fence: number;
  /** The number of the task's last event: `task.started`. */
  readonly seq: number;
  readonly leaseUntil: string;
}

export interface LeaseTaker {
  readonly workerId: string;
  readonly leaseMs: number;
  /** The lease that this taker has seen unchanged for a lease and a skew: just that one may be taken over. */
  readonly stoodStill?: SeenLease | undefined;
}

/** Takes the lease and appends `task.started` in one transaction. Throws `task.not-found`, `task.finished`, `task.lease-held`. */
export async function takeLease(store: Store, taskId: string, by: LeaseTaker): Promise<Lease> {
  const stream = taskStream(taskId);
  for (let attempt = 1; ; attempt += 1) {
    const item = await readState<Task>(store, stream);
    if (item === undefined) throw new ErrandError('task.not-found', `There is no task ${taskId}.`);
    const now = store.clock();
    refuseUntakeable(item, now, by.stoodStill);
    const takes: LeaseTaking = {
      fence: Math.max(item.state.attempts, item.fence ?? 0) + 1,
      workerId: by.workerId,
      leaseUntil: new Date(now + by.leaseMs).toISOString(),
    };
    const started: TaskEvent = { type: 'task.started', data: { fence: takes.fence, model: item.state.model } };
    const state = evolveTask(item.state, started, now);
    try {
      const { seq: after, head } = item;
      const stoodStill = item.leaseUntil === undefined ? undefined : by.stoodStill;
      await append(store, [
        { stream, ownerId: state.ownerId, after, head, state, events: [started], takes, stoodStill },
      ]);
      return { task: state, fence: takes.fence, seq: item.seq + 1, leaseUntil: takes.leaseUntil };
    } catch (error) {
      if (!isErrandError(error, 'stream.conflict') || attempt === MAX_TRIES) throw error;
      await waitBeforeRetry(attempt);
    }
  }
}

/**
 * A task that waits and has no lease is parked: the person's answer queues it, a stray message must not start it. Nor one that rests
 * before it is tried again.
 */
function refuseUntakeable(item: StateItem<Task>, now: number, stoodStill: SeenLease | undefined): void {
  const { state, leaseUntil } = item;
  const seen = seenLeaseOf(item);
  if (isTerminal(state.status)) throw new ErrandError('task.finished', `Task ${state.taskId} is ${state.status}.`);
  if (seen !== undefined && (stoodStill === undefined || !isSameLease(seen, stoodStill))) {
    throw new ErrandError('task.lease-held', `Task ${state.taskId} is leased until ${leaseUntil}.`, { leaseUntil });
  }
  if (leaseUntil === undefined && (state.status === 'waiting' || state.status === 'paused')) {
    throw new ErrandError('task.lease-held', `Task ${state.taskId} is ${state.status}; it is queued when that ends.`);
  }
  if (!isDue(state, now))
    throw new ErrandError('task.lease-held', `Task ${state.taskId} rests until ${state.notBefore}.`);
}

export interface Held {
  readonly taskId: string;
  readonly fence: number;
}

/** Makes the lease longer and returns the task as it is now, so that one call also shows a cancel. Throws `task.lease-lost`. */
export async function renewLease(store: Store, { taskId, fence }: Held, leaseMs: number): Promise<Versioned<Task>> {
  const stream = taskStream(taskId);
  const until = new Date(store.clock() + leaseMs).toISOString();
  const command = new UpdateCommand({
    TableName: store.table,
    Key: stateKey(stream),
    UpdateExpression: 'SET leaseUntil = :until, dueAt = :until, beat = if_not_exists(beat, :zero) + :one',
    ConditionExpression: HOLDS_LEASE,
    ExpressionAttributeValues: { ':fence': fence, ':until': until, ':zero': 0, ':one': 1 },
    ReturnValues: 'ALL_NEW',
  });
  try {
    const { Attributes } = await reach(() => store.db.send(command));
    const item = stateItemOf<Task>(Attributes);
    if (item !== undefined) return versionedOf(item);
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
  throw leaseLost(stream, fence);
}

/** A message that was delayed by one clock comes to a worker with another. A cancel makes the rest needless. */
export const isDue = (
  { notBefore, cancelRequested }: { readonly notBefore?: string | undefined; readonly cancelRequested?: boolean },
  now: number,
): boolean => notBefore === undefined || cancelRequested === true || Date.parse(notBefore) <= now + LEASE_SKEW_MS;
