/** Reads one clause as steps: the first rule that fits, in a fixed order. No rule knows any site. */

import type { Step } from '../steps.ts';
import type { Protected } from './protect.ts';
import type { Rule } from './rule.ts';
import { clickingRules } from './rules-clicking.ts';
import { formRules } from './rules-form.ts';
import { movingRules } from './rules-moving.ts';
import { readingRules } from './rules-reading.ts';
import { IF_COMMA } from './split.ts';

const rules: readonly Rule[] = [...movingRules, ...formRules, ...clickingRules, ...readingRules];

/** Undefined: no rule fits. */
export function parseStep(clause: string, words: Protected): readonly Step[] | undefined {
  const { text, seen } = takeCondition(clause.replaceAll(/[\s.!,]+$/gu, ''));
  const { once, times } = takeTimes(text);
  const steps = fitting(once, { ...words, text: once }) ?? (times > 1 ? fitting(text, { ...words, text }) : undefined);
  if (steps === undefined) return undefined;
  const repeated = times > 1 ? Array.from({ length: times }, () => steps).flat() : steps;
  return seen === undefined ? repeated : underCondition(repeated, words.value(seen));
}

function fitting(text: string, words: Protected): readonly Step[] | undefined {
  for (const [pattern, read] of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const steps = read(match.groups ?? {}, words);
    if (steps !== undefined) return 'kind' in steps ? [steps] : steps;
  }
  return undefined;
}

const BEFORE = new RegExp(
  `^if\\s+(?:(?:there\\s+(?:is|are)|there's|you\\s+(?:see|find|get)|it\\s+(?:has|shows|asks(?:\\s+for)?))\\s+(?:an?\\s+|the\\s+|any\\s+)?(?<seen>[^${IF_COMMA}]+?)|(?<thing>[^${IF_COMMA}]+?)\\s+(?:appears?|shows?(?:\\s+up)?|is\\s+(?:there|shown|visible))|(?:you\\s+are\\s+|i\\s+am\\s+|it\\s+is\\s+)?(?:asked|needed|necessary|possible|present)[^${IF_COMMA}]*)(?:${IF_COMMA}|\\s+then)\\s*(?:then\\s+)?(?<rest>.+)$`,
  'iu',
);
const AFTER =
  /^(?<rest>.+?),?\s+if\s+(?:(?:you(?:'re| are)\s+)?asked(?:\s+to)?|(?:it|they|that|there)(?:'s|\s+(?:is|are|asks?|appears?|shows?))(?:\s+(?:there|shown|one|any|present|up|for it))?|there|shown|present|needed|necessary|possible)$/iu;

/** `seen` is what must be on the page, empty for the step's own target; undefined where nothing is conditional. */
function takeCondition(clause: string): { readonly text: string; readonly seen: string | undefined } {
  const before = BEFORE.exec(clause)?.groups;
  if (before?.rest === undefined) {
    const rest = AFTER.exec(clause)?.groups?.rest;
    return rest === undefined ? { text: clause, seen: undefined } : { text: rest, seen: '' };
  }
  const seen = (before.seen ?? before.thing ?? '').trim();
  const isOverlay = /cookie|banner|dialog|pop-?up|overlay|newsletter|consent/iu.test(seen);
  // "if there is a "Load more" button, click it": it is what was seen.
  const text = before.rest.replace(
    /^(?<verb>\p{L}+(?:\s+on)?)\s+(?:it|that|them)$/iu,
    (_, verb: string) => `${verb} ${seen}`,
  );
  return { text, seen: isOverlay || text !== before.rest ? '' : seen };
}

/** Undefined where a step cannot depend on anything: it would be done always, which is not what was said. */
function underCondition(steps: readonly Step[], seen: string): readonly Step[] | undefined {
  const only = { seen };
  const bound = steps.map((step): Step | undefined => {
    switch (step.kind) {
      case 'search':
      case 'click':
      case 'dismiss':
      case 'fill':
      case 'select':
      case 'tick':
        return { ...step, only };
      default:
        return undefined;
    }
  });
  const all = bound.filter(step => step !== undefined);
  return all.length === bound.length ? all : undefined;
}

const TIMES: Readonly<Record<string, number>> = { once: 1, twice: 2, two: 2, three: 3, four: 4, five: 5 };
const MAX_TIMES = 20;

/** "click "More" three times": the clause said once, and how often. Reading repeats over pages instead, see parse. */
function takeTimes(text: string): { readonly once: string; readonly times: number } {
  const match =
    /^(?<once>(?:click|press|scroll|tap|hit|go back)\b.*?)\s+(?:(?<word>once|twice)|(?<n>\d+|two|three|four|five)\s+times)$/iu.exec(
      text,
    );
  const { once, word, n } = match?.groups ?? {};
  if (once === undefined) return { once: text, times: 1 };
  const count = (word ?? n ?? '').toLowerCase();
  return { once, times: Math.min(MAX_TIMES, TIMES[count] ?? Number(count)) };
}
