/** Marks what came since the last look at the same page, so that the effect of an act stands out. Compares lines; reads no page. */

import type { ShownLine } from './fold.ts';

/** The lines of a look, without what changes by itself. */
export interface Remembered {
  /** The document, which a reload replaces and a route within a page does not. */
  readonly document: number;
  readonly lines: ReadonlySet<string>;
}

/** Where more than this share is new it is another page, and marks would say nothing. */
const MAX_SHARE = 0.75;
/** So few new lines are brought into the observation wherever they are. */
const MAX_RAISED = 40;

export function markNew(
  lines: readonly Omit<ShownLine, 'isNew'>[],
  { document, before }: { document: number; before: Remembered | undefined },
): { shown: readonly ShownLine[]; remembered: Remembered } {
  const remembered = { document, lines: new Set(lines.map(({ text }) => bare(text))) };
  const fresh =
    before === undefined || before.document !== document
      ? []
      : lines.filter(({ line, text }) => line.kind !== 'open' && !before.lines.has(bare(text)));
  const isTelling = fresh.length > 0 && fresh.length <= lines.length * MAX_SHARE;
  const news = new Set(isTelling ? fresh : []);
  const shown = lines.map(one => {
    if (!news.has(one)) return { ...one, isNew: false };
    const rank = news.size <= MAX_RAISED && one.line.rank > 1 ? 1 : one.line.rank;
    return { ...one, line: { ...one.line, rank }, isNew: true } as const;
  });
  return { shown, remembered };
}

/** Refs, focus and what lies over an element are not news. */
function bare(text: string): string {
  return text
    .replace(/\[(?:f\d+)?e\d+\] /g, '')
    .replace(/(\(|, )(?:focused|covered(?: by "(?:[^"\\]|\\.)*")?)(?=[,)])/g, '$1')
    .replace(/(?:, )+(?=[,)])/g, '')
    .replace(/\((?:, )+/g, '(')
    .replace(/ \([, ]*\)/g, '');
}
