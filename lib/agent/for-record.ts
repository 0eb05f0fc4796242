/** Actions and outcomes as events hold them: with the element they meant, without secrets, small enough. Does nothing. */

import type { Action, Target } from '../domain/action.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { clip } from './clip.ts';
import type { Observation } from './page.ts';

/** Puts the element's role and name into the action, as they were when it was decided: the trace and the police need them. */
export function withTarget(action: Action, observation: Observation): Action | Refusal {
  if (!('ref' in action) || action.ref === undefined) return action;
  const target = observation.targets.get(action.ref);
  if (target === undefined) return refusal('page.ref-unknown', `The newest page has no element ${action.ref}.`);
  return { ...action, target };
}

const HIDDEN = '(hidden)';

/**
 * An action as events hold it: never a password, and no more of a page's words than fit. Police and page get the whole
 * one, for a cut address may seem to be another site's.
 */
export function forRecord(whole: Action): Action {
  if (!('target' in whole) || whole.target === undefined) return whole;
  const isSecret = whole.kind === 'fill' && whole.target.inputType === 'password';
  const action = isSecret ? { ...whole, value: HIDDEN } : whole;
  if (action.target === undefined) return action;
  const { name, href } = action.target;
  const target: Target = {
    ...action.target,
    name: clip(name, 600),
    ...(href === undefined ? {} : { href: clip(href, 4_000) }),
  };
  return { ...action, target };
}

/** Addresses and notes are a page's words. */
export function clipOutcome(outcome: Outcome): Outcome {
  if (!outcome.ok) return { ...outcome, detail: clip(outcome.detail, 2_000) };
  const { note } = outcome;
  return { ...outcome, url: clip(outcome.url, 4_000), ...(note === undefined ? {} : { note: clip(note, 2_000) }) };
}
