/** Where in a run a claim of its result was seen: the step whose page, data or action has the words. Pure; judges nothing. */

import type { StepView } from './step-view.ts';

export interface Claim {
  readonly text: string;
  /** As the agent's own check said; undefined where the note is no such check. */
  readonly isSeen: boolean | undefined;
  readonly step: number | undefined;
}

const NOTE = /^(seen|not found): ([\s\S]*)$/;

export function findClaim(note: string, steps: readonly StepView[]): Claim {
  const [, verdict, said] = NOTE.exec(note) ?? [];
  const text = said ?? note;
  const isSeen = verdict === undefined ? undefined : verdict === 'seen';
  return { text, isSeen, step: isSeen === false ? undefined : stepWith(text, steps) };
}

/** The newest one first: what the result rests on was mostly seen last. */
function stepWith(text: string, steps: readonly StepView[]): number | undefined {
  const bare = text.trim().replace(/^\[|\]$/g, '');
  const ref = /^[a-z]?\d*e\d+$/i.test(bare) ? `[${bare}]` : undefined;
  const words = plain(text);
  if (ref === undefined && words.length < 2) return undefined;
  return steps.findLast(step =>
    ref === undefined ? hasWords(step, words) || hasData(step, words, bare) : step.text.includes(ref),
  )?.step;
}

const hasWords = (step: StepView, words: string): boolean =>
  plain(`${step.url} ${step.title} ${step.text}`).includes(words);

const hasData = (step: StepView, words: string, name: string): boolean =>
  step.remarks.some(
    remark =>
      remark.kind === 'extracted' && (plain(remark.name) === plain(name) || plain(remark.sample).includes(words)),
  );

/** As the agent's check compares: quotes, case and white space differ between how a page and a model write the same. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\\?["'“”‘’`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The lines of an observation that have the words, by their numbers from 0. */
export function linesWith(text: string, claim: string): ReadonlySet<number> {
  const words = plain(claim);
  const bare = claim.trim().replace(/^\[|\]$/g, '');
  const lines = text.split('\n');
  const isIn = (line: string): boolean =>
    (words.length > 1 && plain(line).includes(words)) || line.includes(`[${bare}]`);
  return new Set(lines.flatMap((line, index) => (isIn(line) ? [index] : [])));
}
