/** A page's Markdown as the lines that answers are looked for in. Keeps the words, drops the addresses of links. */

import type { SeenLine } from '../read-observation.ts';
import { cellsOf, headsAndBody, TABLE_RULE } from './find-tables.ts';
import { headingOf, stripLinks } from './found.ts';

export function linesOfMarkdown(lines: readonly string[]): readonly SeenLine[] {
  return lines.flatMap((line, index): SeenLine[] => {
    if (line.trim() === '' || TABLE_RULE.test(line)) return [];
    if (line.startsWith('|')) return [rowOf(lines, index)];
    const heading = headingOf(line);
    if (heading !== undefined) return [{ kind: 'heading', text: heading.text, cells: [] }];
    return [{ kind: 'text', text: stripLinks(line.replace(/^\s*(?:-|\d+\.) /, '').replace(/\*\*/g, '')), cells: [] }];
  });
}

function rowOf(lines: readonly string[], index: number): SeenLine {
  const cells = cellsOf(lines[index] ?? '').map(stripLinks);
  const isHead = TABLE_RULE.test(lines[index + 1] ?? '');
  if (isHead) return { kind: 'header', text: cells.join(' '), cells: cells.filter(cell => cell !== '') };
  const head = TABLE_RULE.test(lines[index - 1] ?? '') ? cellsOf(lines[index - 2] ?? '') : [];
  const isSecond = headsAndBody(head, [cells]).heads.length > 1;
  return { kind: isSecond ? 'header' : 'row', text: cells.join(' '), cells };
}
