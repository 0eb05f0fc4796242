/** What must hold of what was delivered: clients were shown each stream as the table has it, and workers were sent each task. */

import { isDeepStrictEqual } from 'node:util';
import type { Stored } from '../../../lib/domain/events.ts';
import { parseMessage } from '../../../lib/queue/parse-message.ts';
import { eventsOf, type Finding, tasksOf, type World } from '../world.ts';

/** I4, as clients see it: from the first number on, without a gap, nothing else than the table has; and once all is over, all of it. */
export function clientsSeeWhatIs(world: World, isOver: boolean): readonly Finding[] {
  return (world.seen ?? []).flatMap(({ client, stream, events }) => {
    const written = eventsOf(world, stream);
    const say = (what: string): readonly Finding[] => [{ rule: 'I4', what: `${client} of ${stream}: ${what}` }];
    const wrong = events.findIndex(({ seq }, index) => seq !== index + 1);
    if (wrong >= 0) return say(`was shown ${events[wrong]?.seq} where ${wrong + 1} comes.`);
    const other = events.find((event, index) => !isSame(event, written[index]?.event));
    if (other !== undefined) return say(`was shown a ${other.seq} that is not the table's.`);
    return isOver && events.length < written.length ? say(`was shown ${events.length} of ${written.length}.`) : [];
  });
}

/** What the hash of an event is made of. */
const isSame = (shown: Stored, written: Stored | undefined): boolean =>
  written !== undefined &&
  (['v', 'stream', 'seq', 'at', 'ownerId', 'type', 'data'] as const).every(name =>
    isDeepStrictEqual(shown[name], written[name]),
  );

/** I3: each time a task was queued its message was sent at least once. */
export function queuedTasksAreSent(world: World): readonly Finding[] {
  const { letters } = world;
  if (letters === undefined) return [];
  const sent = letters.sent.map(body => parseMessage(body)?.taskId);
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const queued = events.filter(({ type }) => type === 'task.queued').length;
    const messages = sent.filter(taskId => taskId === task.taskId).length;
    return messages >= queued ? [] : [{ rule: 'I3', what: `${stream} was queued ${queued} times, sent ${messages}.` }];
  });
}
