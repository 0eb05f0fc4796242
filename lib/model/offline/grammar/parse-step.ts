/** Reads one clause as steps: the first rule that fits, in a fixed order. No rule knows any site. */

import type { Step } from '../steps.ts';
import { takeCondition, underCondition } from './conditions.ts';
import type { Protected } from './protect.ts';
import type { Rule } from './rule.ts';
import { buttonRules } from './rules-buttons.ts';
import { basketRules, clickingRules } from './rules-clicking.ts';
import { comparingRules } from './rules-comparing.ts';
import { formRules } from './rules-form.ts';
import { movingRules } from './rules-moving.ts';
import { readingRules } from './rules-reading.ts';
import { settingRules } from './rules-setting.ts';
import { windowRules } from './rules-window.ts';

const rules: readonly Rule[] = [
  ...windowRules,
  ...movingRules,
  ...comparingRules,
  ...basketRules,
  ...settingRules,
  ...formRules,
  ...buttonRules,
  ...clickingRules,
  ...readingRules,
];

/** Undefined: no rule fits. */
export function parseStep(clause: string, words: Protected): readonly Step[] | undefined {
  const { text, seen } = takeCondition(clause.replaceAll(/[\s.!,]+$/gu, ''));
  const { once, times } = takeTimes(text);
  const steps = fitting(once, { ...words, text: once }) ?? (times > 1 ? fitting(text, { ...words, text }) : undefined);
  if (steps === undefined) return undefined;
  const repeated = times > 1 ? Array.from({ length: times }, () => steps).flat() : steps;
  return seen === undefined ? repeated : underCondition(repeated, { seen: words.value(seen) });
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
