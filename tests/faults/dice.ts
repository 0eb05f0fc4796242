/** What a seed decides. */

import { randomFrom } from './random.ts';

export interface Dice {
  readonly random: () => number;
  /** A whole number from 0 to below it. */
  below(count: number): number;
  /** True so often of a hundred times. */
  happens(percent: number): boolean;
  one<T>(of: readonly T[]): T;
}

export function dieFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  return { random, below, happens: percent => random() * 100 < percent, one: of => pick(of, below(of.length)) };
}

function pick<T>(of: readonly T[], at: number): T {
  if (at >= of.length) throw new RangeError('There is nothing to choose from.');
  return of[at] as T;
}
