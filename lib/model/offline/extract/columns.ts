/** Which columns an instruction asks for, and which of a page's columns is meant by each. */

import { likeness, plain } from '../likeness.ts';
import { DATE, type Row, stripLinks } from './found.ts';

const AS_FORM = /[\s,]+(?:as|into|in|to)\s+(?:an?\s+|one\s+)?(?:table|csv|json|list|file|spreadsheet)\b.*$/iu;

/** "the name, price and rating of all kettles as a table" → name, price, rating. Undefined: all there are. */
export function columnsNamed(instruction: string): readonly string[] | undefined {
  const bare = instruction
    .replace(AS_FORM, '')
    .replace(/^(?:the\s+)?(?:all|every|each|(?:first|top)\s+\d+|\d+)\s+(?:of\s+)?/iu, '');
  const withList = /\bwith\s+(?:their\s+|its\s+|the\s+)?(?<with>.+)$/iu.exec(bare)?.groups?.with;
  const head =
    /^(?:the\s+|their\s+)?(?<columns>.+?)(?:\s+(?:of|for|from|on|in|under|over|with)\s+.*)?$/iu.exec(bare)?.groups
      ?.columns ?? '';
  const asked = namesIn(head);
  const isList = asked.length > 1 || (/\s(?:of|for)\s/iu.test(bare) && KNOWN.test(asked[0] ?? ''));
  if (isList && asked.every(isShort)) return asked;
  const others = withList === undefined ? [] : namesIn(withList.replace(/\s+(?:of|for|from|on|in)\s+.*$/iu, ''));
  return others.length > 0 && others.every(name => KNOWN.test(name))
    ? [...(others.some(name => CALLED.test(name)) ? [] : ['name']), ...others]
    : undefined;
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+(?:the\s+)?|\s*&\s*/iu)
    .map(name =>
      name
        .replace(/^(?:the|its|their|each|full)\s+/iu, '')
        .replace(/["“”']/gu, '')
        .trim(),
    )
    .filter(name => name !== '');

const isShort = (name: string): boolean => name.split(' ').length <= 3;

const KNOWN =
  /^(?:names?|titles?|prices?|ratings?|reviews?|links?|urls?|headlines?|dates?|authors?|lengths?|heights?|countr(?:y|ies)|cit(?:y|ies)|values?|numbers?|descriptions?|summar(?:y|ies)|times?|status(?:es)?)$/iu;

/** What a thing is called. */
const CALLED = /^(?:names?|titles?|headlines?)$/i;

const SYNONYMS: readonly (readonly string[])[] = [
  ['name', 'title', 'headline', 'product', 'item', 'article', 'story', 'label'],
  ['price', 'cost', 'amount'],
  ['rating', 'star', 'score'],
  ['review', 'reviews', 'number of reviews'],
  ['link', 'url', 'address', 'href'],
  ['text', 'description', 'summary', 'detail', 'teaser'],
  ['date', 'day', 'published', 'when', 'time'],
  ['author', 'by', 'writer'],
];

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
const ENOUGH = 60;

/** The column of the page that is meant, or undefined. */
export function columnLike(wanted: string, columns: readonly string[]): string | undefined {
  const word = singular(plain(wanted));
  const names = SYNONYMS.find(group => group.includes(word) || group.includes(plain(wanted))) ?? [word];
  const ranked = columns
    .map((key, order) => ({
      key,
      order,
      score: Math.max(
        likeness(key, wanted) + 1,
        ...names.flatMap(name => [likeness(key, name), likeness(name, key) - 5]),
      ),
    }))
    .sort((a, b) => b.score - a.score || a.order - b.order);
  return ranked[0] !== undefined && ranked[0].score >= ENOUGH ? ranked[0].key : undefined;
}

/** Columns of all rows, in the order they first appear. */
export const columnsOf = (rows: readonly Row[]): readonly string[] => [
  ...new Set(rows.flatMap(row => Object.keys(row))),
];

/** The name is what a thing is called even where the table calls its first column something else. */
export function pickColumns(rows: readonly Row[], asked: readonly string[] | undefined): readonly Row[] {
  const columns = columnsOf(rows);
  const pairs = asked?.map(column => [column, meant(column, columns, rows)] as const);
  return rows
    .map(row => {
      const cells = pairs?.map(([column, key]) => [column, row[key ?? ''] ?? ''] as const);
      const own = cells ?? Object.entries(row).filter(([, value]) => value !== '');
      return Object.fromEntries(own.map(([column, value]) => [column, stripLinks(value)]));
    })
    .filter(row => Object.values(row).some(value => value !== ''));
}

function meant(wanted: string, columns: readonly string[], rows: readonly Row[]): string | undefined {
  return columnLike(wanted, columns) ?? (CALLED.test(wanted) ? calledBy(columns, rows) : undefined);
}

/** Dates, numbers and ranks are what things have, not what they are called. */
const calledBy = (columns: readonly string[], rows: readonly Row[]): string | undefined =>
  columns.find(column =>
    rows.some(row => /\p{L}{3}/u.test(row[column] ?? '') && !DATE.test(stripLinks(row[column] ?? ''))),
  ) ?? columns[0];

/** Of all asked columns, how many the rows have: 0 to 1. */
export function coverage(rows: readonly Row[], asked: readonly string[]): number {
  const columns = columnsOf(rows);
  const hits = asked.filter(column => {
    const key = meant(column, columns, rows);
    return key !== undefined && rows.some(row => (row[key] ?? '') !== '');
  });
  return hits.length / asked.length;
}
