/** Brings an observation into its budget: what matters less is folded into a line that says how much it was, never cut off silently. */

import type { Line } from '../in-page/in-page.ts';

/** Some 3,000 tokens. */
export const MAX_CHARS = 12_000;

export function fold(lines: readonly Line[], maxChars: number): string {
  const rendered = lines.map(({ indent, text }) => `${'  '.repeat(Math.min(indent, 12))}${text}`);
  // The lines that say what was folded cost something too, and how many there are shows only afterwards.
  let budget = maxChars;
  for (let attempt = 1; ; attempt += 1) {
    const text = render(lines, rendered, choose(lines, rendered, budget));
    if (text.length <= maxChars || attempt === 6) return text;
    budget -= text.length - maxChars;
  }
}

function render(lines: readonly Line[], rendered: readonly string[], kept: ReadonlySet<number>): string {
  const out: string[] = [];
  for (let index = 0; index < lines.length; ) {
    if (kept.has(index)) {
      out.push(rendered[index] ?? '');
      index += 1;
      continue;
    }
    const start = index;
    while (index < lines.length && !kept.has(index)) index += 1;
    out.push(foldedLine(lines.slice(start, index)));
  }
  return out.join('\n');
}

/** By rank, and within a rank in page order, until the budget is used. */
function choose(lines: readonly Line[], rendered: readonly string[], maxChars: number): ReadonlySet<number> {
  const kept = new Set<number>();
  let used = 0;
  for (const rank of [0, 1, 2, 3] as const) {
    for (const [index, line] of lines.entries()) {
      if (line.rank !== rank) continue;
      const cost = (rendered[index]?.length ?? 0) + 1;
      if (used + cost > maxChars) continue;
      used += cost;
      kept.add(index);
    }
  }
  return kept;
}

function foldedLine(folded: readonly Line[]): string {
  const controls = folded.filter(line => line.text.startsWith('[')).length;
  const rows = folded.filter(line => line.text.startsWith('row: ')).length;
  const others = folded.length - controls - rows;
  const parts = [counted(rows, 'row'), counted(controls, 'control'), counted(others, 'text')].filter(
    part => part !== '',
  );
  const indent = '  '.repeat(Math.min(folded[0]?.indent ?? 0, 12));
  return `${indent}… ${parts.join(', ')} folded`;
}

const counted = (count: number, word: string): string =>
  count === 0 ? '' : `${count} more ${word}${count === 1 ? '' : 's'}`;
