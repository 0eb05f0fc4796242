/** Places and money that an owner's tasks and model calls hold, as parts of the transactions that need and end them.
 *
 * Who holds something is a member of a set, not a count: taking it out twice does nothing, and the reaper can ask of each
 * member whether it still lives. Money is taken from the UTC day before it is spent; the end puts the rest back.
 */

import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { type Holder, microsOf, type Reservation, settleDays, writeHolder } from '../domain/quota.ts';
import { isTerminal, type Task } from '../domain/task.ts';
import { waitBeforeRetry } from './backoff.ts';
import { reasonCodes } from './explain-cancel.ts';
import { isTask } from './items.ts';
import { dayKey, expiryAttribute, holdersKey } from './keys.ts';
import { nameOf, reach, type Store } from './store.ts';
import { explainQuota, MAX_CALLS, overBudget, setOf } from './usage.ts';
import type { Settlement, StreamWrite, Taking, TransactItem } from './write.ts';

/** A day's sums can be read back for this long. */
const DAYS_KEPT_SECONDS = 400 * 86_400;
/** The reaper looks at an owner's holders this long after the newest came, and then again. */
export const HOLDERS_DUE_MS = 5 * 60_000;

export function holderOfTask(task: Task): Holder | undefined {
  return task.reserved && { id: task.taskId, ...task.reserved, since: Date.parse(task.createdAt) };
}

/** The parts that take a place and money. Their conditions fail where the owner's limits are reached. Throws `quota.money-today` for more than a whole day has. */
export function takeParts(store: Store, taking: Taking): TransactItem[] {
  const { ownerId, holder, as, limits } = taking;
  const room = microsOf(limits.usdPerDay) - holder.micros;
  if (room < 0) throw overBudget(store, taking, 0);
  const counts = as === 'task' ? 'ADD micros :micros, tasks :one' : 'ADD micros :micros';
  const mayCount = as === 'task' ? ' AND (attribute_not_exists(tasks) OR tasks < :tasks)' : '';
  const money: TransactItem = {
    Update: {
      TableName: store.table,
      Key: dayKey(ownerId, holder.day),
      UpdateExpression: `SET ${expiryAttribute} = :expires ${counts}`,
      ConditionExpression: `(attribute_not_exists(micros) OR micros <= :room)${mayCount}`,
      ExpressionAttributeValues: {
        ':expires': Math.ceil(store.clock() / 1_000) + DAYS_KEPT_SECONDS,
        ':micros': holder.micros,
        ':room': room,
        ...(as === 'task' ? { ':one': 1, ':tasks': limits.tasksPerDay } : {}),
      },
    },
  };
  // The task holds its place, and its end gives this back too.
  if (as === 'more') return [money];
  const max = as === 'task' ? limits.runningTasks : MAX_CALLS;
  return [
    {
      Update: {
        TableName: store.table,
        Key: holdersKey(ownerId),
        UpdateExpression: `SET activeList = :list, dueAt = :due, ownerId = :owner ADD ${setOf(as)} :holder`,
        ConditionExpression: `attribute_not_exists(${setOf(as)}) OR size(${setOf(as)}) < :max`,
        ExpressionAttributeValues: {
          ':list': 'holders',
          ':due': new Date(store.clock() + HOLDERS_DUE_MS).toISOString(),
          ':owner': ownerId,
          ':holder': new Set([writeHolder(holder)]),
          ':max': max,
        },
      },
    },
    money,
  ];
}

/** As the day's item has them: words that DynamoDB does not keep for itself. */
export const dayCounters = {
  steps: 'stepsTaken',
  seconds: 'secondsActed',
  tokens: 'tokensUsed',
  bytes: 'bytesReceived',
} as const;

function addToDay(used: NonNullable<Settlement['used']>) {
  const parts = (['steps', 'seconds', 'tokens', 'bytes'] as const).filter(part => (used[part] ?? 0) > 0);
  return {
    adds: parts.map(part => `${dayCounters[part]} :${part}`),
    values: Object.fromEntries(parts.map(part => [`:${part}`, used[part]])),
  };
}

