/** The shapes of items, and the way from an item back to what it stands for. Talks to no table. */

import type { AnyEvent, Stored } from '../domain/events.ts';
import type { StreamId } from '../domain/ids.ts';
import type { Session } from '../domain/session.ts';
import { isTerminal, type Task } from '../domain/task.ts';
import { askedUntil } from '../domain/task-waits.ts';
import { ownerSessions, ownerTasks } from './keys.ts';

/** A state and the number of its last event. Writing on condition of that number loses nothing. */
export interface Versioned<S> {
  readonly state: S;
  readonly seq: number;
  /** The hash of that event: see `lib/domain/chain.ts`. */
  readonly head?: string | undefined;
}

/** The STATE item beside its keys. The lease is the table's own: it is not in the state and makes no event but `task.started`. */
export interface StateItem<S extends Session | Task = Session | Task> {
  readonly ownerId: string;
  readonly seq: number;
  readonly state: S;
  readonly head?: string | undefined;
  /** The number of the newest take-over. It outlives the lease, so that an old worker never fits again. */
  readonly fence?: number;
  readonly workerId?: string;
  /** ISO 8601; absent while nobody acts for the task. */
  readonly leaseUntil?: string;
  /** Renewals under this fence: who sees it stand still for a lease knows that nobody holds it. */
  readonly beat?: number;
}

/** What only the store knows of an event: the append that wrote it, by which a retry recognises its own write. */
interface EventItem {
  readonly pk: string;
  readonly sk: string;
  readonly writeId: string;
  /** The hash of the event before: see `lib/domain/chain.ts`. */
  readonly prev?: string;
}

type Item = Readonly<Record<string, unknown>>;

/** A STATE item is only ever written by `append`, so its shape is ours. */
export function stateItemOf<S extends Session | Task>(item: Item | undefined): StateItem<S> | undefined {
  return item === undefined ? undefined : (item as unknown as StateItem<S>);
}

/** The event in an item, or in the new image of a stream record: without keys, write id and link. */
export function storedEventOf(item: Item): Stored {
  const { pk: _pk, sk: _sk, writeId: _writeId, prev: _prev, ...event } = item as unknown as Stored & EventItem;
  return event as Stored;
}

export function eventItemOf(
  event: AnyEvent,
  at: { stream: StreamId; seq: number; at: string; ownerId: string },
): Stored {
  return { v: 1, ...at, type: event.type, data: event.data } as Stored;
}

export function isTask(state: Session | Task): state is Task {
  return 'consent' in state;
}

/** Where a state is listed. `active` while something is still to happen to it without a person asking: then the reaper looks. */
export interface Listing {
  readonly ownerList: string;
  readonly listedAt: string;
  readonly active: { readonly activeList: 'tasks' | 'sessions'; readonly dueAt: string } | undefined;
}

export function listingOf(state: Session | Task): Listing {
  if (isTask(state)) {
    // A task queued again from waiting still carries its question, but no longer waits for it.
    const waits = state.status === 'waiting' || state.status === 'paused';
    const until = askedUntil(state) ?? pausedUntil(state);
    const dueAt = waits ? until : state.updatedAt;
    return {
      ownerList: ownerTasks(state.ownerId),
      listedAt: state.taskId,
      active: isTerminal(state.status) ? undefined : { activeList: 'tasks', dueAt },
    };
  }
  const { proposal } = state;
  return {
    ownerList: ownerSessions(state.ownerId),
    listedAt: state.sessionId,
    active: proposal === undefined ? undefined : { activeList: 'sessions', dueAt: proposal.expiresAt },
  };
}

/** How long a paused task is kept before it ends by itself. */
const PAUSE_TTL_MS = 7 * 24 * 60 * 60_000;

/** ISO 8601. */
export function pausedUntil({ status, updatedAt }: Task): string {
  return status === 'paused' ? new Date(Date.parse(updatedAt) + PAUSE_TTL_MS).toISOString() : updatedAt;
}

/** Nobody holds a lease on a task that is queued, parked or has ended: the write that says so gives the lease up. */
export function endsLease(state: Session | Task): boolean {
  return isTask(state) && (state.status === 'queued' || state.parked !== undefined || isTerminal(state.status));
}
