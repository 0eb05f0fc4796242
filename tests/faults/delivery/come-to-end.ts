/** Lets a world with all that delivers come to its end, where nothing is broken any more: the reaper comes, the person answers, time passes. */

import { isTerminal } from '../../../lib/domain/task.ts';
import type { Person } from '../person.ts';
import type { World } from '../world.ts';
import type { Delivery } from './open-delivery.ts';

/** Longer than anything in a world takes to end once nothing disturbs it. */
const CALM_MS = 3 * 60 * 60_000;
const LOOK_MS = 10_000;
const LOOKS_A_REAP = 6;
/** After which the reaper asks of each holder of a place whether it still lives. */
const HOLDERS_DUE_MS = 6 * 60_000;

export async function comeToEnd(delivery: Delivery, says: 'approve' | 'deny' = 'deny'): Promise<World> {
  const { errand } = delivery;
  const { schedule } = errand;
  await schedule.until([calmDown(delivery, says)]);
  await delivery.end();
  // What was never acknowledged is delivered again, after the end too.
  await schedule.until([errand.work('later')]);
  schedule.advance(HOLDERS_DUE_MS);
  await schedule.until([errand.reap('reaper at last')]);
  return delivery.look();
}

async function calmDown({ errand, isShown }: Delivery, says: 'approve' | 'deny'): Promise<void> {
  const { schedule } = errand;
  const idle = schedule.actor('idle at last');
  const until = schedule.clock() + CALM_MS;
  for (let count = 1; schedule.clock() < until; count += 1) {
    const task = await errand.read();
    if (isTerminal(task.status) && isShown()) return;
    if (task.status === 'paused') await errand.person(`resumer ${count}`).resume();
    else if (task.approval !== undefined) await errand.person(`answerer ${count}`)[says]();
    else if (task.secretNeeded !== undefined)
      await errand.person(`answerer ${count}`)[says === 'approve' ? 'store' : 'skip']();
    else if (task.budgetAsk !== undefined) await decideOnBudget(errand.person(`answerer ${count}`), says);
    // Else whoever has control has left: it ends by itself.
    else if (task.control !== undefined && says === 'approve') await errand.person(`answerer ${count}`).giveBack();
    if (count % LOOKS_A_REAP === 0) await errand.reap(`reaper ${count}`);
    await idle.sleep(LOOK_MS);
  }
}

/** Where the day has no more, nothing can be added. */
async function decideOnBudget(person: Person, says: 'approve' | 'deny'): Promise<void> {
  if (says === 'approve' && (await person.extend()) === 'done') return;
  await person.letEnd();
}
