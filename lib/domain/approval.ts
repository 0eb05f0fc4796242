/**
 * A question to the person about one exact act, and the answer. Bound to the act's digest: single use, expiring, fail closed.
 * Where the verb is risky, a consent to it is a consent to be asked.
 *
 *   asked ──▶ given (once | kind) ──▶ the act is read again ── same digest ──▶ used, then done
 *     │                                         └── another digest ──▶ asked anew
 *     ├──▶ denied, with a reason that the model sees
 *     └──▶ nobody answered in time: the task ends as cancelled
 */

import * as z from 'zod';
import { Action } from './action.ts';
import { digestOf } from './digest.ts';
import { Verb } from './verb.ts';

/** How long an approval waits for its answer; parked, it costs nothing. What it would send is held against the yes again then. */
export const APPROVAL_TTL_MS = 24 * 60 * 60_000;

/** Verbs that the consent allows only with a yes to each act, or to their kind on one site. */
export const askedVerbs: ReadonlySet<Verb> = new Set(['pay', 'delete', 'send', 'upload']);

/** A field and what would be sent of it, as the page names it. Passwords and secrets are masked before they come here. */
export const SentValue = z.object({ label: z.string(), value: z.string() });
export type SentValue = z.infer<typeof SentValue>;

/** By which an element is called. */
export const Called = z.object({ role: z.string(), name: z.string() });
export type Called = z.infer<typeof Called>;

export const Approval = z.object({
  approvalId: z.string(),
  step: z.int().min(0),
  verb: Verb,
  /** The site it would be done on, ASCII. */
  site: z.string(),
  pageUrl: z.string(),
  /** The act in a line, with the page's own words quoted. */
  description: z.string(),
  action: Action,
  /** All that would be sent, cut for showing; the digest covers them whole. */
  values: z.array(SentValue).max(40),
  /** Values that are not shown here. */
  more: z.int().min(0),
  digest: z.string(),
  /** Of an answer to a question of the page: what was pressed before it. */
  after: Called.optional(),
  /** The page as it was when the question was asked. */
  screenshotId: z.string().optional(),
  expiresAt: z.string(),
});
export type Approval = z.infer<typeof Approval>;

/** `kind`: this verb on this site, until the task ends. */
export const Reach = z.enum(['once', 'kind']);
export type Reach = z.infer<typeof Reach>;

/** A yes to a kind. */
export const Grant = z.object({ verb: Verb, site: z.string() });
export type Grant = z.infer<typeof Grant>;

/** The press that brings up the question of an approved answer: the yes is to what comes of it, and so to it, once. */
export const FirstHalf = Grant.extend(Called.shape);
export type FirstHalf = z.infer<typeof FirstHalf>;

export const firstHalfOf = ({ verb, site, after }: Approval): FirstHalf | undefined =>
  after === undefined ? undefined : { verb, site, ...after };

export const isGranted = (grants: readonly Grant[], { verb, site }: Grant): boolean =>
  grants.some(grant => grant.verb === verb && grant.site === site);

export interface ExactAct {
  readonly taskId: string;
  readonly verb: Verb;
  /** Where: the address without its query and fragment, which change by themselves. */
  readonly pageUrl: string;
  readonly action: Action;
  readonly values: readonly SentValue[];
}

/** Refs and locators are how the element is found, and may change; its role, its name and what it sends may not. */
export function digestOfAct({ taskId, verb, pageUrl, action, values }: ExactAct): string {
  const target = 'target' in action ? action.target : undefined;
  const { origin, pathname } = new URL(pageUrl);
  return digestOf({
    taskId,
    verb,
    where: `${origin}${pathname}`,
    kind: action.kind,
    element:
      target === undefined
        ? null
        : {
            ...{ role: target.role, name: target.name, href: target.href ?? null },
            ...(target.asks === undefined ? {} : { asks: target.asks }),
          },
    files: action.kind === 'upload' ? action.files : null,
    keys: action.kind === 'press' ? action.keys : null,
    // What goes with the act itself, rather than with the form that it is done in.
    given: givenBy(action),
    values: values.map(({ label, value }) => [label, value]),
  });
}

function givenBy(action: Action): string | readonly string[] | null {
  switch (action.kind) {
    case 'navigate':
      return action.url;
    case 'fill':
      return action.value;
    case 'select':
      return action.options;
    case 'answer-dialog':
      return [action.question ?? '', action.text ?? ''];
    default:
      return null;
  }
}
