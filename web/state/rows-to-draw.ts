/** Which rows of a long list are drawn: those in view, some beside them, and the one that has the focus. Pure. */

export interface RowRange {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly overscan: number;
  readonly count: number;
}

/** A row that has the focus stays in the page wherever the list is scrolled: else the focus would fall to nothing. */
export function rowsToDraw({ startIndex, endIndex, overscan, count }: RowRange, kept: number | undefined): number[] {
  const from = Math.max(0, startIndex - overscan);
  const to = Math.min(count - 1, endIndex + overscan);
  const rows = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  if (kept === undefined || kept < 0 || kept >= count || (kept >= from && kept <= to)) return rows;
  return kept < from ? [kept, ...rows] : [...rows, kept];
}

/** The row that a key leads to, or undefined for a key that leads nowhere. */
export function rowAfterKey(key: string, row: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, row + 1);
    case 'ArrowUp':
      return Math.max(0, row - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(count - 1, row + 10);
    case 'PageUp':
      return Math.max(0, row - 10);
    default:
      return undefined;
  }
}
