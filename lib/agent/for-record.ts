/** Actions and outcomes as events hold them: with the element they meant, without secrets, small enough. Does nothing. */

import type { Action, ActionOf, Target } from '../domain/action.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { isPlaceholdersOnly } from '../domain/secret.ts';
import { clip } from './clip.ts';
import type { Observation, Page } from './page.ts';

/** The action with the element's role and name, where the observation knows the ref. */
export function named(action: Action, observation: Observation): Action {
  if (!('ref' in action) || action.ref === undefined) return action;
  const target = observation.targets.get(action.ref);
  return target === undefined ? action : { ...action, target };
}

/**
 * Puts the element's role and name into the action, as they were when it was decided, and how to find it again; into a
 * dialog's answer its question. The trace, the police and a replay need them.
 */
export async function withTarget(
  page: Pick<Page, 'locatorsOf'>,
  asked: Action,
  observation: Observation,
): Promise<Action | Refusal> {
  if (asked.kind === 'answer-dialog') return withQuestion(asked, observation);
  const action = named(asked, observation);
  if (!('ref' in action) || action.ref === undefined) return action;
  if (action.target === undefined) return refusal('page.ref-unknown', `The newest page has no element ${action.ref}.`);
  const locators = await page.locatorsOf(action.ref);
  return locators === undefined ? action : { ...action, target: { ...action.target, locators } };
}

/** A yes to what was not seen is none: a dialog may have opened in this very turn. */
function withQuestion(asked: ActionOf<'answer-dialog'>, { question }: Observation): Action | Refusal {
  if (question !== undefined) return { ...asked, question };
  if (!asked.accept) return asked;
  return refusal(
    'page.not-interactable',
    'The newest page shows no dialog that waits: look at it before you accept one.',
  );
}

const HIDDEN = '(hidden)';

/**
 * An action as events hold it: never a password, and no more of a page's words than fit. Police and page get the whole
 * one, for a cut address may seem to be another site's.
 */
export function forRecord(whole: Action): Action {
  if (!('target' in whole) || whole.target === undefined) return whole;
  const isSecret = whole.kind === 'fill' && whole.target.inputType === 'password' && !isPlaceholdersOnly(whole.value);
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
