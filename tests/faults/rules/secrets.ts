/** What must hold of secrets that are asked for: none is typed before it is stored or while it is asked for, and none lies in a row. */

import { secretsOf } from '../../../lib/domain/scope.ts';
import { hasPlaceholder } from '../../../lib/domain/secret.ts';
import { secretKey } from '../../../lib/store/keys.ts';
import { SECRET } from '../errand.ts';
import { type Finding, rowOf, tasksOf, timeOf, type World } from '../world.ts';

/** I18. */
export function secretsAreAskedFor(world: World): readonly Finding[] {
  return tasksOf(world).flatMap(({ task, stream, events }) => {
    const found: Finding[] = [];
    const say = (what: string): void => void found.push({ rule: 'I18', what: `${stream}: ${what}` });
    const stored = Math.min(...secretsOf(task.consent.scope).map(name => storedAt(world, task.ownerId, name)));
    let isAsked = false;
    for (const event of events) {
      if (event.type === 'secret.needed') {
        if (isAsked) say(`event ${event.seq} asks while it is asked.`);
        isAsked = true;
      }
      if (ENDS.has(event.type)) isAsked = false;
      if (event.type !== 'action.started' || event.data.action.kind !== 'fill') continue;
      if (!hasPlaceholder(event.data.action.value)) continue;
      if (isAsked) say(`event ${event.seq} types what is still asked for.`);
      if (!(stored <= timeOf(world, event))) say(`event ${event.seq} types what nobody has stored.`);
    }
    return found;
  });
}

const ENDS: ReadonlySet<string> = new Set([
  'secret.stored',
  'secret.skipped',
  'control.requested',
  'task.started',
  'task.queued',
  'task.finished',
]);

/** Never, where there is none. */
function storedAt({ times, ...world }: World, ownerId: string, name: string): number {
  const { pk, sk } = secretKey(ownerId, name);
  const row = rowOf(world, pk, sk);
  return row === undefined ? Number.POSITIVE_INFINITY : (times?.get(`${pk} ${sk}`) ?? Date.parse(String(row.madeAt)));
}

/** I13, as far as the table goes. */
export function secretsAreSealed({ rows }: World): readonly Finding[] {
  return rows
    .filter(row => JSON.stringify(row).includes(SECRET.value))
    .map(({ pk, sk }) => ({ rule: 'I13', what: `The value of a secret lies in ${pk} ${sk}.` }));
}
