/** "if …, …" and "… if asked": what must be on the page for a step to be done. */

import type { Step } from '../steps.ts';
import { IF_COMMA } from './split.ts';

const SAYS = `(?:it|the\\s+(?:page|site|form)|this)\\s+(?:says|shows|complains(?:\\s+that)?|tells\\s+you)`;
const BEFORE = new RegExp(
  `^if\\s+(?:(?:there\\s+(?:is|are)|there's|you\\s+(?:see|find|get)|${SAYS}|it\\s+(?:has|asks(?:\\s+for)?))\\s+(?:an?\\s+|the\\s+|any\\s+)?(?<seen>[^${IF_COMMA}]+?)|(?<thing>[^${IF_COMMA}]+?)\\s+(?:appears?|shows?(?:\\s+up)?|comes?(?:\\s+up)?|pops?\\s+up|is\\s+(?:there|shown|visible))|(?:you(?:\\s+are|['’]re)\\s+|i\\s+am\\s+|it\\s+is\\s+)?(?:asked|needed|necessary|possible|present)[^${IF_COMMA}]*)(?:${IF_COMMA}|\\s+then)\\s*(?:then\\s+)?(?<rest>.+)$`,
  'iu',
);
const AFTER =
  /^(?<rest>.+?),?\s+if\s+(?:(?:you(?:'re| are)\s+)?asked(?:\s+to)?|(?:it|they|that|there)(?:'s|\s+(?:is|are|asks?|appears?|shows?|comes?|pops?))(?:\s+(?:there|shown|one|any|present|up|for it))?|(?:something|anything|it|they|the (?:page|site)|a \p{L}+)\s+(?:asks?|wants?|appears?|comes?|shows?|pops?)\b.*|there|shown|present|needed|necessary|possible)$/iu;

/** `seen` is what must be on the page, empty for the step's own target; undefined where nothing is conditional. */
export function takeCondition(clause: string): { readonly text: string; readonly seen: string | undefined } {
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

type Only = Extract<Step, { kind: 'click' }>['only'];

/** Undefined where a step cannot depend on anything: it would be done always, which is not what was said. */
export function underCondition(steps: readonly Step[], only: NonNullable<Only>): readonly Step[] | undefined {
  const all = steps.flatMap((step): Step[] => {
    switch (step.kind) {
      case 'search':
      case 'click':
      case 'hover':
      case 'dismiss':
      case 'fill':
      case 'set':
      case 'select':
      case 'tick':
      case 'answer-dialog':
        return [{ ...step, only }];
      default:
        return [];
    }
  });
  return all.length === steps.length ? all : undefined;
}
