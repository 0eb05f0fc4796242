/** Reads what a person wrote as steps, and keeps what it could not read. */

import type { Step } from '../steps.ts';
import { parseStep } from './parse-step.ts';
import { split } from './split.ts';

export interface Reading {
  readonly steps: readonly Step[];
  /** Clauses that no rule fits, in the person's words. */
  readonly unread: readonly string[];
}

export function parse(sentence: string): Reading {
  const { clauses, words } = split(sentence);
  const steps: Step[] = [];
  const unread: string[] = [];
  for (const clause of clauses) {
    const read = parseStep(clause, { ...words, text: clause });
    if (read === undefined) unread.push(words.restore(clause));
    else steps.push(...read);
  }
  return { steps: withRepeats(steps, sentence), unread: unread.filter(clause => !REPEAT.test(clause)) };
}

const REPEAT = /\brepeat(?:\s+(?:this|that|it))?\s+(?:(?<n>\d+)\s+times|for\s+(?<pages>\d+)\s+pages)/iu;

/** "…, and repeat this 3 times" belongs to the extract before it. */
function withRepeats(steps: readonly Step[], sentence: string): readonly Step[] {
  const match = REPEAT.exec(sentence);
  const pages = Number(match?.groups?.n ?? match?.groups?.pages ?? 0);
  const last = steps.findLastIndex(step => step.kind === 'extract');
  if (pages < 1 || last < 0) return steps;
  return steps.flatMap((step, index) => {
    if (index === last && step.kind === 'extract') return [{ ...step, pages }];
    // "click Next" after it is how the pages are turned, and is done between the extracts.
    return index > last && step.kind === 'click' && /^next/iu.test(step.name) ? [] : [step];
  });
}
