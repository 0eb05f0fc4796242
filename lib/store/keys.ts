/** Every key of the one table, and nothing else that touches it.
 *
 *   pk                    sk                     item
 *   session/<id>          STATE                  session state, version = seq and hash of its last event
 *   session/<id>          EVENT#0000000001       an event of the conversation
 *   task/<id>             STATE                  task state, fence, lease
 *   task/<id>             EVENT#0000000001       an event of the run
 *   task/<id>             CONSENT                the consent, written once
 *   task/<id>             ARTIFACT#<id>          an artifact's record
 *   task/<id>             INPUT#00001#0000000001 what a person did while they had control; emptied as it is read; expires
 *   watch/<task>          CONNECTION#<id>        a socket that watches the page live; expires
 *   idempotency/<owner>   KEY#<key>              a POST that was taken; expires
 *   ticket/<id>           STATE                  a socket ticket; single use; expires
 *   connection/<id>       STATE                  an open socket: its owner; expires
 *   owner/<owner>         CONNECTION#<id>        the owner's sockets and what each subscribed to; expires
 *   key/<id>              STATE                  an API key: its owner, scopes and the hash of its secret
 *   audit/<owner>         <time>#<type>#<id>     what happened to the owner's keys, written once
 *   audit/<owner>         HEAD                   number and hash of its last entry
 *   limits/<owner>        BUCKET                 the token bucket of requests; expires
 *   limits/<owner>        HOLDERS                running tasks and model calls that hold a place or money
 *   limits/<owner>        DAY#2026-11-21         tasks and money of one UTC day; expires
 *   secret/<owner>        NAME#<name>            a secret: what it is for, and its value sealed
 *
 * Index `byOwner`:  ownerList = owner/<owner>/sessions | …/tasks | …/keys, sorted by listedAt (id, so by time)
 * Index `byStatus`: activeList = tasks | sessions | holders, only while something is still to happen, sorted by dueAt
 * Index `byRank`:   rankList = queued (rankedAt: `rankOf` in lib/domain/priority.ts) | running (the end of the lease as it was taken)
 *
 * Each index holds only what its readers take from it: a write that changes none of that writes nothing into the index. So an event
 * that moves a task nowhere costs one entry, its owner's list, and a renewed lease none there.
 */

import type { StreamId } from '../domain/ids.ts';

export const tableKeys = { partition: 'pk', sort: 'sk' } as const;
export const byOwner = {
  name: 'byOwner',
  partition: 'ownerList',
  sort: 'listedAt',
  /** Beside the keys. Of sessions and tasks the state; of API keys the rest, never the hash. */
  includes: ['state', 'key', 'lastUsedAt', 'revokedAt'],
} as const;
export const byStatus = { name: 'byStatus', partition: 'activeList', sort: 'dueAt', includes: ['ownerId'] } as const;
export const byRank = {
  name: 'byRank',
  partition: 'rankList',
  sort: 'rankedAt',
  includes: ['ownerId', 'notBefore'],
} as const;
/** The attribute that DynamoDB expires items by: seconds since the epoch. */
export const expiryAttribute = 'expiresAtSeconds';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const eventPrefix = 'EVENT#';
const SEQ_DIGITS = 10;

export const stateKey = (stream: StreamId): Key => ({ pk: stream, sk: 'STATE' });
export const eventKey = (stream: StreamId, seq: number): Key => ({
  pk: stream,
  sk: eventPrefix + String(seq).padStart(SEQ_DIGITS, '0'),
});
export const idIn = ({ pk }: Pick<Key, 'pk'>): string => pk.slice(pk.indexOf('/') + 1);

export const consentKey = (taskId: string): Key => ({ pk: `task/${taskId}`, sk: 'CONSENT' });
export const artifactKeyOf = (taskId: string, artifactId: string): Key => ({
  pk: `task/${taskId}`,
  sk: `ARTIFACT#${artifactId}`,
});
export const artifactPrefix = 'ARTIFACT#';
const TAKING_DIGITS = 5;
export const inputPrefix = (taking: number): string => `INPUT#${String(taking).padStart(TAKING_DIGITS, '0')}#`;
export const inputKey = (taskId: string, taking: number, number: number): Key => ({
  pk: `task/${taskId}`,
  sk: inputPrefix(taking) + String(number).padStart(SEQ_DIGITS, '0'),
});
export const inputNumber = (sk: string): number => Number(sk.slice(-SEQ_DIGITS));
export const watchKey = (taskId: string, connectionId: string): Key => ({
  pk: `watch/${taskId}`,
  sk: `CONNECTION#${connectionId}`,
});
export const watchPrefix = 'CONNECTION#';
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

export const secretKey = (ownerId: string, name: string): Key => ({ pk: `secret/${ownerId}`, sk: `NAME#${name}` });
export const secretPrefix = 'NAME#';

export const apiKeyKey = (keyId: string): Key => ({ pk: `key/${keyId}`, sk: 'STATE' });
/** Sorts by time; what it is about makes it unique. */
export const auditKey = (ownerId: string, entry: { at: string; type: string; about: string }): Key => ({
  pk: `audit/${ownerId}`,
  sk: `${entry.at}#${entry.type}#${entry.about}`,
});
/** Sorts after every time. */
export const auditHeadKey = (ownerId: string): Key => ({ pk: `audit/${ownerId}`, sk: 'HEAD' });
export const bucketKey = (ownerId: string): Key => ({ pk: `limits/${ownerId}`, sk: 'BUCKET' });
export const holdersKey = (ownerId: string): Key => ({ pk: `limits/${ownerId}`, sk: 'HOLDERS' });
export const dayKey = (ownerId: string, day: string): Key => ({ pk: `limits/${ownerId}`, sk: `DAY#${day}` });

export const ownerKeys = (ownerId: string): string => `owner/${ownerId}/keys`;
export const ownerSessions = (ownerId: string): string => `owner/${ownerId}/sessions`;
export const ownerTasks = (ownerId: string): string => `owner/${ownerId}/tasks`;

/** True for the keys of events, by which the relay knows what to deliver. */
export function isEventKey(key: Key): boolean {
  return key.sk.startsWith(eventPrefix);
}
