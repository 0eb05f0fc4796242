/** The gate in front of every act: a pure function of consent, task, action, page and budget. The model's output is its argument, never its code. */

import type { Action } from '../domain/action.ts';
import { type Budget, exhaustedPart, type Spent } from '../domain/budget.ts';
import { type Consent, isValidFor } from '../domain/consent.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import { covers } from '../domain/scope.ts';
import { isWebUrl, siteOf } from '../domain/site.ts';
import type { Verb } from '../domain/verb.ts';
import { verbOf } from '../domain/verb-of.ts';

export interface PoliceCase {
  readonly consent: Consent;
  readonly taskId: string;
  readonly action: Action;
  /** Where the browser is now; `about:blank` before the first page. */
  readonly pageUrl: string;
  readonly spent: Spent;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Ruling =
  | { readonly kind: 'allow'; readonly verb: Verb }
  /** Reserved for approvals of single actions; nothing rules so yet. */
  | { readonly kind: 'ask'; readonly verb: Verb; readonly question: string }
  | { readonly kind: 'deny'; readonly verb: Verb; readonly refusal: Refusal };

/** All that may be done on a page of another site: go away from it. A click there, on whatever, is acting there. */
const LEAVES_PAGE: ReadonlySet<Action['kind']> = new Set([
  'navigate',
  'back',
  'forward',
  'switch-tab',
  'close-tab',
  'wait',
]);

export function police({ consent, taskId, action, pageUrl, spent, now }: PoliceCase): Ruling {
  const verb = verbOf(action);
  const deny = (refused: Refusal): Ruling => ({ kind: 'deny', verb, refusal: refused });

  if (consent.taskId !== taskId)
    return deny(refusal('consent.missing', `The consent is to task ${consent.taskId}, not to ${taskId}.`));
  // The digest was held against the proposal when the consent was given, and a task carries no other one.
  if (!isValidFor(consent, { taskId, digest: consent.digest }, now))
    return deny(refusal('consent.expired', `The consent to task ${taskId} ended at ${consent.expiresAt}.`));
  const exhausted = exhaustedPart(consent.scope.budget, spent);
  if (exhausted !== undefined)
    return deny(refusal('budget.exceeded', budgetDetail(exhausted, consent.scope.budget, spent)));
  if (!consent.scope.verbs.includes(verb)) {
    return deny(
      refusal('scope.verb-outside', `"${verb}" was not consented to; consented: ${consent.scope.verbs.join(', ')}.`),
    );
  }
  const outside = leadsOutside(action, consent);
  if (outside !== undefined) return deny(refusal('scope.site-outside', outside));
  if (!LEAVES_PAGE.has(action.kind) && !covers(consent.scope, pageUrl)) {
    return deny(
      refusal(
        'scope.site-outside',
        `The page ${pageUrl.slice(0, 200)} is not on a consented site (${consent.scope.sites.join(', ')}).`,
      ),
    );
  }
  return { kind: 'allow', verb };
}

export function budgetDetail(part: keyof Budget, budget: Budget, spent: Spent): string {
  return `The budget of ${budget[part]} ${part} is used up (${Math.round(spent[part] * 100) / 100} spent).`;
}

/** Why an action would leave the consented sites, or undefined. Only http(s) addresses without userinfo are addresses at all. */
function leadsOutside(action: Action, consent: Consent): string | undefined {
  const isLink = action.kind === 'click' || action.kind === 'press';
  const url = action.kind === 'navigate' ? action.url : isLink ? action.target?.href : undefined;
  if (url === undefined || covers(consent.scope, url)) return undefined;
  // A link whose address is a script's opens nothing by itself; where the script goes is the browser guard's to judge.
  if (isLink && /^(#|javascript:)/i.test(url)) return undefined;
  const where = isWebUrl(url) ? siteOf(url) : `"${url.slice(0, 120)}"`;
  return `${where} is not a consented site; consented: ${consent.scope.sites.join(', ')}.`;
}
