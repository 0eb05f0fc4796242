/** One amount of one priced thing, and the measures that amounts are given in. Computes nothing. */

import type { PriceName } from './prices.ts';

export interface Amount {
  readonly part: string;
  readonly price: PriceName;
  readonly units: number;
  readonly why: string;
}

export const GB = 1_000_000_000;
/** The reaper's clock. */
export const REAPER_RUNS_A_MONTH = 60 * 24 * 30;
