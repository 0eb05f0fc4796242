/** The gate in front of every act: a pure function of consent, task, action, page and budget. The model's output is its argument, never its code. */

import { type Action, type Verb, verbOf } from '../domain/action.ts';
import { type Budget, exhaustedPart, type Spent } from '../domain/budget.ts';
import { type Consent, isValidFor } from '../domain/consent.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import { covers } from '../domain/scope.ts';
import { isWebUrl, siteOf } from '../domain/site.ts';

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

export function police({ consent, taskId, action, pageUrl, spent, now }: PoliceCase): Ruling {
  const verb = verbOf(action);
  const deny = (refused: Refusal): Ruling => ({ kind: 'deny', verb, refusal: refused });

  if (!isValidFor(consent, { taskId, digest: consent.digest }, now)) {
    return deny(refusal('consent.expired', `The consent to task ${taskId} ended at ${consent.expiresAt}.`));
  }
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
  if (verb !== 'navigate' && !covers(consent.scope, pageUrl)) {
    return deny(
      refusal(
        'scope.site-outside',
        `The page ${pageUrl} is not on a consented site (${consent.scope.sites.join(', ')}).`,
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
  const url = action.kind === 'navigate' ? action.url : action.kind === 'click' ? action.target?.href : undefined;
  if (url === undefined || covers(consent.scope, url)) return undefined;
  // A link may do anything but open another site: fragments and script handlers stay on the page.
  if (action.kind === 'click' && /^(javascript:|#|mailto:|tel:|blob:|data:)/i.test(url)) {
    return /^(#|javascript:)/i.test(url)
      ? undefined
      : `The link leads to ${url.slice(0, 80)}, which is not a consented site.`;
  }
  const where = isWebUrl(url) ? siteOf(url) : `"${url.slice(0, 120)}"`;
  return `${where} is not a consented site; consented: ${consent.scope.sites.join(', ')}.`;
}
