/** The few numbers a benchmark needs, and the table they are printed in. Measures nothing itself. */

export interface Figure {
  readonly what: string;
  readonly ours: string;
  /** A peer or a floor, measured in the same run. */
  readonly beside: string;
  readonly ratio: string;
  readonly want: string;
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export const times = (ours: number, theirs: number): string => `${(ours / theirs).toFixed(2)} ×`;

export function printTable(figures: readonly Figure[]): void {
  const columns = ['what', 'ours', 'beside', 'ratio', 'want'] as const;
  const width = (column: (typeof columns)[number]): number =>
    Math.max(column.length, ...figures.map(figure => figure[column].length));
  const line = (cells: Figure): string =>
    `| ${columns.map(column => cells[column].padEnd(width(column))).join(' | ')} |`;
  console.log(line({ what: 'what', ours: 'ours', beside: 'beside', ratio: 'ratio', want: 'want' }));
  console.log(`|${columns.map(column => '-'.repeat(width(column) + 2)).join('|')}|`);
  for (const figure of figures) console.log(line(figure));
}
