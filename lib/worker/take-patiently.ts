/** Takes a lease, and where another's only looks over, waits by its own clock to see whether that one still lives. Runs nothing. */

import { isErrandError } from '../domain/errors.ts';
import { type Lease, takeLease } from '../store/lease.ts';
import { LEASE_MS, observeLease } from '../store/seen-lease.ts';
import type { WorkerDeps } from './worker-deps.ts';

export interface Taken extends Lease {
  /** By the steady clock, before the write that took it was sent: the lease lasts no longer than from then. */
  readonly since: number;
}

export const leaseBy = ({ workerId }: WorkerDeps) => ({ workerId, leaseMs: LEASE_MS });

/** Throws what `take` throws; `task.lease-held` only of a task whose holder has shown life, or seems to have time left. */
export async function takePatiently(
  deps: WorkerDeps,
  named: string,
  take: () => Promise<Lease> = () => takeLease(deps.store, named, leaseBy(deps)),
): Promise<Taken> {
  const { steady, store } = deps;
  const asked = steady();
  try {
    return { ...(await take()), since: asked };
  } catch (error) {
    if (!isErrandError(error, 'task.lease-held')) throw error;
    const sleep = (ms: number): Promise<void> => deps.sleep(ms, new AbortController().signal);
    const stoodStill = await observeLease(store, { steady, sleep }, named);
    if (stoodStill === undefined) throw error;
    const since = steady();
    return { ...(await takeLease(store, named, { ...leaseBy(deps), stoodStill })), since };
  }
}
