/**
 * An act in two halves: a press, and the question that the page asks after it. Which yes covers which half; asks nobody.
 *
 *   press "Delete" ── yes ──▶ pressed ──▶ "Really delete it?" ── covered: the second half of what was approved
 *   press "Book" ──── yes ──▶ pressed ──▶ "Book it for 160 coins?" ── a sum that the yes did not know: asked
 *        ▲                                         └── nobody answers in time: the run is parked, the dialog is gone
 *        └── covered, once: the person said yes to what comes of it ◀── yes, later
 */

import type { Action, ActionOf } from '../domain/action.ts';
import type { FirstHalf, Grant } from '../domain/approval.ts';
import { questionOf } from '../domain/question-of.ts';
import type { Decision } from '../domain/task.ts';
import { verbOf } from '../domain/verb-of.ts';
import type { Done } from './done.ts';
import type { RunState } from './run.ts';

export interface Approved extends Grant {
  /** What the person was shown: the act in a line, and what it sends. */
  readonly said: string;
}

export interface Halves {
  /** What the person said yes to right before. */
  readonly approved?: Approved | undefined;
  /** What they said yes to while no worker was there. */
  readonly decision: Decision | undefined;
}

export function isOtherHalf(action: Action, halves: Halves, grant: Grant): boolean {
  return isSecond(action, halves, grant) || isFirst(action, halves, grant);
}

/** Right after an approved press of the same kind. Money is never spent unseen: a sum must be one that they were shown. */
function isSecond(action: Action, { approved }: Halves, grant: Grant): boolean {
  const question = questionOf(action);
  if (question === undefined || approved === undefined || !isSame(approved, grant)) return false;
  const shown = numbersIn(approved.said);
  return grant.verb !== 'pay' || numbersIn(question).every(number => shown.includes(number));
}

/** Of a question that they have approved since. */
function isFirst(action: Action, { decision }: Halves, grant: Grant): boolean {
  return leadsTo(action, decision) && isSame(decision.first, grant);
}

type Leading = Extract<Decision, { kind: 'approved' }> & { readonly first: FirstHalf };

function leadsTo(action: Action, decision: Decision | undefined): decision is Leading {
  if (decision?.kind !== 'approved' || !presses(action)) return false;
  const { target } = action;
  return target !== undefined && target.role === decision.first?.role && target.name === decision.first.name;
}

const presses = (action: Action): action is ActionOf<'click' | 'press'> =>
  action.kind === 'click' || action.kind === 'press';

/** What is known of both halves once an act is over: looking on, filling in and the questions themselves change nothing. */
export function halvesAfter(
  { approved, decision, after }: Halves & Pick<RunState, 'after'>,
  { action, approved: now }: Pick<Done, 'action' | 'approved'>,
): Halves & Pick<RunState, 'after'> {
  const verb = verbOf(action);
  const isBetween = questionOf(action) !== undefined || verb === 'read' || (verb === 'input' && !presses(action));
  if (isBetween) return { approved: now ?? approved, decision, after };
  const target = presses(action) ? action.target : undefined;
  return {
    approved: now,
    // A yes to a question covers the press before it once.
    decision: leadsTo(action, decision) ? { ...decision, first: undefined } : decision,
    after: target === undefined ? undefined : { role: target.role, name: target.name },
  };
}

const isSame = (one: Grant, other: Grant): boolean => one.verb === other.verb && one.site === other.site;

const numbersIn = (words: string): readonly string[] => words.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? [];
