/** The enforceable part of a proposal: sites, verbs, budget, secrets. A scope is data; `police` in lib/agent holds actions against it. */

import * as z from 'zod';
import { Budget, isWithinBudget } from './budget.ts';
import { SecretName } from './secret.ts';
import { siteOf } from './site.ts';
import { Verb } from './verb.ts';

/** A registrable domain (`example.com`, ASCII) or, for a local server, exactly `127.0.0.1:4311`. See `siteOf`. */
export const Site = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-z0-9.[\]:-]+$/, 'a site such as example.com, lower case, without scheme or path');

export const Scope = z.object({
  sites: z.array(Site).min(1).max(20),
  verbs: z.array(Verb).min(1),
  budget: Budget,
  /** Names of stored secrets that may be filled in; left out: none. */
  secrets: z.array(SecretName).max(20).optional(),
});
export type Scope = z.infer<typeof Scope>;

/** What a person may narrow when saying yes. Parts left out stay as proposed. */
export const Narrowing = z.object({
  sites: z.array(Site).min(1).max(20).optional(),
  verbs: z.array(Verb).min(1).max(Verb.options.length).optional(),
  /** Strict: a bound under a wrong name would be believed and not held. */
  budget: z.strictObject(Budget.partial().shape).optional(),
  secrets: z.array(SecretName).max(20).optional(),
});
export type Narrowing = z.infer<typeof Narrowing>;

export function covers(scope: Scope, url: string): boolean {
  try {
    return scope.sites.includes(siteOf(url));
  } catch {
    return false;
  }
}

/** True where everything `narrow` allows, `wide` allows too. */
export function isWithin(narrow: Scope, wide: Scope): boolean {
  return (
    narrow.sites.every(site => wide.sites.includes(site)) &&
    narrow.verbs.every(verb => wide.verbs.includes(verb)) &&
    isWithinBudget(narrow.budget, wide.budget) &&
    secretsOf(narrow).every(name => secretsOf(wide).includes(name))
  );
}

export const secretsOf = (scope: Scope): readonly string[] => scope.secrets ?? [];

export function narrowScope(scope: Scope, narrowing: Narrowing): Scope {
  const budget = Object.fromEntries(Object.entries(narrowing.budget ?? {}).filter(([, value]) => value !== undefined));
  const secrets = narrowing.secrets ?? scope.secrets;
  return {
    sites: narrowing.sites ?? scope.sites,
    verbs: narrowing.verbs ?? scope.verbs,
    budget: { ...scope.budget, ...budget },
    ...(secrets === undefined ? {} : { secrets }),
  };
}
