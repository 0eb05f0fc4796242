/** How much of what persons did by hand the model has been told: a worker that goes on tells the rest. Read from the events. */

import type { TaskEvent } from '../domain/events.ts';
import type { Control, Returned } from '../domain/task-control.ts';
import type { HandedBack } from './handed-back.ts';

/** Counts of the task's events. */
export interface Told {
  /** Of `person.acted`. */
  readonly acts: number;
  /** Of `control.returned`. */
  readonly returns: number;
}

export const nothingTold: Told = { acts: 0, returns: 0 };

export interface PersonDid {
  /** One entry an event. */
  readonly acts: readonly (readonly string[])[];
  readonly returns: readonly Returned[];
}

export function personDid(events: readonly TaskEvent[]): PersonDid {
  return {
    acts: events.flatMap(event => (event.type === 'person.acted' ? [event.data.acts] : [])),
    returns: events.flatMap(event => (event.type === 'control.returned' ? [event.data] : [])),
  };
}

export const allOf = ({ acts, returns }: PersonDid): Told => ({ acts: acts.length, returns: returns.length });

/** Undefined where the model knows it all, or will hear of it when the person gives the page back. */
export function untold(did: PersonDid, told: Told, control: Control | undefined): HandedBack | undefined {
  const returns = did.returns.slice(told.returns);
  const acts = did.acts.slice(told.acts).flat();
  if (returns.length === 0 && (acts.length === 0 || control !== undefined)) return undefined;
  const note = returns.flatMap(one => one.note ?? []).join(' ');
  return { by: returns.at(-1)?.by ?? 'person', acts, ...(note === '' ? {} : { note }) };
}
