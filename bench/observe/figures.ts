/** The rows of the observation benchmark: all pages, then each half by itself. Measures nothing. */

import { type Figure, median, ms, quantile, times } from '../measure.ts';
import type { Half } from '../pages/page-list.ts';
import type { PageSeen, Seen } from './seen.ts';

export function figuresOf(pages: readonly PageSeen[]): readonly Figure[] {
  const halves: readonly Half[] = ['tuning', 'held-out'];
  return [
    ...figuresFor('all', pages),
    ...halves.flatMap(half =>
      figuresFor(
        half,
        pages.filter(page => page.half === half),
      ),
    ),
  ];
}

function figuresFor(which: string, pages: readonly PageSeen[]): readonly Figure[] {
  if (pages.length === 0) return [];
  const ours = pages.map(page => page.ours);
  const theirs = pages.map(page => page.theirs);
  const compare = (what: string, of: (seen: Seen) => number, how: Compared): Figure => {
    const [mine, other] = [how.sum(ours.map(of)), how.sum(theirs.map(of))];
    return {
      what: `observation, ${which} (${pages.length} pages): ${what}`,
      ours: how.say(mine),
      beside: `Playwright ${how.say(other)}`,
      ratio: times(mine, other),
      want: how.want,
    };
  };
  const whole = (value: number): string => String(Math.round(value));
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  return [
    compare('tokens (o200k), median', ({ tokens }) => tokens, { sum: median, say: whole, want: '≤ 3000' }),
    compare('tokens, p95', ({ tokens }) => tokens, { sum: p95, say: whole, want: '≤ 6000' }),
    compare('time, median', seen => seen.ms, { sum: median, say: ms, want: '≤ 1 ×' }),
    compare('time, p95', seen => seen.ms, { sum: p95, say: ms, want: '–' }),
    compare('time of the first look, median', seen => seen.firstMs, { sum: median, say: ms, want: '–' }),
    share(
      `observation, ${which}: usable in view, listed`,
      [ours, theirs],
      ({ inView }) => [inView.listed, inView.all],
      '≥ 99.9 %',
    ),
    share(
      `observation, ${which}: usable elsewhere, reachable`,
      [ours, theirs],
      ({ elsewhere }) => [elsewhere.known, elsewhere.all],
      '100 %',
    ),
  ];
}

interface Compared {
  readonly sum: (values: readonly number[]) => number;
  readonly say: (value: number) => string;
  readonly want: string;
}

function share(
  what: string,
  [ours, theirs]: readonly [readonly Seen[], readonly Seen[]],
  of: (seen: Seen) => readonly [found: number, all: number],
  want: string,
): Figure {
  const sum = (seen: readonly Seen[]): readonly [number, number] => [
    seen.reduce((total, one) => total + of(one)[0], 0),
    seen.reduce((total, one) => total + of(one)[1], 0),
  ];
  const say = ([found, all]: readonly [number, number]): string =>
    `${((found / all) * 100).toFixed(2)} % (${found} of ${all})`;
  const [mine, other] = [sum(ours), sum(theirs)];
  return {
    what,
    ours: say(mine),
    beside: `Playwright ${say(other)}`,
    ratio: times(mine[0] / mine[1], other[0] / other[1]),
    want,
  };
}
