/** The bounds of an errand as fields of a form: which there are, in which unit, from where to where. Pure; no validator of the domain is in it. */

import type { Budget } from '../../lib/domain/budget.ts';

export interface Bound {
  readonly part: keyof Budget;
  /** In the budget's own units, as the API takes them; a test holds them to it. */
  readonly least: number;
  readonly most: number;
  readonly step: number | 'any';
  /** How many of the budget's own units are one in the field. */
  readonly unit: number;
}

export const bounds: readonly Bound[] = [
  { part: 'steps', least: 1, most: 200, step: 1, unit: 1 },
  { part: 'seconds', least: 5, most: 7_200, step: 1, unit: 1 },
  { part: 'usd', least: 0, most: 100, step: 'any', unit: 1 },
  { part: 'tokens', least: 1_000, most: 5_000_000, step: 1, unit: 1 },
  { part: 'bytes', least: 100_000, most: 2_000_000_000, step: 'any', unit: 1_000_000 },
];

export type Bounds = Readonly<Partial<Budget>>;

/** Without what no errand may have. */
export function fittingBounds(wanted: unknown): Bounds {
  if (typeof wanted !== 'object' || wanted === null) return {};
  const fitting = bounds.flatMap(({ part, least, most }) => {
    const value: unknown = Reflect.get(wanted, part);
    const isFitting = typeof value === 'number' && value >= least && value <= most;
    return isFitting && (part === 'usd' || Number.isInteger(value)) ? [[part, value]] : [];
  });
  return Object.fromEntries(fitting);
}

/** What of it is less than was proposed: all that a default may do. */
export function boundsBelow(proposed: Budget, wanted: Bounds): Bounds {
  return Object.fromEntries(Object.entries(wanted).filter(([part, value]) => value < proposed[part as keyof Budget]));
}
