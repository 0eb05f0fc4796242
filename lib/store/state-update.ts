/** The update of a STATE item as data: what it sets, and the conditions that keep streams gap-free and workers alone. Sends nothing. */

import { endsLease, listingOf } from './items.ts';
import { stateKey } from './keys.ts';
import { placeOf } from './place.ts';
import type { SeenLease } from './seen-lease.ts';
import type { StreamWrite, TransactItem } from './write.ts';

/** Nobody has written since the state was read. */
const IS_UNCHANGED = 'seq = :after';
/** The stream does not exist yet. */
const IS_NEW = 'attribute_not_exists(pk)';
/** The writer still acts for the task: the fence is its own, and the lease was neither given up nor taken over. */
export const HOLDS_LEASE = 'fence = :fence AND attribute_exists(leaseUntil)';
/** Nobody acts for the task. */
export const LEASE_IS_FREE = 'attribute_not_exists(leaseUntil)';
/** Whoever acted for the task has not renewed its lease since it was looked at: no clock is asked. */
const STILL_THE_SAME = 'fence = :seenFence AND leaseUntil = :seenUntil AND';
const beatIs = ({ beat }: SeenLease): string =>
  beat === undefined ? 'attribute_not_exists(beat)' : 'beat = :seenBeat';

/** The chain goes on from the event that the writer read; a head that somebody changed takes no more events. */
const headIs = ({ head }: StreamWrite): string =>
  head === undefined ? 'attribute_not_exists(head)' : 'head = :before';

/** `head` is the hash of the last event that is written. */
export function updateState(table: string, write: StreamWrite, head: string): TransactItem {
  const listing = listingOf(write.state);
  const conditions = write.after === 0 ? [IS_NEW] : [IS_UNCHANGED, headIs(write)];
  const sets = [
    'seq = :seq',
    'head = :head',
    '#state = :state',
    'ownerId = :owner',
    'ownerList = :list',
    'listedAt = :listedAt',
  ];
  const removes: string[] = [];
  const values: Record<string, unknown> = {
    ':seq': write.after + write.events.length,
    ':head': head,
    ':state': write.state,
    ':owner': write.ownerId,
    ':list': listing.ownerList,
    ':listedAt': listing.listedAt,
  };
  if (write.after > 0) values[':after'] = write.after;
  if (write.after > 0 && write.head !== undefined) values[':before'] = write.head;
  if (write.fence !== undefined) {
    conditions.push(HOLDS_LEASE);
    values[':fence'] = write.fence;
  }
  if (write.takes !== undefined) {
    if (write.stoodStill === undefined) conditions.push(LEASE_IS_FREE);
    sets.push('fence = :fence', 'workerId = :workerId', 'leaseUntil = :leaseUntil', 'beat = :beat');
    values[':fence'] = write.takes.fence;
    values[':workerId'] = write.takes.workerId;
    values[':leaseUntil'] = write.takes.leaseUntil;
    values[':beat'] = 0;
  }
  if (write.stoodStill !== undefined) {
    const { fence, leaseUntil, beat } = write.stoodStill;
    conditions.push(`${STILL_THE_SAME} ${beatIs(write.stoodStill)}`);
    values[':seenFence'] = fence;
    values[':seenUntil'] = leaseUntil;
    if (beat !== undefined) values[':seenBeat'] = beat;
  }
  if (endsLease(write.state)) removes.push('leaseUntil', 'workerId', 'beat');
  for (const [name, value] of Object.entries(placeOf(write))) {
    if (value === undefined) removes.push(name);
    else {
      sets.push(`${name} = :${name}`);
      values[`:${name}`] = value;
    }
  }
  if (listing.active === undefined) {
    removes.push('activeList', 'dueAt');
  } else {
    sets.push('activeList = :activeList', `dueAt = ${dueAt(write)}`);
    values[':activeList'] = listing.active.activeList;
    if (write.takes === undefined) values[':dueAt'] = listing.active.dueAt;
  }
  return {
    Update: {
      TableName: table,
      Key: stateKey(write.stream),
      UpdateExpression: `SET ${sets.join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: values,
    },
  };
}

/** While a lease runs the reaper has nothing to do before its end; otherwise the state itself says when. */
function dueAt(write: StreamWrite): string {
  if (write.takes !== undefined) return ':leaseUntil';
  return endsLease(write.state) ? ':dueAt' : 'if_not_exists(leaseUntil, :dueAt)';
}
