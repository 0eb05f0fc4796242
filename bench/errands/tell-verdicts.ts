/** Verdicts as lines for a person: one while the errands run, a table at the end. Judges nothing. */

import type { Verdict } from './run-errand.ts';

export const lineOf = (verdict: Verdict, number: number, of: number): string =>
  `${String(number).padStart(2)}/${of} ${verdict.wrong.length === 0 ? 'right' : 'WRONG'}  ${verdict.id.padEnd(28)} ${cellsOf(verdict).slice(2, 5).join('  ')}${
    verdict.wrong.length === 0 ? '' : `\n      ${verdict.wrong.join('; ')}`
  }`;

const MAX_WHY = 110;

export function tableOf(verdicts: readonly Verdict[]): string {
  const rows = [['errand', '', 'steps', 'tokens', 'seconds', 'why'], ...verdicts.map(cellsOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

const cellsOf = ({ id, wrong, steps, tokens, seconds }: Verdict): readonly string[] => [
  id,
  wrong.length === 0 ? 'right' : 'WRONG',
  String(steps),
  String(tokens),
  seconds.toFixed(1),
  clip(wrong.join('; ').replace(/[\s|]+/g, ' ')),
];

const clip = (text: string): string => (text.length > MAX_WHY ? `${text.slice(0, MAX_WHY - 1)}…` : text);
