/** What one looker saw of one page, in numbers, and what it missed. Of held-out pages only the numbers are kept. */

import type { BenchPage, Half } from '../pages/page-list.ts';
import type { Told } from './in-page/tell-truth.ts';
import type { Look } from './looker.ts';

export interface Counted {
  readonly all: number;
  /** Offered by a ref in the text. */
  readonly listed: number;
  /** Offered by any ref that can be had. */
  readonly known: number;
}

export interface Missed {
  readonly where: 'in view' | 'elsewhere';
  readonly cause: Cause;
  readonly kind: Told['kind'];
  readonly html: string;
  readonly box: readonly number[];
}

/** `folded`: is to be had by expand or find. `twin`: has none, and a link to the same address is listed. `unknown`: has none. */
export type Cause = 'folded' | 'twin' | 'unknown';

export interface Seen {
  readonly tokens: number;
  readonly ms: number;
  readonly firstMs: number;
  readonly inView: Counted;
  readonly elsewhere: Counted;
  /** How the refs that were taken for the elements stand to them. */
  readonly matches: Readonly<Record<string, number>>;
  /** How many were missed, by place, cause and kind: all that is told of held-out pages. */
  readonly causes: Readonly<Record<string, number>>;
  readonly missed: readonly Missed[];
}

export interface PageSeen extends BenchPage {
  readonly ours: Seen;
  readonly theirs: Seen;
}

export function seenOf({ ms, firstMs, truth }: Look, { tokens, half }: { tokens: number; half: Half }): Seen {
  const near = truth.filter(({ inView }) => inView);
  const far = truth.filter(({ inView }) => !inView);
  const matches: Record<string, number> = {};
  for (const { known } of truth) if (known !== undefined) matches[known] = (matches[known] ?? 0) + 1;
  const missed = [
    ...near.filter(({ listed }) => listed === undefined),
    ...far.filter(({ known }) => known === undefined),
  ].map(missedOf);
  const causes: Record<string, number> = {};
  for (const { where, cause, kind } of missed) {
    const key = `${where}, ${cause}, ${kind}`;
    causes[key] = (causes[key] ?? 0) + 1;
  }
  return {
    tokens,
    ms,
    firstMs,
    inView: countedOf(near),
    elsewhere: countedOf(far),
    matches,
    causes,
    missed: half === 'tuning' ? missed : [],
  };
}

function countedOf(told: readonly Told[]): Counted {
  return {
    all: told.length,
    listed: told.filter(({ listed }) => listed !== undefined).length,
    known: told.filter(({ known }) => known !== undefined).length,
  };
}

function missedOf({ inView, known, twin, kind, html, box }: Told): Missed {
  const cause = known !== undefined ? 'folded' : twin ? 'twin' : 'unknown';
  return { where: inView ? 'in view' : 'elsewhere', cause, kind, html, box };
}
