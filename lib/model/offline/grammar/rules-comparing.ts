/** Rules for what numbers decide: which of two, the most or the least of a list, how many. What needs taste is not among them. */

import type { Step } from '../steps.ts';
import type { Protected } from './protect.ts';
import { COMPARING, type Quantity, quantityOf } from './quantities.ts';
import type { Rule } from './rule.ts';

const WHICH = `(?:which|what)(?:\\s+(?:one|of\\s+(?:them|the\\s+two|these)))?(?:\\s+of\\s+the\\s+two)?\\s+(?:is|has|are)\\s+(?:the\\s+)?(?<how>${COMPARING})`;
const AND = /\s*,?\s+(?:and|with|or|against)\s+(?:the\s+)?|\s*,\s*(?:the\s+)?/iu;
const PLURAL = 'prices|ratings|lengths|heights|weights|sizes|areas|depths|populations';
const TELL = '(?:(?:tell|show|give)\\s+me|find\\s+out|say|check)\\s+';

export const comparingRules: readonly Rule[] = [
  [
    /^compare\s+(?:the\s+)?(?<by>\p{L}+(?:\s\p{L}+)?)\s+(?:of|for)\s+(?:the\s+)?(?<things>.+)$/iu,
    ({ by, things }, words) => compare(things ?? '', { by: singular(by ?? ''), way: wayOf(by ?? '') }, words),
  ],
  // "Look up the prices of the Iron Kettle and the Tin Kettle": two things by their names.
  [
    new RegExp(
      `^(?:look\\s+up|find(?:\\s+out)?|get|check|tell\\s+me)\\s+the\\s+(?<by>${PLURAL})\\s+(?:of|for)\\s+(?<things>.+\\s+and\\s+.+)$`,
      'iu',
    ),
    ({ by, things = '' }, words) =>
      things.split(AND).every(thing => /\p{Lu}|\uE000/u.test(thing))
        ? compare(things.replace(/^the\s+/iu, ''), { by: singular(by ?? ''), way: wayOf(by ?? '') }, words)
        : undefined,
  ],
  [
    new RegExp(`^(?:${TELL})?${WHICH}\\s*[,:]?\\s+(?:the\\s+)?(?<things>.+?\\s+or\\s+.+)$`, 'iu'),
    ({ how, things }, words) => {
      const [pair = '', ...questions] = (things ?? '').split(/,?\s+and\s+(?=(?:what|which|how|who|when|where)\b)/iu);
      const quantity = quantityOf(how ?? '');
      const compared = quantity === undefined ? undefined : compare(pair, quantity, words);
      const rest = questions.map((question): Step => ({ kind: 'answer', question: words.restore(question) }));
      return compared === undefined ? undefined : [...compared, ...rest];
    },
  ],
  // After "compare …": it has been said already what of.
  [new RegExp(`^(?:${TELL})?${WHICH}$`, 'iu'), ({ how }) => pickOf(quantityOf(how ?? ''), '')],
  [
    new RegExp(
      `^(?<verb>find|open|click(?:\\s+on)?|choose|select|pick|go\\s+to|look\\s+at)\\s+(?:the\\s+)?(?<how>${COMPARING})(?:\\s+(?<what>.+))?$`,
      'iu',
    ),
    ({ how, what }, words) => {
      const picked = pickOf(quantityOf(how ?? ''), words.value(what ?? ''));
      return picked === undefined ? undefined : [picked, openPicked];
    },
  ],
  [
    new RegExp(
      `^(?:add|put)\\s+(?:the\\s+)?(?<how>${COMPARING})(?:\\s+(?<what>.+?))?\\s+(?:to|in|into)\\s+(?:the\\s+|my\\s+)?(?:shopping\\s+)?(?<where>basket|cart|bag)$`,
      'iu',
    ),
    ({ how, what, where }, words) => {
      const picked = pickOf(quantityOf(how ?? ''), words.value(what ?? ''));
      const add: Step = { kind: 'click', name: `add to ${(where ?? 'basket').toLowerCase()}`, role: 'button' };
      return picked === undefined ? undefined : [picked, openPicked, add];
    },
  ],
  [
    new RegExp(
      `^(?:${TELL}|list\\s+|read\\s+|get\\s+)?(?:(?:what|which)\\s+(?:is|are)\\s+)?(?:the\\s+)?(?<how>${COMPARING})(?:\\s+(?<what>.+))?$`,
      'iu',
    ),
    ({ how, what }, words) => pickOf(quantityOf(how ?? ''), words.value(what ?? '')),
  ],
  [
    new RegExp(`^(?:${TELL})?(?:which|what)\\s+(?<what>.+?)\\s+(?:is|has|costs)\\s+the\\s+(?<how>${COMPARING})$`, 'iu'),
    ({ how, what }, words) => pickOf(quantityOf(how ?? ''), words.value(what ?? '')),
  ],
  [
    new RegExp(
      `^(?:${TELL})?how\\s+many\\s*(?<what>[\\p{L} ]*?)\\s*(?:are\\s+(?:there|they|listed)|there\\s+are|did you (?:find|get|read))$`,
      'iu',
    ),
    ({ what }) => ({ kind: 'count', what: (what ?? '').trim() === '' ? 'them' : (what ?? '').trim() }),
  ],
  [/^count\s+(?:them|the\s+(?:rows|results|entries)|all)$/iu, () => ({ kind: 'count', what: 'them' })],
];

const openPicked: Step = { kind: 'click', name: '', role: 'link', it: 'picked' };

function compare(marked: string, of: Quantity, words: Protected): readonly Step[] | undefined {
  const things = marked
    .split(AND)
    .map(thing => words.value(thing))
    .filter(thing => thing !== '');
  if (things.length < 2) return undefined;
  const asked = things.map((thing): Step => ({ kind: 'answer', question: `${of.by} of the ${thing}`, about: thing }));
  return [...asked, { kind: 'compare', things, of }];
}

const HERE = /\s*\b(?:on|in|of|from)\s+(?:the\s+|this\s+)?(?:page|list|site|shop|store|results?|category|table|all)$/iu;
const BOUND = /\s+(?:under|below|over|above|up to|at least|at most)\s+[£$€¥₹]?\s?\d[\d.,]*$/iu;
/** One kind of thing in a few words: "in Africa" and "that is not red" are more than figures decide, "70" is a value, "three" are several. */
const ONE_KIND =
  /^(?!.*\b(?:in|of|from|with|without|that|which|who|whose|not|except|by|is|are|two|three|four|five|ten)\b)[\p{L}’'-]+(?:\s[\p{L}’'-]+){0,3}$/iu;

function pickOf(of: Quantity | undefined, said: string): Step | undefined {
  const what = said.trim().replace(HERE, '');
  if (of === undefined) return undefined;
  if (/^(?:ones?|of them|of these|)$/iu.test(what)) return { kind: 'pick', what: 'them', of };
  return ONE_KIND.test(what.replace(BOUND, '')) ? { kind: 'pick', what, of } : undefined;
}

/** Less is better only of what is paid. */
const wayOf = (by: string): Quantity['way'] => (/price|cost|fee|fare/iu.test(by) ? 'least' : 'most');

const singular = (by: string): string =>
  by
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1');
