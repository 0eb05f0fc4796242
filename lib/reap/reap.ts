/** Finds what nobody else will end: proposals whose time is over, tasks whose worker died or whose message was lost, places in a
 * quota whose holder is gone. Only appends events and gives back. */

import { isErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import { type Clock, type SteadyClock, taskStream } from '../domain/ids.ts';
import { isExpired } from '../domain/proposal.ts';
import { evolveTask, isTerminal, type Task } from '../domain/task.ts';
import { askedUntil } from '../domain/task-waits.ts';
import { append } from '../store/append.ts';
import { changeSession } from '../store/change.ts';
import { pausedUntil, type StateItem } from '../store/items.ts';
import { listActiveTasks, listOpenProposals, type OpenProposal, type Page } from '../store/lists.ts';
import { readState } from '../store/reads.ts';
import { listDueHolders, repairHolders } from '../store/repair-quota.ts';
import { isSameLease, looksOver, type SeenLease, seenLeaseOf, waitForLease } from '../store/seen-lease.ts';
import type { Store } from '../store/store.ts';
import type { Log } from '../telemetry/log.ts';

export interface ReapDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly steady: SteadyClock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
}

export interface ReapOptions {
  /** A task queued for longer is queued again; 0 at the start of a local cloud, whose queue was lost with the process. */
  readonly queuedForMs?: number;
  /** Leases whose holders are known to be dead: those of the process whose data a local cloud goes on with. */
  readonly left?: readonly SeenLease[];
}

export interface Reaped {
  readonly expired: number;
  readonly reclaimed: number;
  /** Places that were given back for a holder that no longer lives. */
  readonly freed: number;
}

/** Longer than a queue and a cold worker take; a message sent twice does no harm. */
const QUEUED_FOR_MS = 60_000;
const PAGE = 100;
/** One run ends within a minute or so; the rest is the next run's. */
const MAX_PAGES = 20;

/**
 * One stream that cannot be changed never keeps the others from it. Where leases look over, a run takes half a minute more, once for
 * all of them: `waitForLease`.
 */
export async function reap(deps: ReapDeps, options: ReapOptions = {}): Promise<Reaped> {
  const { store, clock } = deps;
  const now = new Date(clock()).toISOString();
  const expired = await forEach(
    cursor => listOpenProposals(store, { dueBefore: now, limit: PAGE, cursor }),
    open => guarded(deps, { sessionId: open.sessionId }, () => expire(deps, open)),
  );
  const left = await reclaimStill(deps, options.left ?? []);
  const suspects: SeenLease[] = [];
  const queued = await forEach(
    cursor => listActiveTasks(store, { dueBefore: now, limit: PAGE, cursor }),
    ({ taskId }) => guarded(deps, { taskId }, () => reclaim(deps, taskId, { ...options, suspects })),
  );
  const freed = await freeHolders(deps);
  const isTimeOver = suspects.length > 0 && (await waitForLease(deps));
  const reclaimed = left + queued + (isTimeOver ? await reclaimStill(deps, suspects) : 0);
  deps.log.info('reaped', { expired, reclaimed, freed });
  return { expired, reclaimed, freed };
}

/** All that are held now, over or not. */
export async function listLeases({ store }: Pick<ReapDeps, 'store'>): Promise<readonly SeenLease[]> {
  const leases: SeenLease[] = [];
  await forEach(
    cursor => listActiveTasks(store, { limit: PAGE, cursor }),
    async ({ taskId }) => {
      const item = await readState<Task>(store, taskStream(taskId));
      const seen = item === undefined ? undefined : seenLeaseOf(item);
      if (seen !== undefined) leases.push(seen);
      return seen !== undefined;
    },
  );
  return leases;
}

/** Each owner looked at is due again only later, so that the next list starts with others. */
async function freeHolders(deps: ReapDeps): Promise<number> {
  let freed = 0;
  for (const ownerId of await listDueHolders(deps.store, PAGE)) {
    await guarded(deps, { ownerId }, async () => {
      freed += await repairHolders(deps.store, ownerId);
      return true;
    });
  }
  return freed;
}

