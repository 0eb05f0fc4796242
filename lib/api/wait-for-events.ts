/** The long poll: the events after a number, or the first that come within the wait. Reads only; the caller has checked whose stream it is. */

import type { AnyEvent, Stored } from '../domain/events.ts';
import type { StreamId } from '../domain/ids.ts';
import { readEvents } from '../store/reads.ts';
import type { Store } from '../store/store.ts';

export interface EventRange {
  readonly after: number;
  readonly limit: number;
  /** Seconds. */
  readonly wait: number;
}

/** Resolves after so many ms. */
export type Pause = (ms: number) => Promise<void>;

/** A reader that waits costs half a read unit a look: often at first, for a step takes a second or two, then more seldom. */
const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 1_000;
const SLOWING = 1.3;

/** Time is counted in pauses, so that no clock is needed; a slow table makes the wait longer by what its reads take. */
export async function waitForEvents<E extends AnyEvent>(
  deps: { readonly store: Store; readonly pause: Pause },
  stream: StreamId,
  range: EventRange,
): Promise<Stored<E>[]> {
  let left = range.wait * 1_000;
  for (let look = FIRST_LOOK_MS; ; look = Math.min(SLOWEST_LOOK_MS, look * SLOWING)) {
    const events = await readEvents(deps.store, stream, range);
    if (events.length > 0 || left <= 0) return events as Stored<E>[];
    const ms = Math.min(look, left);
    await deps.pause(ms);
    left -= ms;
  }
}
