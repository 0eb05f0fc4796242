/** Reads what a person wrote as steps, and keeps what it could not read. */

import { ALL_PAGES, type Step } from '../steps.ts';
import { underCondition } from './conditions.ts';
import { parseStep } from './parse-step.ts';
import { ADDRESS, type Protected, QUOTE } from './protect.ts';
import { refer } from './refer.ts';
import { takePages } from './rules-reading.ts';
import { setLoosely } from './rules-setting.ts';
import { type Clause, IF_COMMA, split } from './split.ts';

export interface Reading {
  readonly steps: readonly Step[];
  /** Clauses that no rule fits, in the person's words. */
  readonly unread: readonly string[];
}

export function parse(sentence: string): Reading {
  const { clauses, words } = split(sentence);
  const steps: Step[] = [];
  const unread: string[] = [];
  let ahead = 1;
  for (const clause of clauses) {
    const repeats = repeatsOf(clause.text);
    if (repeats !== undefined && turnPages(steps, repeats)) continue;
    const lead = takePages(clause.text);
    // "on the first 3 pages, list …": said before what is read there.
    if (lead.pages > 1 && /^(?:on|for|from|through|go through|page through)?$/iu.test(lead.rest)) {
      if (!turnPages(steps, lead.pages)) ahead = lead.pages;
      continue;
    }
    const { read, rest } = readWhatFits(elided(clause.text, steps), words, steps);
    steps.push(...bound(read, clause, steps));
    if (ahead > 1 && turnPages(steps, ahead)) ahead = 1;
    if (rest !== undefined) unread.push(words.restore(rest).replaceAll(IF_COMMA, ','));
  }
  const referred = refer(withoutSame(steps));
  return { steps: referred.steps, unread: [...unread, ...referred.unread] };
}

/** "go to the basket, then to the checkout", "open the shop, then "Kettles"": the verb is the one before. */
function elided(clause: string, steps: readonly Step[]): string {
  if (!/^(?:goto|click)$/.test(steps.at(-1)?.kind ?? '')) return clause;
  if (new RegExp(`^(?:the\\s+)?${QUOTE}$`, 'iu').test(clause)) return `open ${clause}`;
  return /^(?:on\s+)?to\s+\S/iu.test(clause) ? `go ${clause.replace(/^on\s+/iu, '')}` : clause;
}

/** "if it says so, change it and save": what is joined by "and" alone depends on the same. */
function bound(read: readonly Step[], { isBound }: Clause, before: readonly Step[]): readonly Step[] {
  const last = before.at(-1);
  const isConditional = last !== undefined && 'only' in last && last.only !== undefined && last.only.seen !== '';
  if (!isBound || !isConditional) return read;
  return underCondition(read, { seen: last.only?.seen ?? '', also: true }) ?? read;
}

/** Of "open X and book a table" the first half can be read; only the other is quoted back. */
function readWhatFits(
  clause: string,
  words: Protected,
  before: readonly Step[],
): { read: readonly Step[]; rest: string | undefined } {
  const whole = readClause(clause, words) ?? setLoosely(clause, words, before);
  if (whole !== undefined) return { read: whole, rest: undefined };
  const [head = '', ...tail] = clause.split(/\s+and\s+/iu);
  const first = tail.length === 0 ? undefined : readClause(head, words);
  return first === undefined ? { read: [], rest: clause } : { read: first, rest: tail.join(' and ') };
}

const AT_ADDRESS = new RegExp(
  `(?:^|\\s+)(?:on|at|from|in|of)\\s+(?:the\\s+)?(?:(?:page|site|website|web\\s+site|shop|web)\\s+)?(?<address>${ADDRESS})`,
  'iu',
);

/** "list the headlines at news.example as a table" goes there first. */
function readClause(clause: string, words: Protected): readonly Step[] | undefined {
  const at = AT_ADDRESS.exec(clause);
  const address = at?.groups?.address;
  if (at === null || address === undefined) return parseStep(clause, words);
  const whole = parseStep(clause, words);
  if (whole?.[0]?.kind === 'goto' || whole?.[0]?.kind === 'fill') return whole;
  const rest = `${clause.slice(0, at.index)} ${clause.slice(at.index + at[0].length)}`
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^,\s*/u, '');
  const there = parseStep(address, words);
  const then = rest === '' ? [] : parseStep(rest, words);
  return there === undefined || then === undefined ? undefined : [...there, ...then];
}

const REPEAT =
  /^(?:repeat|do)(?:\s+(?:this|that|it|the same|all this|these steps))?(?:\s+(?:again|for|over|on))?(?:\s+(?:the\s+)?(?:next\s+)?(?<n>\d+)\s+(?:more\s+)?(?:times|pages)|\s+(?<last>until|till|to|all|every|each)\b.*)$/iu;

/** How many pages "repeat this 3 times" or "repeat until the last page" makes of the reading before it. */
function repeatsOf(clause: string): number | undefined {
  const match = REPEAT.exec(clause);
  if (match === null) return undefined;
  return match.groups?.n === undefined ? ALL_PAGES : Math.min(ALL_PAGES, Number(match.groups.n));
}

/** Makes the newest reading one over pages. "click Next" after it is how the pages are turned, and is done between the readings. */
function turnPages(steps: Step[], pages: number): boolean {
  const last = steps.findLastIndex(step => step.kind === 'extract');
  const step = steps[last];
  if (step?.kind !== 'extract') return false;
  const after = steps.slice(last + 1);
  if (after.some(other => other.kind !== 'click' || !/^next\b/iu.test(other.name))) return false;
  steps.splice(last, steps.length - last, { ...step, pages });
  return true;
}

const SIGNING_IN = 'sign in';

/** Going where one just went is nothing to do, nor is signing in again: "… and the password …, and sign in". */
function withoutSame(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => {
    const before = steps[index - 1];
    if (step.kind === 'click' && before?.kind === 'click')
      return step.name !== SIGNING_IN || before.name !== SIGNING_IN;
    return !(step.kind === 'goto' && before?.kind === 'goto' && before.url === step.url);
  });
}
