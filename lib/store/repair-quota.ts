/** Takes out of an owner's holders whoever is no longer there to give back: a task that ended or vanished, a call that died. */

import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Holder, usdOf } from '../domain/quota.ts';
import { isTerminal } from '../domain/task.ts';
import { byStatus, holdersKey } from './keys.ts';
import { HOLDERS_DUE_MS, settle, spentBy } from './quota.ts';
import { findTask } from './reads.ts';
import { isConditionFailure, reach, type Store } from './store.ts';
import { readUsage } from './usage.ts';
import type { Settlement } from './write.ts';

/** A model call of a conversation is answered within 30 s or its function is dead. */
const CALL_LIMIT_MS = 2 * 60_000;

/** Owners whose holders have not been looked at for a while, the longest waiting first. */
export async function listDueHolders(store: Store, limit: number): Promise<string[]> {
  const command = new QueryCommand({
    TableName: store.table,
    IndexName: byStatus.name,
    KeyConditionExpression: `${byStatus.partition} = :list AND ${byStatus.sort} < :now`,
    ExpressionAttributeValues: { ':list': 'holders', ':now': new Date(store.clock()).toISOString() },
    Limit: limit,
  });
  const found = await reach(() => store.db.send(command));
  return (found.Items ?? []).flatMap(item => (typeof item.ownerId === 'string' ? [item.ownerId] : []));
}

/** How many were taken out. What a dead call had reserved counts as spent, for nobody knows. */
export async function repairHolders(store: Store, ownerId: string): Promise<number> {
  const { running, calls } = await readUsage(store, ownerId);
  let repaired = 0;
  for (const holder of running) {
    const ended = await findEnded(store, ownerId, holder);
    if (ended === undefined) continue;
    await settle(store, { ownerId, holder, as: 'task', ...ended });
    repaired += 1;
  }
  for (const holder of calls.filter(({ since }) => store.clock() - since > CALL_LIMIT_MS)) {
    await settle(store, { ownerId, holder, as: 'call', usd: usdOf(holder.micros) });
    repaired += 1;
  }
  await lookLater(store, ownerId);
  return repaired;
}

/** Undefined while the task still runs. The read is consistent, and the place was taken with the task's first event. */
async function findEnded(
  store: Store,
  ownerId: string,
  { id }: Holder,
): Promise<Pick<Settlement, 'usd' | 'used' | 'more'> | undefined> {
  const task = (await findTask(store, ownerId, id))?.state;
  if (task === undefined) return { usd: 0 };
  return isTerminal(task.status) ? spentBy(task) : undefined;
}

/** Where nobody holds anything any more, there is nothing to look at until somebody does. */
async function lookLater(store: Store, ownerId: string): Promise<void> {
  const Key = holdersKey(ownerId);
  const due = new Date(store.clock() + HOLDERS_DUE_MS).toISOString();
  const rest = new UpdateCommand({
    TableName: store.table,
    Key,
    UpdateExpression: 'REMOVE activeList, dueAt',
    ConditionExpression: 'attribute_not_exists(running) AND attribute_not_exists(calls)',
  });
  const again = new UpdateCommand({
    TableName: store.table,
    Key,
    UpdateExpression: 'SET dueAt = :due',
    ConditionExpression: 'attribute_exists(activeList)',
    ExpressionAttributeValues: { ':due': due },
  });
  for (const command of [again, rest]) {
    await reach(() => store.db.send(command)).catch((error: unknown) => {
      if (!isConditionFailure(error)) throw error;
    });
  }
}
