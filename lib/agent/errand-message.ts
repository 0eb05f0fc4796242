/** The first message of a run: the errand as the person agreed to it, and nothing a page said. */

import { secretsOf } from '../domain/scope.ts';
import { placeholderOf, type SecretFacts } from '../domain/secret.ts';
import { siteOf } from '../domain/site.ts';
import type { Task } from '../domain/task.ts';
import { allowedBudget } from '../domain/task-budget.ts';
import { dayOf } from './day-of.ts';

/** `startSite` and `steps` go beyond the agreed fields: the one saves a model the comparing, the other tells it how short to be. */
export function errandMessage(task: Task, now: number, stored: readonly SecretFacts[] = []): string {
  const { scope } = task.consent;
  const names = secretsOf(scope);
  return `ERRAND\n${JSON.stringify({
    title: task.title,
    instruction: task.instruction,
    plan: task.plan,
    startUrl: task.startUrl,
    startSite: siteOf(task.startUrl),
    sites: scope.sites,
    verbs: scope.verbs,
    steps: allowedBudget(task).steps,
    today: dayOf(now),
    ...(names.length === 0 ? {} : { secrets: names.map(name => offer(name, stored)) }),
  })}`;
}

/** Never more than what it is for. One that is not stored yet is named too: where it is filled, the person is asked for it. */
function offer(name: string, stored: readonly SecretFacts[]) {
  const known = stored.find(secret => secret.name === name);
  const write = placeholderOf(name);
  return known === undefined ? { write, stored: false } : { write, kind: known.kind, sites: known.sites };
}
