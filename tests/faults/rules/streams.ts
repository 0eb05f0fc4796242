/** What must hold of every stream by itself: no gap, no changed event, one end that is the last, one owner. */

import { isDeepStrictEqual } from 'node:util';
import { CHAIN_START, hashOfEvent } from '../../../lib/domain/chain.ts';
import { isTerminal } from '../../../lib/domain/task.ts';
import { eventsOf, type Finding, rowOf, streamsOf, tasksOf, type World } from '../world.ts';

/** I4. `earlier` is the same world at an earlier time: what was written then must still be so. */
export function streamsAreWhole(world: World, earlier?: World): readonly Finding[] {
  const found: Finding[] = [];
  const say = (what: string): void => void found.push({ rule: 'I4', what });
  for (const stream of streamsOf(world)) {
    const events = eventsOf(world, stream);
    const state = rowOf(world, stream, 'STATE');
    let hash = CHAIN_START;
    for (const [index, { event, prev }] of events.entries()) {
      if (event.seq !== index + 1) say(`Event ${index + 1} of ${stream} has the number ${event.seq}.`);
      if (event.stream !== stream) say(`Event ${event.seq} of ${stream} says that it is of ${event.stream}.`);
      if (prev !== hash) say(`Event ${event.seq} of ${stream} does not follow from the one before.`);
      hash = hashOfEvent(event, hash);
    }
    if (state === undefined) say(`${stream} has events and no state.`);
    else if (state.seq !== events.length) say(`${stream} counts ${String(state.seq)} events and has ${events.length}.`);
    else if (state.head !== hash) say(`The head of ${stream} is not the hash of its last event.`);
    for (const [index, { event }] of (earlier === undefined ? [] : eventsOf(earlier, stream)).entries()) {
      if (!isDeepStrictEqual(event, events[index]?.event)) say(`Event ${event.seq} of ${stream} was changed.`);
    }
  }
  return found;
}

/** I5. */
export function endsAreFinal(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const ends = events.filter(({ type }) => type === 'task.finished').length;
    const say = (what: string): Finding => ({ rule: 'I5', what });
    if (ends > 1) return [say(`${stream} ends ${ends} times.`)];
    if (ends === 1 && events.at(-1)?.type !== 'task.finished') return [say(`${stream} goes on after its end.`)];
    if ((ends === 1) !== isTerminal(task.status)) return [say(`${stream} has ${ends} ends and is ${task.status}.`)];
    return reportsOf(world, task.taskId) === ends ? [] : [say(`The end of ${stream} is not reported just once.`)];
  });
}

const reportsOf = (world: World, taskId: string): number =>
  streamsOf(world)
    .filter(stream => stream.startsWith('session/'))
    .flatMap(stream => eventsOf(world, stream))
    .filter(({ event }) => event.type === 'task.reported' && event.data.taskId === taskId).length;

/** I9, as far as rows and keys tell. */
export function ownersAreKept(world: World): readonly Finding[] {
  const found: Finding[] = [];
  for (const { task, stream, events } of tasksOf(world)) {
    const say = (what: string): void => void found.push({ rule: 'I9', what });
    for (const { seq, ownerId } of events)
      if (ownerId !== task.ownerId) say(`Event ${seq} of ${stream} belongs to ${ownerId}, not to ${task.ownerId}.`);
    if (task.consent.ownerId !== task.ownerId) say(`The consent of ${stream} is ${task.consent.ownerId}'s.`);
    for (const key of world.objects.keys())
      if (key.includes(task.taskId) && !key.replace('checkpoints/', '').startsWith(`${task.ownerId}/`))
        say(`The object ${key} lies outside of ${task.ownerId}'s.`);
  }
  return found;
}
