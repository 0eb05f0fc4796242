/** Finds what is tabular on a page: tables, repeated cards, lists. From its Markdown alone. */

export type Row = Readonly<Record<string, string>>;

export interface Found {
  readonly kind: 'table' | 'cards' | 'list';
  readonly title: string;
  readonly rows: readonly Row[];
}

export function findTabular(markdown: string): readonly Found[] {
  const lines = markdown.split('\n');
  return [...findTables(lines), ...findCards(lines), ...findLists(lines)].filter(found => found.rows.length > 0);
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replace(/\\\|/g, '|').trim());

function findTables(lines: readonly string[]): Found[] {
  const tables: Found[] = [];
  for (let index = 0; index < lines.length - 1; index += 1) {
    if (!lines[index]?.startsWith('|') || !/^\|(?:\s*-+\s*\|)+$/.test(lines[index + 1] ?? '')) continue;
    const columns = unique(cellsOf(lines[index] ?? ''));
    const rows: Row[] = [];
    let at = index + 2;
    for (; lines[at]?.startsWith('|'); at += 1) {
      const cells = cellsOf(lines[at] ?? '');
      rows.push(Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? ''])));
    }
    tables.push({ kind: 'table', title: titleAbove(lines, index), rows });
    index = at - 1;
  }
  return tables;
}

function unique(columns: readonly string[]): string[] {
  return columns.map((column, index) =>
    column === '' ? `column ${index + 1}` : columns.indexOf(column) < index ? `${column} ${index + 1}` : column,
  );
}

function titleAbove(lines: readonly string[], index: number): string {
  for (let at = index - 1; at >= 0 && at > index - 12; at -= 1) {
    const match = /^(?:#+\s+(.+)|\*\*(.+)\*\*)$/.exec(lines[at] ?? '');
    if (match !== null) return match[1] ?? match[2] ?? '';
  }
  return '';
}

/** Headings of one level, each with some lines below: products, headlines, search results. The level with the most of them. */
function findCards(lines: readonly string[]): Found[] {
  return [2, 3, 4].flatMap(level => {
    const mark = `${'#'.repeat(level)} `;
    const starts = lines.flatMap((line, index) => (line.startsWith(mark) ? [index] : []));
    if (starts.length < 2) return [];
    const rows = starts.map((start, n) => {
      const next = lines.findIndex((line, index) => index > start && /^#{1,6} /.test(line));
      const end = Math.min(next < 0 ? lines.length : next, starts[n + 1] ?? lines.length, start + 40);
      return cardOf(lines.slice(start, end), lines[start - 1] ?? '');
    });
    return [{ kind: 'cards' as const, title: titleAbove(lines, starts[0] ?? 0), rows }];
  });
}

const LINK = /\[([^\]]*)\]\((\S+?)\)/;
const PRICE = /(?:[£$€¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|kr|CHF|USD|EUR|GBP)\b)/;

function cardOf(lines: readonly string[], before: string): Row {
  const heading = (lines[0] ?? '').replace(/^#+\s+/, '');
  const body = lines
    .slice(1)
    .map(line => line.trim())
    .filter(line => line !== '');
  const name = LINK.exec(heading)?.[1] ?? heading;
  const text = body.join(' ');
  const row: Record<string, string> = { name };
  const price = PRICE.exec(text)?.[0];
  if (price !== undefined) row.price = price;
  const rating = /(\d(?:[.,]\d)?)\s*(?:out of|\/|von|sur)\s*\d/.exec(text)?.[1];
  if (rating !== undefined) row.rating = rating;
  const reviews = /(\d[\d,.]*)\s+(?:reviews|ratings)/.exec(text)?.[1];
  if (reviews !== undefined) row.reviews = reviews;
  const link = LINK.exec(heading)?.[2] ?? LINK.exec(text)?.[2] ?? LINK.exec(before)?.[2];
  if (link !== undefined) row.link = link;
  for (const line of body) {
    const pair = /^-?\s*([\p{L}][\p{L} ]{1,30}): (.+)$/u.exec(line);
    if (pair?.[1] !== undefined && pair[2] !== undefined) row[pair[1].toLowerCase()] ??= stripLinks(pair[2]);
  }
  const prose = body.map(stripLinks).find(line => line.length > 30 && !/^\d/.test(line));
  if (prose !== undefined) row.text = prose.slice(0, 300);
  return row;
}

function findLists(lines: readonly string[]): Found[] {
  const lists: Found[] = [];
  let items: Row[] = [];
  let start = 0;
  const close = (): void => {
    if (items.length >= 2) lists.push({ kind: 'list', title: titleAbove(lines, start), rows: items });
    items = [];
  };
  for (const [index, line] of lines.entries()) {
    const item = /^\s*- (.+)$/.exec(line)?.[1];
    if (item === undefined) {
      if (line.trim() !== '') close();
      continue;
    }
    if (items.length === 0) start = index;
    const link = LINK.exec(item);
    const pair = /^([^:[\]]{2,40}): (.+)$/.exec(item);
    const price = PRICE.exec(item)?.[0];
    items.push({
      ...(pair?.[1] !== undefined && pair[2] !== undefined && link === null
        ? { name: pair[1], value: pair[2] }
        : { name: stripLinks(item).slice(0, 300) }),
      ...(price === undefined ? {} : { price }),
      ...(link?.[2] === undefined ? {} : { link: link[2] }),
    });
  }
  close();
  return lists;
}

export const stripLinks = (text: string): string =>
  text.replace(new RegExp(LINK.source, 'g'), '$1').replace(/\s+/g, ' ').trim();
