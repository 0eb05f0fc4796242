/** Rules for reading: rows into a dataset, over pages too, or the answer to one question. */

import { ALL_PAGES, type Step } from '../steps.ts';
import type { Protected } from './protect.ts';
import type { Rule } from './rule.ts';

export const readingRules: readonly Rule[] = [
  [
    /^(?:read|extract|list|collect|get|gather|scrape|show|tell|give|note|save|find(?: out)?|take|copy|fetch|report|summari[sz]e|look up|check)\s+(?:me\s+|us\s+)?(?:out\s+|down\s+|about\s+)?(?<what>.+)$/iu,
    ({ what }, words) => readReading(what ?? '', words),
  ],
  [/^(?:what|what's|whats|which|how|who|when|where)\b.+$/iu, (_groups, words) => question(words.text, words)],
];

/** The offline model picks rows, it does not judge them: what needs judging is refused rather than answered wrongly. */
const NEEDS_JUDGING =
  /\b(?:cheapest|dearest|(?:most|least)\s+\w+|best|worst|longest|shortest|largest|biggest|smallest|highest|lowest|newest|latest|oldest|average|except|unless|without|compare|not|similar|that (?:are|have|do|can|look)|which (?:are|have|do|can|look)|who (?:are|have))\b/iu;

function readReading(what: string, words: Protected): Step | undefined {
  if (NEEDS_JUDGING.test(what)) return undefined;
  if (/^(?:what|which|how|who|when|where)\b/iu.test(what)) return question(what, words);
  const { pages, rest } = takePages(what);
  if (rest === '' || /^(?:it|this|that|them)$/iu.test(rest)) {
    return pages > 1 || rest !== '' ? extract('everything that is listed', pages) : undefined;
  }
  if (pages === 1 && isOneFact(rest)) return question(rest, words);
  return extract(words.restore(rest), pages);
}

const question = (marked: string, words: Protected): Step | undefined =>
  NEEDS_JUDGING.test(marked) ? undefined : { kind: 'answer', question: words.restore(marked).replace(/[\s?]+$/u, '') };

const extract = (instruction: string, pages: number): Step => ({
  kind: 'extract',
  instruction,
  name: nameOfData(instruction),
  pages,
});

/** "the price", "the total of the basket": one thing. "the headlines", "name and price", "the table of rivers": rows. */
function isOneFact(what: string): boolean {
  if (/\b(?:tables?|lists?|all|every|each|rows?|entries|cards?|csv|json)\b|,|\band\b|\d+\s+\p{L}+s\b/iu.test(what))
    return false;
  const head = what
    .replace(/[\uE000\uE001]\d+[\uE000\uE001]/gu, 'x')
    .replace(/\s+(?:of|for|on|in|from|at|next to|beside|below|under|as|into|to)\s.*$/iu, '');
  return !/(?:[^su]s|series|news)$/iu.test(head) || /(?:address|status|hours)$/iu.test(head);
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const COUNT = `\\d+|${Object.keys(NUMBERS).join('|')}`;
const PAGES = new RegExp(
  [
    `\\b(?:on|over|across|from|for|of|through|in|to)\\s+(?:the\\s+)?(?:(?:first|next)\\s+)?(?<n>${COUNT}|all|every|each)\\s+(?:of\\s+)?(?:the\\s+)?(?:result\\s+)?pages?\\b`,
    `\\b(?:until|till|to|up to)\\s+(?:the\\s+)?(?<last>last|end)(?:\\s+(?:page|of the pages))?\\b`,
    `\\bpage\\s+by\\s+page\\b`,
  ].join('|'),
  'iu',
);

/** How many pages a clause speaks of, 1 where it speaks of none, and the clause without that. */
export function takePages(clause: string): { readonly pages: number; readonly rest: string } {
  const match = PAGES.exec(clause);
  if (match === null) return { pages: 1, rest: clause.trim() };
  const n = match.groups?.n?.toLowerCase();
  const pages = n === undefined || /^(?:all|every|each)$/.test(n) ? ALL_PAGES : (NUMBERS[n] ?? Number(n));
  const rest = `${clause.slice(0, match.index)} ${clause.slice(match.index + match[0].length)}`;
  return {
    pages: Math.max(1, Math.min(ALL_PAGES, pages)),
    rest: rest.replace(/\s+/g, ' ').replace(/^[\s,]+|[\s,]+$/g, ''),
  };
}

const MAX_NAME = 40;

/** "the name and price of all kettles as a table" → "kettles": what the data is called. */
function nameOfData(instruction: string): string {
  const plain = instruction
    .replace(/["“”'`]/g, '')
    .replace(/\s+(?:as|into|in|to)\s+(?:an?\s+)?(?:table|csv|list|json|file|spreadsheet)\b.*$/iu, '')
    .replace(/\s+(?:under|over|above|below|containing|whose|with|where|that)\s.*$/iu, '')
    .replace(/\s*\([^)]*\)\s*$/u, '');
  const of = /\b(?:of|for)\s+(?<thing>[\p{L}\p{N} -]+)$/iu.exec(plain)?.groups?.thing;
  const thing = (of ?? plain)
    .replace(/^(?:(?:all|each|every|the|a|an|first|top|\d+|of)\s+)+/iu, '')
    .trim()
    .toLowerCase();
  return thing === '' || thing.length > MAX_NAME || thing.includes(',') ? 'data' : thing;
}
