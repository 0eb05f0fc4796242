/** Of a list the one row with the most or the least of something. Compares numbers; where a row has none it is left out. */

import type { Quantity } from '../grammar/quantities.ts';
import { columnLike, columnsOf, pickColumns } from './columns.ts';
import { PRICE, type Row } from './found.ts';
import { numberIn } from './narrow.ts';

/** What the offline model writes before what it picks when it asks itself to extract. */
const BEST = 'best: ';

export const bestInstruction = ({ by, way }: Quantity, what: string): string => `${BEST}${way} ${by} of ${what}`;

export function readBest(instruction: string): { readonly of: Quantity; readonly what: string } | undefined {
  const { way, by, what } = /^best: (?<way>most|least) (?<by>.+?) of (?<what>.*)$/u.exec(instruction)?.groups ?? {};
  if (by === undefined || what === undefined) return undefined;
  return { of: { by, way: way === 'most' ? 'most' : 'least' }, what };
}

/** `£1,234.50`, `4.8 out of 5`, `6,650 km`: the number that is meant. */
export const amountIn = (text: string | undefined): number | undefined => numberIn(PRICE.exec(text ?? '')?.[0] ?? text);

/** At most one row: its name, the figure and its link. */
export function bestRow(rows: readonly Row[], of: Quantity): readonly Row[] {
  const columns = columnsOf(rows);
  const by = columnLike(of.by, columns);
  if (by === undefined) return [];
  const asked = ['name', of.by, ...(columns.includes('link') ? ['link'] : [])];
  const best = bestOf(rows, row => amountIn(row[by]), of);
  return best === undefined ? [] : pickColumns(rows, asked).filter((_, index) => index === rows.indexOf(best));
}

/** The first of those that are equal. */
export function bestOf<T>(
  rows: readonly T[],
  amount: (row: T) => number | undefined,
  { way }: Quantity,
): T | undefined {
  let best: { readonly row: T; readonly amount: number } | undefined;
  for (const row of rows) {
    const value = amount(row);
    if (value === undefined) continue;
    if (best === undefined || (way === 'most' ? value > best.amount : value < best.amount))
      best = { row, amount: value };
  }
  return best?.row;
}
