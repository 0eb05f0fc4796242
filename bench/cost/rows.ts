/** The lines of which the model of an errand's calls is made, each with its reason, and short words to write them with. Pure. */

import { addUp, type Call, type Census, type Effect, nameCall, type WrittenItem } from './calls.ts';

export interface Row {
  readonly what: string;
  /** Where the code does it, and why so often. */
  readonly why: string;
  readonly times: number;
  readonly call: Call;
}

export const censusOfRows = (rows: readonly Row[]): Census =>
  addUp(rows.map(({ call, times }): [string, number] => [nameCall(call), times]));

/** Bytes of items, the means of a measured errand; `tests/unit/cost/measured.test.ts` holds them to it. */
export const itemSizes: Readonly<Record<string, number>> = {
  task: 1_570,
  session: 680,
  'task event': 400,
  'session event': 500,
  idempotency: 1_010,
  artifact: 330,
  consent: 500,
  connection: 126,
  watcher: 190,
  ticket: 104,
  holders: 130,
  day: 70,
  rate: 55,
  secret: 400,
};

/** An event beside what its data hold. */
export const EVENT_BYTES = 110;

type Effects = WrittenItem['indexes'];

export const item = (name: string, indexes: Effects = {}, bytes?: number): WrittenItem => ({
  item: name,
  indexes,
  ...(bytes === undefined ? {} : { bytes }),
});

/** A state is in the owner's list from its first event on, so each write rewrites its entry there. */
export const state = (name: 'task' | 'session', others: Readonly<Record<string, Effect>> = {}): WrittenItem =>
  item(name, { byOwner: 'rewritten', ...others });

export const taskEvent = (bytes?: number): WrittenItem => item('task event', {}, bytes);
export const sessionEvent = (): WrittenItem => item('session event');

export const get = (name: string): Extract<Call, { kind: 'get' }> => ({ kind: 'get', item: name });
export const query = (of: string, bytes = 0): Extract<Call, { kind: 'query' }> => ({ kind: 'query', of, bytes });
/** Instead of strongly consistent. */
export const eventually = (call: Extract<Call, { kind: 'get' | 'query' }>): Call => ({ ...call, eventual: true });
export const transact = (...items: readonly WrittenItem[]): Call => ({ kind: 'write', transaction: true, items });
export const write = (one: WrittenItem): Call => ({ kind: 'write', transaction: false, items: [one] });

/** `changeTask`: the state is read, then written with its events in one transaction. While a worker holds it, its place in the lists stays. */
export function changeTask(
  what: string,
  why: string,
  times: number,
  items: readonly WrittenItem[] = [taskEvent()],
  effects: Readonly<Record<string, Effect>> = {},
): readonly Row[] {
  return [
    { what, why: 'changeTask reads the state before it decides', times, call: get('task') },
    { what, why, times, call: transact(state('task', effects), ...items) },
  ];
}