async function expire({ store, clock }: ReapDeps, { ownerId, sessionId }: OpenProposal): Promise<boolean> {
  const { events } = await changeSession(store, { ownerId, sessionId }, ({ proposal }) =>
    proposal !== undefined && isExpired(proposal, clock())
      ? [{ type: 'proposal.expired', data: { proposalId: proposal.proposalId } }]
      : [],
  );
  return events.length > 0;
}

interface Looking extends ReapOptions {
  /** Where the leases go that look over: by one clock, so they are only looked at again. */
  readonly suspects: SeenLease[];
}

/** The index may lag behind, so the item itself decides; the append is on condition that nothing came in between. */
async function reclaim(deps: ReapDeps, taskId: string, { queuedForMs, suspects }: Looking): Promise<boolean> {
  const item = await readState<Task>(deps.store, taskStream(taskId));
  if (item === undefined) return false;
  const now = deps.clock();
  const seen = seenLeaseOf(item);
  if (seen !== undefined && looksOver(seen, now)) suspects.push(seen);
  return isAbandoned(item, now, queuedForMs ?? QUEUED_FOR_MS) && queueAgain(deps, item);
}

/** The second look: whoever has renewed since, lives. */
async function reclaimStill(deps: ReapDeps, leases: readonly SeenLease[]): Promise<number> {
  let count = 0;
  for (const seen of leases) {
    const { taskId } = seen;
    const isReclaimed = await guarded(deps, { taskId }, async () => {
      const item = await readState<Task>(deps.store, taskStream(taskId));
      return item !== undefined && isSameLease(seen, seenLeaseOf(item)) && queueAgain(deps, item);
    });
    if (isReclaimed) count += 1;
  }
  return count;
}

/** Where the task is leased it is on condition of just that lease: a renewal leaves no event. */
async function queueAgain({ store, clock }: ReapDeps, item: StateItem<Task>): Promise<boolean> {
  const now = clock();
  const { taskId } = item.state;
  const stream = taskStream(taskId);
  const reason = isParkedTooLong(item.state, now) ? 'expired' : 'reclaimed';
  const { notBefore } = item.state;
  const rest = notBefore === undefined || Date.parse(notBefore) <= now ? {} : { notBefore };
  const event: TaskEvent = { type: 'task.queued', data: { taskId, reason, ...rest } };
  const { ownerId, seq: after, head } = item;
  const state = evolveTask(item.state, event, now);
  await append(store, [{ stream, ownerId, after, head, state, events: [event], stoodStill: seenLeaseOf(item) }]);
  return true;
}

function isAbandoned({ state, leaseUntil }: StateItem<Task>, now: number, queuedForMs: number): boolean {
  if (isTerminal(state.status)) return false;
  if (state.parked !== undefined) return isParkedTooLong(state, now);
  if (state.status === 'queued') return now >= queuedAgainAt(state, queuedForMs);
  return leaseUntil === undefined;
}

/**
 * Most tasks that wait for long have not lost their message: all workers are busy. So each time it takes as long again as it has
 * waited already, and a long queue does not fill with messages and events.
 */
function queuedAgainAt({ queuedAt, updatedAt, notBefore }: Task, queuedForMs: number): number {
  const last = Date.parse(updatedAt);
  if (queuedForMs === 0) return last;
  const begins = Math.max(Date.parse(queuedAt), notBefore === undefined ? 0 : Date.parse(notBefore));
  return Math.max(last, begins) + Math.max(queuedForMs, last - begins);
}

/** Nobody has said anything in time: a worker takes it up to end it. */
function isParkedTooLong(task: Task, now: number): boolean {
  if (task.parked === undefined) return false;
  const until = askedUntil(task) ?? pausedUntil(task);
  return now >= Date.parse(until);
}

async function guarded(deps: ReapDeps, ids: Record<string, string>, change: () => Promise<boolean>): Promise<boolean> {
  try {
    return await change();
  } catch (error) {
    // Someone else acted in between: then there is nothing to reap.
    if (!isErrandError(error, 'stream.conflict') && !isErrandError(error, 'task.finished')) {
      deps.log.error('could not reap', ids, error);
    }
    return false;
  }
}

async function forEach<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
  change: (item: T) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await list(cursor);
    for (const item of page.items) if (await change(item)) count += 1;
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return count;
}
