/** Reads the sums of an owner's days: one query over neighbouring keys, never a scan. Writes nothing. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dayOf } from '../domain/quota.ts';
import { dayKey } from './keys.ts';
import { dayCounters } from './quota.ts';
import { reach, type Store } from './store.ts';

export interface DaySums extends DayUse {
  /** Such as `2026-11-21`, in UTC. */
  readonly day: string;
  /** Begun on it. */
  readonly tasks: number;
  readonly spentMicros: number;
  /** For what has not ended yet. */
  readonly reservedMicros: number;
}

/** Of the tasks that were begun on the day and have ended; the tokens also of its conversations. */
export type DayUse = Readonly<Record<keyof typeof dayCounters, number>>;

const DAY_MS = 86_400_000;

/** So many days, the oldest first and today's last. */
export const daysUpTo = (now: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => dayOf(now - (count - 1 - index) * DAY_MS));

/** One entry for each of the days, which must follow each other: a day without any has zeros. */
export async function readDays(store: Store, ownerId: string, days: readonly string[]): Promise<readonly DaySums[]> {
  const [first = '', last = first] = [days[0], days.at(-1)];
  const command = new QueryCommand({
    TableName: store.table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':pk': dayKey(ownerId, first).pk,
      ':first': dayKey(ownerId, first).sk,
      ':last': dayKey(ownerId, last).sk,
    },
    ConsistentRead: true,
  });
  // A few dozen items of some hundred bytes: they fit a page many times over.
  const { Items = [] } = await reach(() => store.db.send(command));
  const found = new Map(Items.map(item => [String(item.sk), item]));
  return days.map(day => sumsOf(day, found.get(dayKey(ownerId, day).sk)));
}

function sumsOf(day: string, item: Readonly<Record<string, unknown>> = {}): DaySums {
  const sum = (name: string): number => Number(item[name] ?? 0);
  const spentMicros = sum('spentMicros');
  return {
    day,
    tasks: sum('tasks'),
    spentMicros,
    reservedMicros: Math.max(0, sum('micros') - spentMicros),
    steps: sum(dayCounters.steps),
    seconds: sum(dayCounters.seconds),
    tokens: sum(dayCounters.tokens),
    bytes: sum(dayCounters.bytes),
  };
}

/** Of all of them together. */
export function addDays(days: readonly DaySums[]): Omit<DaySums, 'day'> {
  const sum = (of: (day: DaySums) => number): number => days.reduce((total, day) => total + of(day), 0);
  return {
    tasks: sum(({ tasks }) => tasks),
    spentMicros: sum(({ spentMicros }) => spentMicros),
    reservedMicros: sum(({ reservedMicros }) => reservedMicros),
    steps: sum(({ steps }) => steps),
    seconds: sum(({ seconds }) => seconds),
    tokens: sum(({ tokens }) => tokens),
    bytes: sum(({ bytes }) => bytes),
  };
}
