/** Reads what a person wrote as steps, and keeps what it could not read. */

import { ALL_PAGES, type Step } from '../steps.ts';
import { parseStep } from './parse-step.ts';
import { ADDRESS, type Protected } from './protect.ts';
import { takePages } from './rules-reading.ts';
import { IF_COMMA, split } from './split.ts';

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
    const repeats = repeatsOf(clause);
    if (repeats !== undefined && turnPages(steps, repeats)) continue;
    const lead = takePages(clause);
    // "on the first 3 pages, list …": said before what is read there.
    if (lead.pages > 1 && /^(?:on|for|from|through|go through|page through)?$/iu.test(lead.rest)) {
      if (!turnPages(steps, lead.pages)) ahead = lead.pages;
      continue;
    }
    const { read, rest } = readWhatFits(clause, words);
    steps.push(...read);
    if (ahead > 1 && turnPages(steps, ahead)) ahead = 1;
    if (rest !== undefined) unread.push(words.restore(rest).replaceAll(IF_COMMA, ','));
  }
  return { steps: withoutSame(steps), unread: [...unread, ...unanswered(steps)] };
}

/** Of "open X and book a table" the first half can be read; only the other is quoted back. */
function readWhatFits(clause: string, words: Protected): { read: readonly Step[]; rest: string | undefined } {
  const whole = readClause(clause, words);
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

/** "type it into …" means the answer to a question before it; without one, "it" is nothing that could be typed. */
function unanswered(steps: readonly Step[]): readonly string[] {
  const asked = steps.findIndex(step => step.kind === 'ask');
  return steps.flatMap((step, index) =>
    step.kind === 'fill' && step.value.from === 'answer' && (asked < 0 || asked > index)
      ? [`it (into ${step.field})`]
      : [],
  );
}

/** Going where one just went is nothing to do. */
function withoutSame(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => {
    const before = steps[index - 1];
    return !(step.kind === 'goto' && before?.kind === 'goto' && before.url === step.url);
  });
}
