/** Acts of which nobody knows whether they were done: their worker ended in them, or no page showed what came of them. Repeats nothing. */

import type { Action, Target } from '../domain/action.ts';
import { askedVerbs } from '../domain/approval.ts';
import { describeAction } from '../domain/describe-action.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { EventOf, TaskEvent } from '../domain/events.ts';
import { committingVerbs, type Verb } from '../domain/verb.ts';
import { verbOf } from '../domain/verb-of.ts';
import type { Done } from './done.ts';
import type { UnknownAct } from './run.ts';

type Started = EventOf<'action.started'>['data'];

/** Of the workers before this one: each `task.started` is another. Those that `outcome.unknown` has told of already are in it too. */
export function unknownActs(events: readonly TaskEvent[]): readonly Started[] {
  const unknown: Started[] = [];
  let open: Started | undefined;
  for (const event of events) {
    if (event.type === 'action.started') open = event.data;
    if (event.type === 'action.finished') open = undefined;
    // What only reads can be read again.
    if (event.type === 'task.started' && open !== undefined && open.verb !== 'read') unknown.push(open);
    if (event.type === 'task.started') open = undefined;
  }
  return unknown;
}

/** What `doubtIn` found in the runs of workers before this one. */
export function doubtedActs(events: readonly TaskEvent[]): readonly (Started & UnknownAct)[] {
  let open: Started | undefined;
  return events.flatMap((event): (Started & UnknownAct)[] => {
    if (event.type === 'action.started') open = event.data;
    if (event.type !== 'action.finished' || open === undefined) return [];
    const { outcome } = event.data;
    return isInDoubt(open.verb, outcome) ? [{ ...open, why: 'unanswered' }] : [];
  });
}

/**
 * Acts that a worker before this one did and the run to go on from does not know: those after its last checkpoint, and all where
 * no checkpoint can be read. A model that goes on from there would do them again.
 */
export function forgottenActs(events: readonly TaskEvent[], hasCheckpoint: boolean): readonly Started[] {
  const forgotten: Started[] = [];
  let done: Started[] = [];
  let open: Started | undefined;
  for (const event of events) {
    if (event.type === 'action.started') open = event.data;
    if (event.type === 'action.finished') {
      if (event.data.outcome.ok && open !== undefined && committingVerbs.has(open.verb)) done.push(open);
      open = undefined;
    }
    if (event.type === 'checkpoint.saved' && hasCheckpoint) done = [];
    if (event.type !== 'task.started') continue;
    forgotten.push(...done);
    done = [];
  }
  return forgotten;
}

/** The events do not hold those of the worker that ended last: it wrote no `task.started` after them. */
export function isToldOf(events: readonly TaskEvent[], { step, index }: Started): boolean {
  return events.some(
    event => event.type === 'outcome.unknown' && event.data.step === step && event.data.index === index,
  );
}

/** What committed something, perhaps: its page failed under it before it showed what came of it, or what the page sent did. */
export function doubtIn({ action, value }: Pick<Done, 'action' | 'value'>): readonly UnknownAct[] {
  const verb = verbOf(action);
  if (!isInDoubt(verb, value)) return [];
  return [{ action, verb, description: describeAction(action), why: 'unanswered' }];
}

const IN_DOUBT: ReadonlySet<unknown> = new Set<ErrorCode>(['page.crashed', 'page.outcome-unknown']);

/** Of an act's outcome, or of what else a turn came to. */
function isInDoubt(verb: Verb, { ok, code, inDoubt }: Readonly<Record<string, unknown>>): boolean {
  // What was sent is known to have been more than looking on, whatever its button is called.
  return ok === true ? inDoubt === true : committingVerbs.has(verb) && IN_DOUBT.has(code);
}

/**
 * What the action would do again, and may have been done: the same to an element of the same role and name, the same kind of form by
 * another way ("Retry", or Enter in its field), and of what is asked about by its kind, such as a payment, any other.
 */
export function repeatedBy<Act extends Pick<UnknownAct, 'action' | 'verb' | 'why'>>(
  action: Action,
  unknown: readonly Act[],
): Act | undefined {
  const verb = verbOf(action);
  return unknown.find(one => {
    if (one.why !== 'unanswered' && !committingVerbs.has(one.verb)) return false;
    return (askedVerbs.has(verb) && one.verb === verb) || isSame(action, one.action) || sendsAlike(action, one.action);
  });
}

function isSame(one: Action, other: Action): boolean {
  if (one.kind !== other.kind) return false;
  const target = 'target' in one ? one.target : undefined;
  const before = 'target' in other ? other.target : undefined;
  if (one.kind === 'answer-dialog' && other.kind === one.kind) return one.question === other.question;
  return target?.role === before?.role && target?.name === before?.name;
}

/** What is sent by `get` may be asked for twice. */
function sendsAlike(one: Action, other: Action): boolean {
  const [form, before] = [formOf(one), formOf(other)];
  return form?.method === 'post' && KINDS.every(key => form[key] === before?.[key]);
}

const KINDS = ['method', 'password', 'card', 'words'] as const;

function formOf(action: Action): Target['sends'] {
  const target = action.kind === 'click' || action.kind === 'press' ? action.target : undefined;
  return target?.submits === true ? target.sends : undefined;
}
