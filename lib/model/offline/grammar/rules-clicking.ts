/** Rules for clicking: by name, by order, beside something; baskets, banners, sending forms. */

import type { RoleHint, Step, StepOf } from '../steps.ts';
import type { Protected } from './protect.ts';
import { bare, isQuoted, type Rule } from './rule.ts';

/** Before those for forms: "put the mug in my basket" fills no field. */
export const basketRules: readonly Rule[] = [
  [
    /^(?:add|put|save|keep)\s+(?<what>.+?)\s+(?:to|in|into|among)\s+(?:the\s+|my\s+)?(?:shopping\s+)?(?<where>basket|cart|bag|favou?rites|wish ?list)$/iu,
    ({ what, where }, words) => addTo(what ?? '', where ?? '', words),
  ],
  [
    /^(?:add|put|save)\s+(?:in)?to\s+(?:the\s+|my\s+)?(?:shopping\s+)?(?<where>basket|cart|bag|favou?rites|wish ?list)$/iu,
    ({ where }, words) => addTo('it', where ?? '', words),
  ],
];

export const clickingRules: readonly Rule[] = [
  [
    /^(?:open|click(?:\s+on)?|go to|view)\s+(?:it|its\s+(?:own\s+)?page|(?:the|its)\s+(?:product|detail|article)s?\s+page)$/iu,
    () => ({ kind: 'click', name: '', role: 'link', it: 'found' }),
  ],
  [
    /^(?:open|click(?:\s+on)?|go to|view|read)\s+(?:the\s+)?(?:article|notice|story|post|entry|item|product|announcement|message)\s+(?:about|on|titled|called|named|with)\s+(?<what>.+)$/iu,
    ({ what }, words) => ({
      kind: 'click',
      name: bare(what, words),
      role: 'link',
      ...(isQuoted(what ?? '') ? { exact: true } : {}),
    }),
  ],
  [
    /^(?<open>open|click(?:\s+on)?|go to|view)\s+(?<what>.+?)\s+in\s+an?\s+new\s+(?:tab|window)$/iu,
    ({ what }, words) => {
      const step = readClick(what ?? '', words);
      return step === undefined ? undefined : { ...step, inNewTab: true };
    },
  ],
  [
    /^read\s+(?:the\s+)?(?<what>(?:first|second|third|fourth|fifth|last)\s+(?:article|story|post|notice|result|message))$/iu,
    ({ what }, words) => readClick(what ?? '', words),
  ],
  [/^(?:go|return|come|get)\s+back\s+to\s+(?<what>.+)$/iu, ({ what }, words) => readClick(what ?? '', words)],
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
  [
    /^(?:proceed|continue|head|move\s+on)\s+(?:on\s+)?to\s+(?<what>.+)$/iu,
    ({ what }, words) => readClick(what ?? '', words),
  ],
  [/^(?:continue|proceed)$/iu, () => ({ kind: 'click', name: 'continue', role: 'button' })],
  [/^(?:log|sign)\s*(?<way>in|out)$/iu, ({ way }) => ({ kind: 'click', name: `sign ${(way ?? 'in').toLowerCase()}` })],
  [
    /^(?:click|press|tap|hit|push|follow|open|go (?:on |over )?to|visit|navigate to|expand|unfold|use|view|browse|look at)\s+(?:on\s+)?(?<what>.+)$/iu,
    ({ what }, words) => readClick(what ?? '', words),
  ],
];

/** "Put the first result in my basket": only its own page says what that is. */
const IN_ORDER = /^(?:the\s+)?(?:first|second|third|fourth|fifth|last)\s+(?:one|result|product|item)$/iu;

function addTo(what: string, where: string, words: Protected): Step | readonly Step[] {
  const ordered = IN_ORDER.test(what.trim()) ? readClick(what, words) : undefined;
  if (ordered !== undefined) return [ordered, addThis('it', where, words)];
  return addThis(what, where, words);
}

function addThis(what: string, where: string, words: Protected): Step {
  const near = /^(?:it|this|that|one|them|the product|the item|one of them)$/iu.test(what.trim())
    ? ''
    : bare(what, words);
  // "Save … to favourites", "Add to wish list": what is done with it, pages say in their own way.
  const isKept = /^(?:favou?rites|wish ?list)$/iu.test(where);
  const step = { kind: 'click', name: `${isKept ? '' : 'add '}to ${where.toLowerCase()}`, role: 'button' } as const;
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
  if (/^(?:agree|accept)/iu.test(verb) && /\b(?:terms|conditions)\b/iu.test(about))
    return { kind: 'tick', name: about, on: true };
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
  one: 'link',
  notice: 'link',
  story: 'link',
  post: 'link',
  message: 'link',
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
  `^(?:the\\s+)?(?:(?<nth>${Object.keys(NTH).join('|')})\\s+)?(?:(?<lead>${ROLE})\\s+(?:(?:named|called|labell?ed|that says|saying|with the (?:text|name))\\s+)?(?=\\S))?(?<name>.*?)(?:(?:\\s+|(?<=^|\\s))(?<trail>${ROLE}|item|entry|icon|result|article|headline|product|notice|story|post|message|(?<=(?:first|second|third|fourth|fifth|last) )one))?$`,
  'iu',
);
/** "the Delete button for Bob": beside what. Only after a quoted name or a role, or "for" would cut names in two. */
const BESIDE = new RegExp(
  `^(?<what>.*?(?:\uE000\\d+\uE000|\\b(?:${ROLE})))\\s+(?:for|of|next to|beside|below|under|in the row of|in the row|near|after)\\s+(?<near>.+)$`,
  'iu',
);

/** "click Name to sort": why it is clicked. "Back to search" is a name. */
const PURPOSE =
  /(?<!^(?:how|back|go|return|next|continue|proceed))\s+to\s+(?:sort|filter|see|show|find\s+out|expand|open)(?:\s+(?:it|them|more|by\s+\S+|the\s+list))?$/iu;

/** Of a name that is not quoted. */
const MAX_WORDS = 8;

/** Says what a thing is like, not what it is called. */
const DESCRIBES = /\b(?:that|which|who)\s+(?:is|are|has|have|does|do|costs?)\b/iu;

function readClick(what: string, words: Protected): StepOf<'click'> | undefined {
  const beside = BESIDE.exec(what.trim());
  const target = (beside?.groups?.what ?? what)
    .trim()
    .replace(/\s+(?:on|of|in|from)\s+(?:the|this)\s+(?:page|list|menu bar|results?)$/iu, '')
    .replace(PURPOSE, '');
  const { nth, lead, name = '', trail } = CLICK.exec(target)?.groups ?? {};
  const order = NTH[(nth ?? '').toLowerCase()];
  const noun = (lead ?? trail ?? '').toLowerCase();
  const role = ROLES[noun];
  // Nothing on a page is called that: it is a sentence that no rule fits.
  if (name.includes('\uE001') || name.split(/\s+/).length > MAX_WORDS || DESCRIBES.test(name)) return undefined;
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