/** The parts that give the place back, and the money that was not spent. They have no condition: an end must not fail. */
export function settleParts(store: Store, settlement: Settlement): TransactItem[] {
  const { ownerId, holder, more = [], as, usd, used = {} } = settlement;
  const all = addToDay(used);
  const none = addToDay({});
  return [
    {
      Update: {
        TableName: store.table,
        Key: holdersKey(ownerId),
        UpdateExpression: `DELETE ${setOf(as)} :holder`,
        ExpressionAttributeValues: { ':holder': new Set([writeHolder(holder)]) },
      },
    },
    ...settleDays([holder, ...more], microsOf(usd)).map(({ day, change, spent }): TransactItem => {
      // An item is updated once in a transaction, so what was used goes with the money.
      const { adds, values } = day === holder.day ? all : none;
      return {
        Update: {
          TableName: store.table,
          Key: dayKey(ownerId, day),
          UpdateExpression: `SET ${expiryAttribute} = if_not_exists(${expiryAttribute}, :expires) ADD ${['micros :change', 'spentMicros :spent', ...adds].join(', ')}`,
          ExpressionAttributeValues: {
            ':expires': Math.ceil(store.clock() / 1_000) + DAYS_KEPT_SECONDS,
            ':change': change,
            ':spent': spent,
            ...values,
          },
        },
      };
    }),
  ];
}

/** What the end of a task settles. */
export const spentBy = ({ spent, reservedMore }: Task): Pick<Settlement, 'usd' | 'used' | 'more'> => ({
  usd: spent.usd,
  used: spent,
  more: reservedMore,
});

/** A task's end settles what was taken for it, whoever writes that end. */
export function settlementOf({ state, events, ownerId }: StreamWrite): Settlement | undefined {
  if (!isTask(state) || !isTerminal(state.status)) return undefined;
  if (!events.some(event => event.type === 'task.finished')) return undefined;
  const holder = holderOfTask(state);
  return holder && { ownerId, holder, as: 'task', ...spentBy(state) };
}

/** Money for what a person adds to a task's budget. Nothing where the task takes part in no quota. */
export function takingMore(
  task: Task,
  reserved: Reservation | undefined,
  limits: Taking['limits'],
): Taking | undefined {
  const holder = holderOfTask(task);
  if (holder === undefined || reserved === undefined) return undefined;
  return { ownerId: task.ownerId, holder: { ...holder, ...reserved }, as: 'more', limits };
}

const MAX_TRIES = 8;

/** Takes money for one model call outside any append. Throws `quota.money-today`, `rate.exceeded`. */
export async function takeForCall(store: Store, taking: Taking): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await transact(store, takeParts(store, taking));
    if (outcome === 'done') return;
    if (outcome === 'refused') throw await explainQuota(store, taking);
    if (attempt === MAX_TRIES) throw new ErrandError('stream.conflict', 'Others take from the same budget.');
    await waitBeforeRetry(attempt);
  }
}

/** Gives back what a call or a dead holder held. */
export async function settle(store: Store, settlement: Settlement): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    // Only while it still holds: of two that settle the same, one does.
    const [release, ...rest] = settleParts(store, settlement);
    const held = { ConditionExpression: `contains(${setOf(settlement.as)}, :one)` };
    const values = { ...release?.Update?.ExpressionAttributeValues, ':one': writeHolder(settlement.holder) };
    const guarded = { Update: { ...release?.Update, ...held, ExpressionAttributeValues: values } } as TransactItem;
    const outcome = await transact(store, [guarded, ...rest]);
    if (outcome !== 'contended') return;
    if (attempt === MAX_TRIES) throw new ErrandError('stream.conflict', 'Others take from the same budget.');
    await waitBeforeRetry(attempt);
  }
}

async function transact(store: Store, items: TransactItem[]): Promise<'done' | 'refused' | 'contended'> {
  try {
    await store.db.send(new TransactWriteCommand({ TransactItems: items }));
    return 'done';
  } catch (error) {
    if (nameOf(error) !== 'TransactionCanceledException') return reach(() => Promise.reject(error));
    return reasonCodes(error).includes('ConditionalCheckFailed') ? 'refused' : 'contended';
  }
}
