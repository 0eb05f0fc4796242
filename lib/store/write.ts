/** What one append is made of, as types: the streams it writes, what goes alongside, and the parts of its transaction. */

import type { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Spent } from '../domain/budget.ts';
import type { AnyEvent, Stored } from '../domain/events.ts';
import type { StreamId } from '../domain/ids.ts';
import type { Holder, Limits, Reservation } from '../domain/quota.ts';
import type { Session } from '../domain/session.ts';
import type { Task } from '../domain/task.ts';
import type { Key } from './keys.ts';
import type { SeenLease } from './seen-lease.ts';

export interface StreamWrite {
  readonly stream: StreamId;
  readonly ownerId: string;
  /** The number of the last event when the state was read; 0 creates the stream. */
  readonly after: number;
  /** The hash of that event, from the same read; undefined where the stream is new, or older than the chains. */
  readonly head: string | undefined;
  /** The state after the events. */
  readonly state: Session | Task;
  readonly events: readonly AnyEvent[];
  /** The writer must hold the lease with this fence. */
  readonly fence?: number | undefined;
  /** Takes the lease in the same write; only `lease.ts` sets it. */
  readonly takes?: LeaseTaking | undefined;
  /** Only while the lease is still this very one, which its writer saw stand still. */
  readonly stoodStill?: SeenLease | undefined;
}

export interface LeaseTaking {
  readonly fence: number;
  readonly workerId: string;
  readonly leaseUntil: string;
}

export interface Alongside {
  readonly puts?: readonly {
    readonly key: Key;
    readonly item: Readonly<Record<string, unknown>>;
    readonly ifAbsent: true;
  }[];
  readonly idempotency?: IdempotencyRecord;
  /** A place and money, on condition of the owner's limits. */
  readonly take?: Taking;
  /** Given back. A task's own is settled with its end without this. */
  readonly settle?: Settlement | undefined;
}

export interface Taking {
  readonly ownerId: string;
  readonly holder: Holder;
  /** `more`: money for a task that has its place already. */
  readonly as: 'task' | 'call' | 'more';
  readonly limits: Pick<Limits, 'runningTasks' | 'tasksPerDay' | 'usdPerDay'>;
}

export interface Settlement {
  readonly ownerId: string;
  readonly holder: Holder;
  readonly as: 'task' | 'call';
  /** What was taken for it later. */
  readonly more?: readonly Reservation[] | undefined;
  /** What was spent of the reserved money, or beyond it. */
  readonly usd: number;
  /** What else it took, for the sums of the day on which it began. */
  readonly used?: Partial<Omit<Spent, 'usd'>> | undefined;
}

/** One part of the transaction, and what a failed condition on it means. */
export interface Part {
  readonly kind: 'state' | 'event' | 'put' | 'idempotency' | 'quota';
  readonly write?: StreamWrite;
  readonly item: TransactItem;
}
export type TransactItem = NonNullable<TransactWriteCommand['input']['TransactItems']>[number];

export interface IdempotentRequest {
  readonly ownerId: string;
  readonly key: string;
  /** Of method, path and body: whatever makes two requests the same. */
  readonly bodyHash: string;
}

/** The answer to remember; written in the same transaction as what it reports. */
export interface IdempotencyRecord extends IdempotentRequest {
  readonly status: number;
  readonly body: unknown;
  /** From `claimIdempotent`, where the request was claimed before. */
  readonly claim?: string | undefined;
}

export interface Commit {
  readonly parts: readonly Part[];
  readonly writeId: string;
  readonly first: Stored | undefined;
  readonly alongside: Alongside;
}
