/** Rules for reading: rows into a dataset, over pages too, or the answer to one question. */

import { ALL_PAGES, type Step } from '../steps.ts';
import type { Protected } from './protect.ts';
import type { Rule } from './rule.ts';

export const readingRules: readonly Rule[] = [
  // What is somebody's own has a place of its own on most pages, which is gone to where it is there.
  [
    /^(?:list|show)\s+(?:me\s+)?(?<what>(?:all\s+(?:of\s+)?)?my\s+(?<place>\p{L}+)(?:\s+.*)?)$/iu,
    ({ what = '', place = '' }, words) => {
      const read = readReading('list', what, words);
      if (read === undefined || 'kind' in read === false) return read;
      return [{ kind: 'click', name: place, role: 'link', exact: true, only: { seen: '' } }, read];
    },
  ],
  [
    /^(?<verb>read|extract|list|collect|get|gather|scrape|show|tell|give|note|save|find(?: out)?|take|make|copy|fetch|report|summari[sz]e|look up|check|quote|write)\s+(?:me\s+|us\s+)?(?:out\s+|down\s+|about\s+)?(?<what>.+)$/iu,
    ({ verb, what }, words) => readReading(verb ?? '', what ?? '', words),
  ],
  [/^(?:what|what's|whats|which|how|who|when|where)\b.+$/iu, (_groups, words) => questions(words.text, words)],
];

/** The offline model picks rows and compares numbers, it does not judge: what needs judging is refused rather than answered wrongly. */
const NEEDS_JUDGING =
  /\b(?:cheapest|dearest|(?:most|least)\s+\w+|best|worst|longest|shortest|largest|biggest|smallest|highest|lowest|newest|latest|oldest|average|except|unless|without|compare|not|similar|that (?:are|have|do|can|look)|which (?:are|have|do|can|look)|who (?:are|have))\b/iu;

/** Of these verbs rows are wanted, not an answer. */
const COLLECTING = /^(?:extract|list|collect|gather|scrape|make|save|fetch)$/iu;
const EVERYTHING = 'everything that is listed';
const WHAT_IS_THERE =
  /^(?:what(?:'s|\s+is|\s+you\s+(?:see|find))|everything|all)(?:\s+(?:there|listed|left|shown|on\s+(?:it|the\s+page)|in\s+(?:it|there)|in\s+the\s+(?:basket|cart|list)|that\s+(?:is|are)\s+(?:there|left|listed|shown)))*(?=\s+with\b|\s+as\b|$)/iu;

function readReading(verb: string, what: string, words: Protected): Step | readonly Step[] | undefined {
  const isCollected = COLLECTING.test(verb);
  const all = isCollected ? what.replace(WHAT_IS_THERE, EVERYTHING) : what;
  if (NEEDS_JUDGING.test(all.replace(EVERYTHING, ''))) return undefined;
  if (/^(?:what|which|how|who|when|where)\b/iu.test(all)) return questions(all, words);
  if (/^quote$/iu.test(verb)) return question(`quote ${all}`, words);
  const { pages, rest } = takePages(all);
  if (rest === '' || /^(?:it|this|that|them)$/iu.test(rest)) {
    return pages > 1 || rest !== '' ? extract(EVERYTHING, pages) : undefined;
  }
  if (/^(?:make|write)$/iu.test(verb) && !/^(?:me\s+)?(?:an?\s+)?(?:table|list|csv|spreadsheet|file)\b/iu.test(rest))
    return undefined;
  const facts = isCollected || pages > 1 ? undefined : factsIn(rest);
  if (facts !== undefined) return facts.flatMap(fact => question(fact, words) ?? []);
  return extract(
    words.restore(rest.replace(/^(?:an?\s+)?(?:table|list|csv|spreadsheet|file)\s+(?:of|with)\s+/iu, '')),
    pages,
  );
}

/** "its length and what it flows into", "the order number and the total": one question each. */
function questions(marked: string, words: Protected): readonly Step[] | undefined {
  const parts = marked.split(/\s*,?\s+and\s+(?=(?:what|which|how|who|when|where)\b)/iu);
  const read = parts.flatMap(part => question(part, words) ?? []);
  return read.length === parts.length ? read : undefined;
}

function factsIn(what: string): readonly string[] | undefined {
  if (isOneFact(what)) return [what];
  const parts = what.split(/\s*,\s*(?:and\s+)?|\s+and\s+/iu);
  const isFact = (part: string): boolean =>
    /^(?:what|which|how|who|when|where)\b/iu.test(part) ||
    (/^(?:the|its|their|my|our)\s/iu.test(part) && isOneFact(part));
  // "the name and price": columns. "the discount and the total": two facts.
  return parts.length > 1 && parts.every(isFact) ? parts : undefined;
}

/** What no number decides. */
const BY_TASTE =
  /\b(?:which|what|who)\b.*\b(?:is|are|looks?|seems?)\s+(?:the\s+)?(?:better|worse|nicer|nicest|safer|safest|\p{L}{3,}i(?:er|est))\b/iu;

const question = (marked: string, words: Protected): Step | undefined =>
  NEEDS_JUDGING.test(marked) || BY_TASTE.test(marked)
    ? undefined
    : { kind: 'answer', question: words.restore(marked).replace(/[\s?]+$/u, '') };

const extract = (instruction: string, pages: number): Step => ({
  kind: 'extract',
  instruction: instruction.replace(
    new RegExp(`\\b(first|top)\\s+(${Object.keys(NUMBERS).join('|')})\\b`, 'iu'),
    (_, which: string, number: string) => `${which} ${NUMBERS[number.toLowerCase()] ?? number}`,
  ),
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
    rest: rest
      .replace(/\s+/g, ' ')
      .replace(/(?:\s*,){2,}/g, ',')
      .replace(/^[\s,]+|[\s,]+$/g, ''),
  };
}

const MAX_NAME = 40;

/** "the name and price of all kettles as a table" → "kettles": what the data is called. */
function nameOfData(instruction: string): string {
  const plain = instruction
    .replace(/["“”'`]/g, '')
    .replace(/\s+(?:as|into|in|to)\s+(?:an?\s+|one\s+)?(?:table|csv|list|json|file|spreadsheet)\b.*$/iu, '')
    .replace(/\s+(?:under|over|above|below|containing|whose|with|where|that)\s.*$/iu, '')
    .replace(/\s*\([^)]*\)\s*$/u, '')
    .replace(/[\s,]+$/u, '');
  const of = /\b(?:of|for)\s+(?<thing>[\p{L}\p{N} -]+)$/iu.exec(plain)?.groups?.thing;
  const thing = (of ?? plain)
    .replace(/^(?:(?:all|each|every|the|a|an|first|top|\d+|of)\s+)+/iu, '')
    .trim()
    .toLowerCase();
  return thing === '' || thing.length > MAX_NAME || thing.includes(',') ? 'data' : thing;
}
