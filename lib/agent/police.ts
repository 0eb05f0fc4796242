/** The gate in front of every act: a pure function of consent, task, action, page and budget. The model's output is its argument, never its code. */

import type { Action } from '../domain/action.ts';
import { askedVerbs, type Grant, isGranted } from '../domain/approval.ts';
import { type Budget, exhaustedPart, type Spent } from '../domain/budget.ts';
import { type Consent, isValidFor } from '../domain/consent.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import { covers, secretsOf } from '../domain/scope.ts';
import { hasPlaceholder, placeholdersIn } from '../domain/secret.ts';
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
  /** Kinds of acts that the person has approved for this task. */
  readonly grants: readonly Grant[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Ruling =
  | { readonly kind: 'allow'; readonly verb: Verb }
  /** Inside the consent, and still not without a yes to just this act, or to its kind on this site. */
  | { readonly kind: 'ask'; readonly verb: Verb; readonly site: string }
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

export function police({ consent, taskId, action, pageUrl, spent, grants, now }: PoliceCase): Ruling {
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
  const withheld = withholdSecret(action, consent);
  if (withheld !== undefined) return deny(withheld);
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
  if (!askedVerbs.has(verb)) return { kind: 'allow', verb };
  const site = siteOf(pageUrl);
  return isGranted(grants, { verb, site }) ? { kind: 'allow', verb } : { kind: 'ask', verb, site };
}

export function budgetDetail(part: keyof Budget, budget: Budget, spent: Spent): string {
  return `The budget of ${budget[part]} ${part} is used up (${Math.round(spent[part] * 100) / 100} spent).`;
}

/** Only a fill may name a secret, and only one that was consented to. Where it may go is checked again on the field itself. */
function withholdSecret(action: Action, { scope }: Consent): Refusal | undefined {
  if (action.kind === 'fill') {
    const unknown = placeholdersIn(action.value).find(name => !secretsOf(scope).includes(name));
    if (unknown === undefined) return undefined;
    const named = secretsOf(scope).join(', ') || 'none';
    return refusal('secret.not-consented', `The consent does not name the secret "${unknown}"; it names ${named}.`);
  }
  const isMisplaced = wordsSent(action).some(hasPlaceholder);
  return isMisplaced ? refusal('secret.misplaced', `A secret cannot be given to ${action.kind}.`) : undefined;
}

/** What an action other than a fill tells a site. */
function wordsSent(action: Action): readonly string[] {
  switch (action.kind) {
    case 'navigate':
      return [action.url, unescapeUrl(action.url)];
    case 'press':
      return [action.keys];
    case 'select':
      return action.options;
    case 'answer-dialog':
      return [action.text ?? ''];
    default:
      return [];
  }
}

function unescapeUrl(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
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
