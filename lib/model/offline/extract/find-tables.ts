/** Finds the pipe tables of a page's Markdown. Keeps their column names; invents only what a column without one is called. */

import { type Found, type Row, stripLinks, titleAbove } from './found.ts';
import { isSecondHead, wholeTable } from './whole-table.ts';

export const TABLE_RULE = /^\|(?:\s*:?-+:?\s*\|)+$/;

export function findTables(lines: readonly string[]): readonly Found[] {
  const tables: Found[] = [];
  for (let index = 0; index < lines.length - 1; index += 1) {
    if (!lines[index]?.startsWith('|') || !TABLE_RULE.test(lines[index + 1] ?? '')) continue;
    let end = index + 2;
    while (lines[end]?.startsWith('|') === true) end += 1;
    const head = cellsOf(lines[index] ?? '');
    const body = lines.slice(index + 2, end).map(cellsOf);
    tables.push({ kind: 'table', title: titleAbove(lines, index), rows: rowsOf(head, body) });
    index = end - 1;
  }
  return tables;
}

/** The heads of a table, with the second line where there is one, and the rows below. */
export function headsAndBody(
  head: readonly string[],
  body: readonly (readonly string[])[],
): { readonly heads: readonly (readonly string[])[]; readonly body: readonly (readonly string[])[] } {
  const named = head.filter(cell => cell !== '');
  const [first] = body;
  return first !== undefined && isSecondHead(first, head.length, named.length < head.length)
    ? { heads: [named, first], body: body.slice(1) }
    : { heads: [head], body };
}

function rowsOf(head: readonly string[], cells: readonly (readonly string[])[]): readonly Row[] {
  const { heads, body } = headsAndBody(head, cells);
  const whole = wholeTable(
    heads,
    body.filter(row => row.some(cell => cell !== '')),
  );
  const columns = unique(whole.columns);
  return whole.rows.map(row => Object.fromEntries(columns.map((column, n) => [column, row[n] ?? ''])));
}

export const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replace(/\\\|/g, '|').trim());

function unique(head: readonly string[]): readonly string[] {
  const columns = head.map(stripLinks);
  return columns.map((column, index) =>
    column === '' ? `column ${index + 1}` : columns.indexOf(column) < index ? `${column} ${index + 1}` : column,
  );
}
