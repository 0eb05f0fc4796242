/** What became of each errand, by its own events and by the site's own log. Judges nothing by what a model says. */

import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import { Priority } from '../../lib/domain/priority.ts';
import type { Site } from '../../tests/sites/start-site.ts';
import type { Heard } from './hear-all.ts';
import type { Queued } from './queue-errands.ts';

export interface Judged extends Queued {
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly queuedAt: number;
  readonly beganAt: number;
  readonly endedAt: number;
  /** How many workers began it. */
  readonly starts: number;
  /** Stored events that no socket brought, and live ones that came in a wrong order. */
  readonly gaps: number;
}

/** One that has not ended would be followed for ever. */
const READING_MS = 60_000;

export async function judge(queued: Queued, heard: Heard | undefined): Promise<Judged> {
  const events: Stored<TaskEvent>[] = [];
  const { client } = queued.owner;
  const signal = AbortSignal.timeout(READING_MS);
  for await (const event of client.followEvents(`task/${queued.taskId}`, 0, signal)) events.push(event);
  const timesOf = (type: TaskEvent['type']): readonly number[] =>
    events.filter(event => event.type === type).map(({ at }) => Date.parse(at));
  const last = events.at(-1);
  const missed = events.filter(({ seq }) => heard?.seqs.has(seq) !== true).length;
  return {
    ...queued,
    status: last?.type === 'task.finished' ? last.data.result.status : 'not ended',
    queuedAt: timesOf('task.queued')[0] ?? Number.NaN,
    beganAt: timesOf('task.started')[0] ?? Number.NaN,
    endedAt: timesOf('task.finished')[0] ?? Number.NaN,
    starts: timesOf('task.started').length,
    gaps: missed + (heard?.skipped ?? 0),
  };
}

export interface Visits {
  /** Errands that the site saw begin more than once. */
  readonly doubled: number;
  /** Errands that the site never saw. */
  readonly unseen: number;
  /** Baskets that were filled, and browsers that did it more than once. */
  readonly acts: number;
  readonly repeated: number;
}

export function readVisits({ requests }: Site, errands: readonly Queued[]): Visits {
  const seen = errands.map(({ mark }) => requests.filter(({ path }) => path.endsWith(`?${mark}`)).length);
  const posts = requests.filter(({ method, path }) => method === 'POST' && path === '/basket');
  const visitors = new Set(posts.map(({ cookie }) => cookie));
  return {
    doubled: seen.filter(count => count > 1).length,
    unseen: seen.filter(count => count === 0).length,
    acts: posts.length,
    repeated: posts.length - visitors.size,
  };
}

/** Two workers that choose at the same moment have no order between them. */
const SAME_MOMENT_MS = 1_000;

/** Errands begun before another of the same owner and priority that had been queued earlier. */
export const outOfOrder = (errands: readonly Judged[]): number =>
  errands.filter(one =>
    errands.some(
      other =>
        other.owner === one.owner &&
        other.priority === one.priority &&
        other.queuedAt < one.queuedAt &&
        other.beganAt > one.beganAt + SAME_MOMENT_MS,
    ),
  ).length;

export interface Waits {
  readonly priority: Priority;
  readonly seconds: readonly number[];
}

export const waitsByPriority = (errands: readonly Judged[]): readonly Waits[] =>
  Priority.options.toReversed().map(priority => ({
    priority,
    seconds: errands
      .filter(one => one.priority === priority)
      .map(({ queuedAt, beganAt }) => (beganAt - queuedAt) / 1_000),
  }));
