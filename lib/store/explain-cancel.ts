/** Reads the table after a cancelled transaction and says which rule of ours it broke. Writes nothing. */

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { ErrandError } from '../domain/errors.ts';
import { refuseIdempotent } from './idempotency.ts';
import { stateItemOf } from './items.ts';
import { eventKey, type Key, stateKey } from './keys.ts';
import { reach, type Store } from './store.ts';
import { explainQuota } from './usage.ts';
import type { Commit, StreamWrite } from './write.ts';

/** True where an earlier try of this very append went through although its answer was lost. */
export async function isOwnWrite(store: Store, plan: Commit): Promise<boolean> {
  if (plan.first === undefined) return false;
  const item = await read(store, eventKey(plan.first.stream, plan.first.seq));
  return item?.writeId === plan.writeId;
}

/** Idempotency first: a repeated request must hear that it is one. Then the lease: a worker that lost it must stop. */
export async function explainCancel(store: Store, plan: Commit, cause: unknown): Promise<ErrandError> {
  const codes = reasonCodes(cause);
  const failed = plan.parts.filter((_, index) => codes[index] === 'ConditionalCheckFailed');
  const { idempotency } = plan.alongside;
  if (idempotency !== undefined && failed.some(part => part.kind === 'idempotency')) {
    return refuseIdempotent(store, idempotency);
  }
  for (const part of failed) {
    const lost = part.write === undefined ? undefined : await explainLease(store, part.write);
    if (lost !== undefined) return lost;
  }
  const { take } = plan.alongside;
  // Where others wrote first too, the change is tried again and its limits with it.
  if (take !== undefined && failed.every(part => part.kind === 'quota')) return explainQuota(store, take);
  const kinds = failed.map(part => part.write?.stream ?? part.kind);
  return new ErrandError('stream.conflict', `Others wrote first: ${kinds.join(', ')}.`, {}, cause);
}

async function explainLease(store: Store, write: StreamWrite): Promise<ErrandError | undefined> {
  if (write.fence === undefined) return undefined;
  const item = stateItemOf(await read(store, stateKey(write.stream)));
  if (item?.fence === write.fence && item.leaseUntil !== undefined) return undefined;
  return leaseLost(write.stream, write.fence);
}

export function leaseLost(stream: string, fence: number): ErrandError {
  return new ErrandError('task.lease-lost', `Fence ${fence} of ${stream} holds no lease any more.`, { fence });
}

async function read(store: Store, key: Key): Promise<Record<string, unknown> | undefined> {
  const got = await reach(() =>
    store.db.send(new GetCommand({ TableName: store.table, Key: key, ConsistentRead: true })),
  );
  return got.Item;
}

/** One code a part, in the order of the parts; `None` where the part itself was fine. */
export function reasonCodes(error: unknown): string[] {
  const reasons = error instanceof Error && 'CancellationReasons' in error ? error.CancellationReasons : [];
  return Array.isArray(reasons) ? reasons.map((reason: { Code?: string } | undefined) => reason?.Code ?? 'None') : [];
}
