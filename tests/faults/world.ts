/** What a run left behind: every row of the table, every object, the site's own log. Read from outside; changes nothing. */

import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Bucket } from '../../lib/artifacts/bucket.ts';
import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { Limits } from '../../lib/domain/quota.ts';
import type { Task } from '../../lib/domain/task.ts';
import { eventKey, eventPrefix } from '../../lib/store/keys.ts';
import type { Store } from '../../lib/store/store.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** A line of the site's access log: the truth about side effects. */
export interface SiteAct {
  readonly taskId: string;
  /** The worker's id, as its page sent it. */
  readonly worker: string;
  /** What was done, such as `Save`: the name of the element. */
  readonly act: string;
  /** Milliseconds since the epoch, by the clock that the table has. */
  readonly at: number;
}

export interface World {
  readonly rows: readonly Row[];
  /** Bytes by key. */
  readonly objects: ReadonlyMap<string, number>;
  readonly site: readonly SiteAct[];
  /** When each row was first written, by the one clock that no worker has; `<pk> <sk>`. Where it is left out, the rows' own times are true. */
  readonly times?: ReadonlyMap<string, number>;
  /** What clients were shown of the streams they followed, in the order in which they were shown it. */
  readonly seen?: readonly Seen[];
  readonly letters?: Letters;
  /** What persons' hands did on the page, in the order in which it was done. */
  readonly byHand?: readonly HandAct[];
  /** What persons sent to be done, in the order in which it was written. */
  readonly sent?: readonly string[];
  /** What models were told, in order. */
  readonly heard?: readonly Heard[];
  /** The most that was ever taken of a day's money, in millionths of a dollar, by the row of the day. */
  readonly taken?: ReadonlyMap<string, number>;
  readonly limits?: Limits;
  /** Some worker's clock was wrong, or jumped: what it says of how long something took means nothing. */
  readonly hasWrongClocks?: boolean;
}

/** Of one input, which its person has given a text that no other has. */
export interface HandAct {
  readonly taskId: string;
  readonly worker: string;
  readonly input: string;
  readonly at: number;
}

/** One call of a model: all that is the person's or ours in it, as one text. */
export interface Heard {
  readonly worker: string;
  readonly told: string;
  readonly at: number;
}

export interface Seen {
  readonly client: string;
  readonly stream: string;
  readonly events: readonly Stored[];
}

/** Bodies of messages of the workers' queue. */
export interface Letters {
  /** Each once, however often it was delivered. */
  readonly sent: readonly string[];
  readonly dead: readonly string[];
}

/** What breaks which rule, in a sentence. */
export interface Finding {
  readonly rule: string;
  readonly what: string;
}

export interface StoredRow {
  readonly event: Stored;
  readonly prev: unknown;
}

export async function readWorld(
  { db, table }: Store,
  { s3, bucket }: Bucket,
  { ownerId, site }: { readonly ownerId: string; readonly site: readonly SiteAct[] },
): Promise<World> {
  const rows: Row[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    rows.push(...((page.Items ?? []) as Row[]));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  const objects = new Map<string, number>();
  for (const Prefix of [`${ownerId}/`, `checkpoints/${ownerId}/`]) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    for (const { Key = '', Size = 0 } of Contents) objects.set(Key, Size);
  }
  return { rows, objects, site };
}

export const streamsOf = ({ rows }: World): readonly string[] => [
  ...new Set(rows.filter(({ pk }) => /^(session|task)\//.test(pk)).map(({ pk }) => pk)),
];

export const rowOf = ({ rows }: World, pk: string, sk: string): Row | undefined =>
  rows.find(row => row.pk === pk && row.sk === sk);

/** In the order of their keys. */
export function eventsOf({ rows }: World, stream: string): readonly StoredRow[] {
  const own = rows.filter(({ pk, sk }) => pk === stream && sk.startsWith(eventPrefix));
  return own
    .toSorted((one, other) => (one.sk < other.sk ? -1 : 1))
    .map(({ pk: _pk, sk: _sk, writeId: _writeId, prev, ...event }) => ({ event: event as unknown as Stored, prev }));
}

/** True, whatever the clock of the one who wrote it said. */
export function timeOf({ times }: World, { stream, seq, at }: Stored): number {
  const { pk, sk } = eventKey(stream, seq);
  return times?.get(`${pk} ${sk}`) ?? Date.parse(at);
}

export interface TaskFacts {
  readonly task: Task;
  readonly stream: string;
  readonly events: readonly Stored<TaskEvent>[];
  readonly acts: readonly SiteAct[];
}

export function tasksOf(world: World): readonly TaskFacts[] {
  const states = world.rows.filter(({ pk, sk }) => pk.startsWith('task/') && sk === 'STATE');
  return states.map(({ pk, state }) => {
    const task = state as Task;
    const events = eventsOf(world, pk).map(({ event }) => event as Stored<TaskEvent>);
    return { task, stream: pk, events, acts: world.site.filter(({ taskId }) => taskId === task.taskId) };
  });
}
