/** How an act ended, in one word for persons: what got no good answer may have been done. */

import type { Outcome } from './events.ts';

export type Ended = 'done' | 'failed' | 'unknown';

export function howItEnded(outcome: Outcome): Ended {
  if (outcome.ok) return outcome.inDoubt === true ? 'unknown' : 'done';
  return outcome.code === 'page.outcome-unknown' ? 'unknown' : 'failed';
}
