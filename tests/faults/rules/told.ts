/** What must hold of a person's words: the model hears each instruction, and each note left with the page, once in its history and before it ends. */

import { type Finding, type Heard, tasksOf, timeOf, type World } from '../world.ts';
import { type Era, type Event, erasOf, workersOf } from './eras.ts';

interface Word {
  readonly text: string;
  readonly seq: number;
}

/** I17. */
export function wordsAreTold(world: World): readonly Finding[] {
  const { heard } = world;
  if (heard === undefined) return [];
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const found: Finding[] = [];
    const say = (what: string): void => void found.push({ rule: 'I17', what: `${stream}: ${what}` });
    const words = [...instructionsIn(events), ...notesIn(events)];
    for (const { worker, told } of heard)
      for (const { text } of words)
        if (timesIn(told, text) > 1) say(`"${text}" is told ${timesIn(told, text)} times to the model of ${worker}.`);
    const decided = erasOf(world, events, () => {}).flatMap(era => decisionsIn(world, era, heard));
    for (const { seq, seen, told } of decided)
      for (const word of words)
        if (word.seq < seen && timesIn(told, word.text) === 0) say(`"${word.text}" is not told at ${seq}.`);
    const last = decided.at(-1);
    const unheard = instructionsIn(events).filter(
      ({ text, seq }) => last !== undefined && seq < last.seq && timesIn(last.told, text) === 0,
    );
    if (task.status === 'completed')
      for (const { text } of unheard) say(`was completed by a model that had not heard "${text}".`);
    return found;
  });
}

const instructionsIn = (events: readonly Event[]): readonly Word[] =>
  events.flatMap(event => (event.type === 'instruction.added' ? [{ text: event.data.text, seq: event.seq }] : []));

/** Of a page that was handed over: who takes a request back has left nothing with a page. */
function notesIn(events: readonly Event[]): readonly Word[] {
  let isTaken = false;
  return events.flatMap(event => {
    if (event.type === 'control.taken') isTaken = true;
    if (event.type !== 'control.returned') return [];
    const was = isTaken;
    isTaken = false;
    return was && event.data.note !== undefined ? [{ text: event.data.note, seq: event.seq }] : [];
  });
}

interface Decided {
  readonly seq: number;
  /** The number of the look before: what was said by then is known. */
  readonly seen: number;
  readonly told: string;
}

/** A decision of the events is of the newest call before it: one that was made by a worker that had lost its lease is in no event. */
function decisionsIn(world: World, era: Era, heard: readonly Heard[]): readonly Decided[] {
  const names = workersOf(era);
  const calls = heard.filter(({ worker }) => names.includes(worker));
  return era.events.flatMap((event, index) => {
    if (event.type !== 'step.decided') return [];
    const told = calls.findLast(({ at }) => at <= timeOf(world, event))?.told ?? '';
    const seen = era.events.slice(0, index).findLast(({ type }) => type === 'page.observed')?.seq ?? 0;
    return [{ seq: event.seq, seen, told }];
  });
}

/** Raw: notes of several returns are told as one. */
const timesIn = (told: string, text: string): number => told.split(text).length - 1;
