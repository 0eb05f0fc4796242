/** Rules for clicking: by name, by order, beside something; baskets, banners, sending forms. */

import type { RoleHint, Step, StepOf } from '../steps.ts';
import type { Protected } from './protect.ts';
import { bare, isQuoted, type Rule } from './rule.ts';

export const clickingRules: readonly Rule[] = [
  [
    /^(?:add|put)\s+(?<what>.+?)\s+(?:to|in|into)\s+(?:the\s+|my\s+)?(?:shopping\s+)?(?<where>basket|cart|bag|favou?rites|wish ?list)$/iu,
    ({ what, where }, words) => addTo(what ?? '', where ?? '', words),
  ],
  [
    /^add\s+to\s+(?:the\s+|my\s+)?(?:shopping\s+)?(?<where>basket|cart|bag)$/iu,
    ({ where }, words) => addTo('it', where ?? '', words),
  ],
  [
    /^(?<verb>accept|allow|agree to|decline|reject|refuse|close|dismiss|get rid of)\s+(?:all\s+)?(?:(?:the|any|this)\s+)?(?<what>.+)$/iu,
    ({ verb, what }, words) => dismiss(verb ?? '', what ?? '', words),
  ],
  [
    /^(?:submit|send)(?:\s+(?:the\s+|it\b|this\b)?(?:form\b)?(?<name>.*))?$/iu,
    ({ name }, words) => {
      const named = bare(name, words);
      return { kind: 'click', name: named === '' ? 'submit' : `submit ${named}`, role: 'button' };
    },
  ],
  [/^(?:go to|open|show|turn to)\s+(?:the\s+)?next\s+page$/iu, () => ({ kind: 'click', name: 'next' })],
  [/^(?:go to|open|show|turn to)\s+(?:the\s+)?previous\s+page$/iu, () => ({ kind: 'click', name: 'previous' })],
  [/^(?:continue|proceed)$/iu, () => ({ kind: 'click', name: 'continue', role: 'button' })],
  [/^(?:log|sign)\s*(?<way>in|out)$/iu, ({ way }) => ({ kind: 'click', name: `sign ${(way ?? 'in').toLowerCase()}` })],
  [
    /^(?:click|press|tap|hit|push|follow|open|go to|visit|navigate to|expand|use)\s+(?:on\s+)?(?<what>.+)$/iu,
    ({ what }, words) => readClick(what ?? '', words),
  ],
];

function addTo(what: string, where: string, words: Protected): Step {
  const near = /^(?:it|this|that|one|them|the product|the item|one of them)$/iu.test(what.trim())
    ? ''
    : bare(what, words);
  const step = { kind: 'click', name: `add to ${where.toLowerCase()}`, role: 'button' } as const;
  return near === '' ? step : { ...step, near };
}

function dismiss(verb: string, what: string, words: Protected): Step | undefined {
  if (isQuoted(what)) return { kind: 'click', name: words.value(what), exact: true };
  const about = words.value(what.replace(/\s+if\b.*$/iu, ''));
  if (
    !/cookie|banner|dialog|pop-?\s?up|overlay|newsletter|notice|consent|message|modal|window|box|it\b|terms/iu.test(
      about,
    )
  ) {
    return /^(?:close|accept)$/iu.test(verb) ? { kind: 'click', name: about } : undefined;
  }
  if (/^agree/iu.test(verb) && /terms|conditions/iu.test(about)) return { kind: 'tick', name: about, on: true };
  const choice = /^(?:accept|allow|agree)/iu.test(verb)
    ? 'accept'
    : /^(?:close|dismiss|get)/iu.test(verb)
      ? 'close'
      : 'reject';
  return { kind: 'dismiss', choice, what: about };
}

const NTH: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  last: -1,
};
const ROLES: Readonly<Record<string, RoleHint>> = {
  link: 'link',
  result: 'link',
  article: 'link',
  headline: 'link',
  product: 'link',
  button: 'button',
  field: 'field',
  input: 'field',
  box: 'box',
  checkbox: 'box',
  menu: 'menu',
  dropdown: 'menu',
  tab: 'tab',
};
const ROLE = 'link|button|tab|menu|checkbox|box|field|input|dropdown';
const CLICK = new RegExp(
  `^(?:the\\s+)?(?:(?<nth>${Object.keys(NTH).join('|')})\\s+)?(?:(?<lead>${ROLE})\\s+(?:(?:named|called|labell?ed|that says|saying|with the (?:text|name))\\s+)?(?=\\S))?(?<name>.*?)(?:(?:\\s+|(?<=^|\\s))(?<trail>${ROLE}|item|entry|icon|result|article|headline|product))?$`,
  'iu',
);
/** "the Delete button for Bob": beside what. Only after a quoted name or a role, or "for" would cut names in two. */
const BESIDE = new RegExp(
  `^(?<what>.*?(?:\uE000\\d+\uE000|\\b(?:${ROLE})))\\s+(?:for|of|next to|beside|below|under|in the row of|in the row|near|after)\\s+(?<near>.+)$`,
  'iu',
);

/** Of a name that is not quoted. */
const MAX_WORDS = 8;

function readClick(what: string, words: Protected): StepOf<'click'> | undefined {
  const beside = BESIDE.exec(what.trim());
  const target = (beside?.groups?.what ?? what)
    .trim()
    .replace(/\s+(?:on|of|in|from)\s+(?:the|this)\s+(?:page|list|menu bar|results?)$/iu, '');
  const { nth, lead, name = '', trail } = CLICK.exec(target)?.groups ?? {};
  const order = NTH[(nth ?? '').toLowerCase()];
  const noun = (lead ?? trail ?? '').toLowerCase();
  const role = ROLES[noun];
  // Nothing on a page is called that: it is a sentence that no rule fits.
  if (name.includes('\uE001') || name.split(/\s+/).length > MAX_WORDS) return undefined;
  const named = bare(name, words);
  if (named === '' && role === undefined) return undefined;
  if (named === '' && /^(?:it|this|that)$/iu.test(target)) return undefined;
  return {
    kind: 'click',
    name: named,
    ...(isQuoted(name) ? { exact: true } : {}),
    ...(role === undefined || /^(?:item|entry|icon)$/.test(noun) ? {} : { role }),
    ...(order === undefined ? {} : { nth: order }),
    ...(beside?.groups?.near === undefined ? {} : { near: bare(beside.groups.near, words) }),
  };
}
