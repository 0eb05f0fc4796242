/** Rules for tabs, dialogs of the page, pointing, and what is not to be done. */

import { bare, isQuoted, type Rule } from './rule.ts';

const TAB = '(?<which>first|original|previous|old|other|last|new|second|third|\uE000\\d+\uE000)';

export const windowRules: readonly Rule[] = [
  [
    new RegExp(`^(?:go|switch|change|return|come)\\s+(?:back\\s+|over\\s+)?to\\s+(?:the\\s+)?${TAB}\\s+tab$`, 'iu'),
    ({ which }, words) => ({ kind: 'tab', which: tabOf(which ?? '', words.value(which ?? '')) }),
  ],
  [/^close\s+(?:the|this|that)\s+(?:new\s+|current\s+)?tab$/iu, () => ({ kind: 'close-tab' })],
  [/^(?:reload|refresh)(?:\s+(?:the|this)\s+(?:page|site)|\s+it)?$/iu, () => ({ kind: 'reload' })],
  [/^go\s+forward(?:\s+again)?$/iu, () => ({ kind: 'forward' })],
  [
    /^(?:hover(?:\s+over)?|point\s+(?:at|to)|move\s+(?:the\s+)?(?:mouse|pointer)\s+(?:over|to))\s+(?<name>.+)$/iu,
    ({ name }, words) => ({ kind: 'hover', name: bare(name, words).replace(/\s+(?:link|button|menu)$/iu, '') }),
  ],
  [
    /^(?:confirm|accept)(?:\s+(?:it|that|this|(?:the|that|this)\s+(?:dialog|question|prompt|alert|confirmation)))?(?:\s+(?:with|by)\s+(?:ok|yes|clicking ok))?$/iu,
    () => ({ kind: 'answer-dialog', accept: true }),
  ],
  [
    /^(?:say|answer|choose|click|press)\s+(?<word>yes|ok|okay|no|cancel)(?:\s+(?:to|in|when|if|on)\s+(?:it|that|the\s+(?:dialog|question|prompt|pop-?up)|(?:it|the page)\s+asks?)\b.*)$/iu,
    ({ word }) => ({ kind: 'answer-dialog', accept: /^(?:yes|ok)/iu.test(word ?? '') }),
  ],
  [
    /^cancel\s+(?:the|that|this)\s+(?:confirmation\s+)?(?:dialog|question|prompt|alert)$/iu,
    () => ({ kind: 'answer-dialog', accept: false }),
  ],
  [/^say\s+(?<word>yes|no)$/iu, ({ word }) => ({ kind: 'answer-dialog', accept: /^yes/iu.test(word ?? '') })],
  [
    /^(?:do\s+not|don['’]t|never|without|stop\s+before)\s+(?<what>.+)$/iu,
    ({ what }, words) => ({ kind: 'refrain', from: words.value(what ?? '') }),
  ],
];

function tabOf(marked: string, value: string): string {
  if (isQuoted(marked)) return value;
  switch (marked.toLowerCase()) {
    case 'first':
    case 'original':
    case 'old':
      return 'first';
    case 'last':
    case 'new':
      return 'last';
    case 'second':
      return 't2';
    case 'third':
      return 't3';
    default:
      return 'other';
  }
}
