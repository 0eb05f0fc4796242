/** Where a task stands in the index by rank: queued, running, or not at all. Only what changes its place says anything. */

import { rankOf } from '../domain/priority.ts';
import { endsLease, isTask } from './items.ts';
import type { StreamWrite } from './write.ts';

/** Attributes of the STATE item; undefined: to be removed. */
export interface Place {
  readonly rankList?: 'queued' | 'running' | undefined;
  readonly rankedAt?: string | undefined;
  readonly notBefore?: string | undefined;
}

/** For as long as a worker holds it, a task's place stays what the taking of the lease made it. */
export function placeOf({ state, takes }: Pick<StreamWrite, 'state' | 'takes'>): Place {
  if (!isTask(state)) return {};
  if (takes !== undefined) return { rankList: 'running', rankedAt: takes.leaseUntil, notBefore: undefined };
  if (state.status === 'queued') {
    const { notBefore, cancelRequested } = state;
    return { rankList: 'queued', rankedAt: rankOf(state), notBefore: cancelRequested ? undefined : notBefore };
  }
  return endsLease(state) ? noPlace : {};
}

const noPlace: Place = { rankList: undefined, rankedAt: undefined, notBefore: undefined };
