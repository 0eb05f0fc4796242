/** Tokens of each day, summed over the tasks that began on it. Pure. */

import type { Task } from '../../lib/domain/task.ts';
import type { AccountApi } from '../data/account-api.ts';

export interface DayTokens {
  /** By day, such as `2026-11-21` in UTC. */
  readonly byDay: ReadonlyMap<string, number>;
  /** The first day of which everything was read; undefined: all of them. */
  readonly since: string | undefined;
}

type Counted = Pick<Task, 'createdAt' | 'spent'>;

const dayOf = (iso: string): string => iso.slice(0, 10);

/** `isAll`: there are no older tasks than these. */
export function sumTokens(tasks: readonly Counted[], firstDay: string, isAll: boolean): DayTokens {
  const byDay = new Map<string, number>();
  for (const { createdAt, spent } of tasks) {
    const day = dayOf(createdAt);
    if (day >= firstDay) byDay.set(day, (byDay.get(day) ?? 0) + spent.tokens);
  }
  const oldest = tasks.reduce<string | undefined>((least, { createdAt }) => {
    const day = dayOf(createdAt);
    return least === undefined || day < least ? day : least;
  }, undefined);
  return { byDay, since: isAll || oldest === undefined || oldest < firstDay ? undefined : oldest };
}

const PAGE = 100;
/** The API has no tokens by day, so tasks are read; a person with more than these in a month sees from when on. */
const MAX_PAGES = 3;

export async function readTokens(account: Pick<AccountApi, 'listTasks'>, firstDay: string): Promise<DayTokens> {
  const tasks: Counted[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await account.listTasks({ limit: PAGE, cursor });
    tasks.push(...read.items);
    cursor = read.cursor;
    const oldest = read.items.at(-1);
    if (cursor === undefined || (oldest !== undefined && dayOf(oldest.createdAt) < firstDay)) break;
  }
  return sumTokens(tasks, firstDay, cursor === undefined);
}
