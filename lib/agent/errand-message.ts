/** The first message of a run: the errand as the person agreed to it, and nothing a page said. */

import { siteOf } from '../domain/site.ts';
import type { Task } from '../domain/task.ts';

/** `startSite` and `steps` go beyond the agreed fields: the one saves a model the comparing, the other tells it how short to be. */
export function errandMessage(task: Task, now: number): string {
  const { scope } = task.consent;
  return `ERRAND\n${JSON.stringify({
    title: task.title,
    instruction: task.instruction,
    plan: task.plan,
    startUrl: task.startUrl,
    startSite: siteOf(task.startUrl),
    sites: scope.sites,
    verbs: scope.verbs,
    steps: scope.budget.steps,
    today: new Date(now).toISOString().slice(0, 10),
  })}`;
}
