/** The gate in front of every act: a pure function of consent, task, action, page and budget. The model's output is its argument, never its code. */

import type { Action } from '../domain/action.ts';
import { askedVerbs, type Grant, isGranted, type SentValue } from '../domain/approval.ts';
import { type Budget, exhaustedPart, type Spent, spentDetail } from '../domain/budget.ts';
import type { BudgetMore } from '../domain/budget-ask.ts';
import { type Consent, isValidFor } from '../domain/consent.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import { givesPermission } from '../domain/risk.ts';
import { covers, secretsOf } from '../domain/scope.ts';
import { hasPlaceholder, placeholdersIn } from '../domain/secret.ts';
import { isWebUrl, siteOf } from '../domain/site.ts';
import type { Suspicion } from '../domain/suspicion.ts';
import { allowedBudget } from '../domain/task-budget.ts';
import { committingVerbs, type Verb } from '../domain/verb.ts';
import { verbOf } from '../domain/verb-of.ts';
import { type Flow, type FlowCase, flowOf, frameSiteOf } from './flows.ts';
import type { UnknownAct } from './run.ts';
import { type Halves, isOtherHalf } from './two-halves.ts';
import { repeatedBy } from './unknown-acts.ts';

export interface PoliceCase {
  readonly consent: Consent;
  /** What the person has added to its budget. */
  readonly extended?: BudgetMore | undefined;
  readonly taskId: string;
  readonly action: Action;
  /** Where the browser is now; `about:blank` before the first page. */
  readonly pageUrl: string;
  readonly spent: Spent;
  /** Kinds of acts that the person has approved for this task. */
  readonly grants: readonly Grant[];
  /** What the person said yes to of an act in two halves. */
  readonly halves?: Halves;
  /** What pages and the person have said. */
  readonly told: FlowCase;
  /** Where pages gave the agent orders. */
  readonly suspicions: readonly Suspicion[];
  /** They may have been done: their worker ended in them, or no page showed what came of them. */
  readonly unknown: readonly UnknownAct[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Ruling =
  | { readonly kind: 'allow'; readonly verb: Verb }
  /** Inside the consent, and still not without a yes to just this act, or to its kind on this site. */
  | {
      readonly kind: 'ask';
      readonly verb: Verb;
      readonly site: string;
      /** Why, beyond the verb itself: shown to the person. */
      readonly because: readonly SentValue[];
    }
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

export function police(given: PoliceCase): Ruling {
  const { consent, taskId, action, pageUrl, spent, now } = given;
  const verb = verbOf(action);
  const deny = (refused: Refusal): Ruling => ({ kind: 'deny', verb, refusal: refused });

  if (consent.taskId !== taskId)
    return deny(refusal('consent.missing', `The consent is to task ${consent.taskId}, not to ${taskId}.`));
  // The digest was held against the proposal when the consent was given, and a task carries no other one.
  if (!isValidFor(consent, { taskId, digest: consent.digest }, now))
    return deny(refusal('consent.expired', `The consent to task ${taskId} ended at ${consent.expiresAt}.`));
  const allowed = allowedBudget(given);
  const exhausted = exhaustedPart(allowed, spent);
  if (exhausted !== undefined) return deny(refusal('budget.exceeded', budgetDetail(exhausted, allowed, spent)));
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
  return askOrAllow(given, verb);
}

/** What only shows more, wherever it is done. */
const LOOKS_ON: ReadonlySet<Verb> = new Set(['read', 'navigate']);

/**
 * Inside the consent, and still only with a yes: what is risky by itself, what commits on a site that gave orders, what carries a
 * page's words elsewhere, and what gives something to a frame of a site that is not consented to, such as an advertisement.
 */
function askOrAllow(given: PoliceCase, verb: Verb): Ruling {
  const { consent, action, pageUrl, grants, halves, told, suspicions, unknown } = given;
  const before = repeatedBy(action, unknown);
  const pageSite = isWebUrl(pageUrl) ? siteOf(pageUrl) : pageUrl;
  const frame = isWebUrl(pageUrl) ? frameSiteOf(action, pageUrl) : undefined;
  const strange =
    frame !== undefined && !LOOKS_ON.has(verb) && !consent.scope.sites.includes(frame) ? frame : undefined;
  const flow = flowOf(action, frame === undefined ? pageUrl : `http://${frame}/`, told);
  const site = flow?.to ?? frame ?? pageSite;
  const suspicion = committingVerbs.has(verb)
    ? suspicions.find(one => one.site === pageSite || one.site === site)
    : undefined;
  const because = [
    ...(strange === undefined
      ? []
      : [{ label: 'careful', value: `It lies in a frame of ${strange}, which you did not name.` }]),
    ...(isPermission(action) ? [{ label: 'careful', value: 'This gives a permission.' }] : []),
    ...(flow === undefined ? [] : [sayFlow(flow)]),
    ...(before === undefined ? [] : [before.why === 'unanswered' ? SENT_BEFORE : BEGUN_BEFORE]),
    ...(suspicion === undefined ? [] : [saySuspicion(suspicion)]),
  ];
  if (!askedVerbs.has(verb) && because.length === 0) return { kind: 'allow', verb };
  const isHalf = halves !== undefined && isOtherHalf(action, halves, { verb, site });
  // A yes to a kind is no yes to the same act twice.
  const mayDo = before === undefined && (isHalf || isGranted(grants, { verb, site }));
  return mayDo ? { kind: 'allow', verb } : { kind: 'ask', verb, site, because };
}

const isPermission = (action: Action): boolean =>
  (action.kind === 'click' || action.kind === 'press') && action.target !== undefined && givesPermission(action.target);

function sayFlow({ into, site, quote }: Flow): SentValue {
  return into === 'clipboard'
    ? { label: 'careful', value: `What was copied may come from ${site}.` }
    : { label: `careful: ${into} with words from ${site}`, value: quote };
}

const BEGUN_BEFORE: SentValue = {
  label: 'careful',
  // The digests of questions that wait hold these words.
  value: 'It was begun before, by a worker that ended. It may have been done already.',
};

const SENT_BEFORE: SentValue = {
  label: 'careful',
  value: 'It was done before, and no page showed what came of it. It may have been done already.',
};

const saySuspicion = ({ url, quote }: Suspicion): SentValue => ({
  label: `careful: orders to the agent on ${url.slice(0, 80)}`,
  value: quote,
});

export const budgetDetail = (part: keyof Budget, budget: Budget, spent: Spent): string =>
  spentDetail(part, budget[part], spent[part]);

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
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return `Only http and https addresses can be opened, and "${url.slice(0, 120)}" is none.`;
  const where = isWebUrl(url) ? siteOf(url) : `"${url.slice(0, 120)}"`;
  return `${where} is not a consented site; consented: ${consent.scope.sites.join(', ')}.`;
}
