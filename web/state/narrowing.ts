/** What a person leaves out before saying yes: choices in, a narrowing for the API out. Pure; widens nothing. */

import type { Budget } from '../../lib/domain/budget.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { Narrowing, Scope } from '../../lib/domain/scope.ts';
import type { Verb } from '../../lib/domain/verb.ts';

/** What was unticked and lowered; nothing at first. Bytes are megabytes here, as in the form. */
export interface Choice {
  readonly sites: ReadonlySet<string>;
  readonly verbs: ReadonlySet<Verb>;
  readonly secrets: ReadonlySet<string>;
  readonly budget: Readonly<Partial<Budget>>;
}

export const asProposed: Choice = { sites: new Set(), verbs: new Set(), secrets: new Set(), budget: {} };

/** Without these no errand is possible. */
export const neededVerbs: ReadonlySet<Verb> = new Set(['read', 'navigate']);

/** The agent asks before each of these all the same. A test holds it to the domain's own list, whose module is not for browsers. */
export const askedVerbs: ReadonlySet<Verb> = new Set(['pay', 'delete', 'send', 'upload']);

/** The site that it starts on, which cannot be left out. */
export function startSiteOf({ startUrl, scope }: Pick<Proposal, 'startUrl' | 'scope'>): string | undefined {
  const url = URL.parse(startUrl);
  if (url === null) return undefined;
  const { host, hostname } = url;
  return scope.sites.find(site => site === host || site === hostname || hostname.endsWith(`.${site}`));
}

/** Undefined where all is as proposed. A part that is as proposed is left out. */
export function narrowingOf(scope: Scope, choice: Choice): Narrowing | undefined {
  const sites = scope.sites.filter(site => !choice.sites.has(site));
  const verbs = scope.verbs.filter(verb => !choice.verbs.has(verb));
  const secrets = scope.secrets?.filter(name => !choice.secrets.has(name));
  const lower = Object.entries(choice.budget).filter(([part, value]) => value < scope.budget[part as keyof Budget]);
  const narrowing: Narrowing = {
    ...(sites.length < scope.sites.length ? { sites } : {}),
    ...(verbs.length < scope.verbs.length ? { verbs } : {}),
    ...(secrets !== undefined && secrets.length < (scope.secrets ?? []).length ? { secrets } : {}),
    ...(lower.length > 0 ? { budget: Object.fromEntries(lower) } : {}),
  };
  return Object.keys(narrowing).length === 0 ? undefined : narrowing;
}

/** What a scope that was agreed to lacks of the one that was proposed. */
export function leftOut(proposed: Scope, agreed: Scope): Choice {
  const lower = Object.entries(agreed.budget).filter(([part, value]) => value < proposed.budget[part as keyof Budget]);
  return {
    sites: new Set(proposed.sites.filter(site => !agreed.sites.includes(site))),
    verbs: new Set(proposed.verbs.filter(verb => !agreed.verbs.includes(verb))),
    secrets: new Set((proposed.secrets ?? []).filter(name => !(agreed.secrets ?? []).includes(name))),
    budget: Object.fromEntries(lower),
  };
}
