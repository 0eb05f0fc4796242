/** What strikes a seed's world until it calms down: deaths, freezes, refusals, lost answers, and clocks that are wrong. */

import type { Dice } from './dice.ts';
import { SAVE } from './errand.ts';
import type { Fate, Turn } from './schedule.ts';

export interface Disturbing {
  readonly fate: (turn: Turn) => Fate;
  readonly skewMs: (actor: string) => number;
  readonly isCalm: () => boolean;
  readonly hasWrongClocks: boolean;
  calm(): void;
}

/** Of a hundred turns of a function. Worlds differ: where much breaks at once, what breaks by one thing alone is seldom seen. */
const RATES = [0, 0.5, 1.5, 4];
/** Functions: what runs in Lambda may die and freeze. A client's own calls only fail. */
const MORTAL = /^(worker|sweeper|relay|socket) /;
const DISTURBED = /^(worker|sweeper|relay|socket|api) /;
/** A call to another part. Of what is done in the browser only the answer of the site may be lost. */
const CALL = /^(write|read|update|put|delete|list|send|push|close)/;
/** Nobody's right to act rests on a wall clock: see lib/store/lease.ts. */
const SKEW_MS = Number(process.env.ERRAND_SKEW_MS ?? 600_000);

export function disturbedBy(dice: Dice): Disturbing {
  const skews = new Map<string, number>();
  const hasWrongClocks = dice.happens(50);
  const deaths = dice.one(RATES);
  const freezes = deaths + dice.one(RATES);
  const lostAnswers = freezes + dice.one(RATES);
  const refusals = lostAnswers + dice.one(RATES);
  let isCalm = false;
  return {
    isCalm: () => isCalm,
    hasWrongClocks,
    calm() {
      isCalm = true;
    },
    fate({ actor, point }) {
      if (isCalm || !DISTURBED.test(actor)) return 'live';
      const roll = dice.random() * 100;
      // A worker looks at its lease right before it acts: from then on the act is in Chromium's hands, and cannot be fenced.
      const isActing = point.startsWith('act ');
      const side = dice.below(2) === 0 && !isActing ? 'before' : 'after';
      const isMortal = MORTAL.test(actor);
      if (roll < deaths) return isMortal ? `die-${side}` : 'live';
      if (roll < freezes) return isMortal ? `freeze-${side}` : 'live';
      const isCall = CALL.test(point);
      if (roll < lostAnswers) return isCall || point === `act ${SAVE}` ? 'lose-answer' : 'live';
      return isCall && roll < refusals ? 'refuse' : 'live';
    },
    /** Some are off from their start, and now and then one jumps. */
    skewMs(actor) {
      if (!hasWrongClocks || !actor.startsWith('worker ')) return 0;
      const known = skews.get(actor);
      if (known !== undefined && (isCalm || !dice.happens(0.2))) return known;
      const skew = dice.happens(60) ? 0 : dice.below(2 * SKEW_MS) - SKEW_MS;
      skews.set(actor, skew);
      return skew;
    },
  };
}
