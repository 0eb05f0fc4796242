/** Rings for whoever rests: a rest ends by the time or by the bell, whichever is first. */

import type { Actor } from '../schedule.ts';

export interface Bell {
  ring(): void;
  /** At most so many ms, or until it rings; without ms only the bell ends it. */
  rest(actor: Actor, ms?: number): Promise<void>;
}

/** Given as a reason, for to make one anew at each ring is slow. */
const RUNG = new Error('The bell rang.');

export function openBell(): Bell {
  let ringing = new AbortController();
  return {
    ring() {
      const rung = ringing;
      ringing = new AbortController();
      rung.abort(RUNG);
    },
    async rest(actor, ms) {
      const { signal } = ringing;
      if (ms !== undefined) await actor.sleep(ms, signal).catch(() => {});
      else await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
}
