/** Finds the pipe tables of a page's Markdown. Keeps their column names; invents only what a column without one is called. */

import { type Found, type Row, stripLinks, titleAbove } from './found.ts';

export function findTables(lines: readonly string[]): readonly Found[] {
  const tables: Found[] = [];
  for (let index = 0; index < lines.length - 1; index += 1) {
    if (!lines[index]?.startsWith('|') || !/^\|(?:\s*:?-+:?\s*\|)+$/.test(lines[index + 1] ?? '')) continue;
    let end = index + 2;
    while (lines[end]?.startsWith('|') === true) end += 1;
    const head = cellsOf(lines[index] ?? '');
    const body = lines.slice(index + 2, end).map(cellsOf);
    tables.push({ kind: 'table', title: titleAbove(lines, index), rows: rowsOf(head, body) });
    index = end - 1;
  }
  return tables;
}

function rowsOf(head: readonly string[], body: readonly (readonly string[])[]): readonly Row[] {
  const columns = unique(head);
  return body
    .filter(cells => cells.some(cell => cell !== ''))
    .map(cells => Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? ''])));
}

const cellsOf = (line: string): readonly string[] =>
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
