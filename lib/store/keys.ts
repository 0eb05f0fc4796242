/** Every key of the one table, and nothing else that touches it.
 *
 *   pk                    sk                     item
 *   session/<id>          STATE                  session state, version = seq of its last event
 *   session/<id>          EVENT#0000000001       an event of the conversation
 *   task/<id>             STATE                  task state, fence, lease
 *   task/<id>             EVENT#0000000001       an event of the run
 *   task/<id>             CONSENT                the consent, written once
 *   task/<id>             ARTIFACT#<id>          an artifact's record
 *   idempotency/<owner>   KEY#<key>              a POST that was taken; expires
 *   ticket/<id>           STATE                  a socket ticket; single use; expires
 *   connection/<id>       STATE                  an open socket: its owner; expires
 *   owner/<owner>         CONNECTION#<id>        the owner's sockets and what each subscribed to; expires
 *
 * Index `byOwner`:  ownerList = owner/<owner>/sessions | owner/<owner>/tasks, sorted by listedAt (id, so by time)
 * Index `byStatus`: activeList = tasks | sessions, only while something is still to happen, sorted by dueAt
 */

import type { StreamId } from '../domain/ids.ts';

export const tableKeys = { partition: 'pk', sort: 'sk' } as const;
export const byOwner = { name: 'byOwner', partition: 'ownerList', sort: 'listedAt' } as const;
export const byStatus = { name: 'byStatus', partition: 'activeList', sort: 'dueAt' } as const;
/** The attribute that DynamoDB expires items by: seconds since the epoch. */
export const expiryAttribute = 'expiresAtSeconds';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const EVENT_PREFIX = 'EVENT#';
const SEQ_DIGITS = 10;

export const stateKey = (stream: StreamId): Key => ({ pk: stream, sk: 'STATE' });
export const eventKey = (stream: StreamId, seq: number): Key => ({
  pk: stream,
  sk: EVENT_PREFIX + String(seq).padStart(SEQ_DIGITS, '0'),
});
export const consentKey = (taskId: string): Key => ({ pk: `task/${taskId}`, sk: 'CONSENT' });
export const artifactKeyOf = (taskId: string, artifactId: string): Key => ({
  pk: `task/${taskId}`,
  sk: `ARTIFACT#${artifactId}`,
});
export const artifactPrefix = 'ARTIFACT#';
export const idempotencyKey = (ownerId: string, key: string): Key => ({
  pk: `idempotency/${ownerId}`,
  sk: `KEY#${key}`,
});
export const ticketKey = (ticketId: string): Key => ({ pk: `ticket/${ticketId}`, sk: 'STATE' });
export const connectionKey = (connectionId: string): Key => ({ pk: `connection/${connectionId}`, sk: 'STATE' });
export const ownerConnectionKey = (ownerId: string, connectionId: string): Key => ({
  pk: `owner/${ownerId}`,
  sk: `CONNECTION#${connectionId}`,
});
export const ownerConnectionPrefix = 'CONNECTION#';

export const ownerSessions = (ownerId: string): string => `owner/${ownerId}/sessions`;
export const ownerTasks = (ownerId: string): string => `owner/${ownerId}/tasks`;

/** True for the keys of events, by which the relay knows what to deliver. */
export function isEventKey(key: Key): boolean {
  return key.sk.startsWith(EVENT_PREFIX);
}
