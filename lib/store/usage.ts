/** Reads what an owner uses of their limits, and says in words which of them was reached. Writes nothing. */

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { dayOf, type Holder, microsOf, readHolder, secondsToNextDay, usdOf } from '../domain/quota.ts';
import { dayKey, holdersKey, type Key } from './keys.ts';
import { reach, type Store } from './store.ts';
import type { Settlement, Taking } from './write.ts';

/** The attribute of the holders' item that has the members of one kind. */
export const setOf = (as: Settlement['as']): 'running' | 'calls' => (as === 'task' ? 'running' : 'calls');

/** Model calls of one owner's conversations at the same time; beyond it something is amiss. */
export const MAX_CALLS = 20;

/** After a failed condition: which of the owner's limits was reached. */
export async function explainQuota(store: Store, taking: Taking): Promise<ErrandError> {
  const { ownerId, holder, as, limits } = taking;
  const usage = await readUsage(store, ownerId, holder.day);
  if (as === 'task' && usage.running.length >= limits.runningTasks) {
    const retryAfterSeconds = SOON_SECONDS;
    const detail = `${usage.running.length} of your tasks have not ended; the limit is ${limits.runningTasks}.`;
    return new ErrandError('quota.tasks-running', detail, { limit: limits.runningTasks, retryAfterSeconds });
  }
  const retryAfterSeconds = secondsToNextDay(store.clock());
  if (as === 'task' && usage.tasks >= limits.tasksPerDay) {
    const detail = `${usage.tasks} tasks were started on ${holder.day} (UTC); the limit is ${limits.tasksPerDay}.`;
    return new ErrandError('quota.tasks-today', detail, { limit: limits.tasksPerDay, retryAfterSeconds });
  }
  if (usage.micros + holder.micros > microsOf(limits.usdPerDay)) return overBudget(store, taking, usage.micros);
  if (as === 'call' && usage.calls.length >= MAX_CALLS) {
    const detail = `${usage.calls.length} of your messages are being answered; that is the limit.`;
    return new ErrandError('rate.exceeded', detail, { limit: MAX_CALLS, retryAfterSeconds: SOON_SECONDS });
  }
  // It was so a moment ago and no longer is.
  return new ErrandError('stream.conflict', 'The quota changed at the same moment.');
}

/** A task takes some seconds to minutes; asking more often than this is of no use. */
const SOON_SECONDS = 10;

export interface Usage {
  readonly running: readonly Holder[];
  readonly calls: readonly Holder[];
  /** Of the day: begun tasks, and money spent or reserved. */
  readonly tasks: number;
  readonly micros: number;
  readonly spentMicros: number;
}

export async function readUsage(store: Store, ownerId: string, day = dayOf(store.clock())): Promise<Usage> {
  const get = (Key: Key) =>
    reach(() => store.db.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true })));
  const [holders, sums] = await Promise.all([get(holdersKey(ownerId)), get(dayKey(ownerId, day))]);
  const sum = (name: string): number => Number(sums.Item?.[name] ?? 0);
  return {
    running: holdersIn(holders.Item?.[setOf('task')]),
    calls: holdersIn(holders.Item?.[setOf('call')]),
    tasks: sum('tasks'),
    micros: sum('micros'),
    spentMicros: sum('spentMicros'),
  };
}

function holdersIn(value: unknown): Holder[] {
  return value instanceof Set ? [...value].flatMap(text => readHolder(String(text)) ?? []) : [];
}

export function overBudget(store: Store, { holder, limits }: Taking, micros: number): ErrandError {
  const wanted = usdOf(holder.micros);
  const detail = `It may cost up to $${wanted}; $${usdOf(micros)} of the $${limits.usdPerDay} of ${holder.day} (UTC) are spent or reserved.`;
  const retryAfterSeconds = secondsToNextDay(store.clock());
  return new ErrandError('quota.money-today', detail, { limit: limits.usdPerDay, retryAfterSeconds });
}
