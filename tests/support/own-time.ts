/** An observer's own time, which only its sleep passes, and at once: nothing real is waited for. */

import { type Lease, takeLease } from '../../lib/store/lease.ts';
import { observeLease, type Patience } from '../../lib/store/seen-lease.ts';
import type { Store } from '../../lib/store/store.ts';

/** `during`: what happens elsewhere while it sleeps. */
export function ownTime(during: (ms: number) => unknown = () => {}): Patience {
  let now = 0;
  return {
    steady: () => now,
    async sleep(ms) {
      await during(ms);
      now += ms;
    },
  };
}

/** As a worker does it that meets a lease which looks over: look, wait, take what stood still. */
export async function takeOver(
  store: Store,
  taskId: string,
  by: { readonly workerId: string; readonly leaseMs: number },
  patience: Patience = ownTime(),
): Promise<Lease> {
  const stoodStill = await observeLease(store, patience, taskId);
  return takeLease(store, taskId, { ...by, stoodStill });
}
