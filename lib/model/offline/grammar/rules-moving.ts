/** Rules for going somewhere, scrolling, waiting, keys, pictures and questions to the person. */

import type { Step } from '../steps.ts';
import { ADDRESS, absolute, QUOTE } from './protect.ts';
import { bare, isQuoted, type Rule } from './rule.ts';

const KEYS =
  'enter|return|escape|esc|tab|space(?: ?bar)?|backspace|delete|home|end|page ?up|page ?down|(?:arrow ?)?(?:up|down|left|right)(?: arrow)?|f\\d{1,2}|(?:(?:ctrl|control|cmd|command|alt|shift|meta)\\s*\\+\\s*)+\\S+';

export const movingRules: readonly Rule[] = [
  [/^(?:go|navigate|browse|return|come|move)\s+back\b(?!\s+to\b)/iu, () => ({ kind: 'back' })],
  [
    /^(?:go|navigate|return|come)\s+(?:back\s+)?to\s+(?:the\s+)?(?:(?:previous|last)\s+page|(?:search\s+)?results?|list|listing|overview)$/iu,
    () => ({ kind: 'back' }),
  ],
  [
    new RegExp(
      `^(?:go\\s+to|open|visit|browse)\\s+the\\s+(?!(?:\\S+\\s+)?(?:site|web\\s*site|shop|store|address)\\s)(?!(?:(?:home|main|start|front|landing|web|first)\\s*)?page\\s)(?<what>[^\uE000\uE001]+?)\\s+(?:page\\s+)?(?:of|on)\\s+(?<url>${ADDRESS})$`,
      'iu',
    ),
    ({ what, url }, words) => {
      const there = goto(words.value(url ?? ''));
      return there && [there, { kind: 'click', name: words.value(what ?? '') }];
    },
  ],
  [
    new RegExp(
      `^(?:(?:go|return|navigate|browse|head)\\s+(?:back\\s+)?(?:on)?to|go on|open|visit|browse|load|start\\s+(?:at|on|with|from)|use|on|at)\\s+(?:[^\\s\uE000\uE001]+\\s+){0,4}?(?<url>${ADDRESS}|${QUOTE})(?:\\s+(?:in\\s+(?:the|a)\\s+browser|page|site|website))?$`,
      'iu',
    ),
    ({ url }, words) => goto(words.value(url ?? '')),
  ],
  [new RegExp(`^(?<url>${ADDRESS})$`, 'iu'), ({ url }, words) => goto(words.value(url ?? ''))],
  [
    /^(?:take|make|save|capture|get)\s+(?:a\s+|one\s+|the\s+|another\s+|a\s+second\s+)?(?<full>full[- ]?page\s+)?(?:screen\s?shot|picture|photo|snapshot)(?:\s+of\s+(?:(?<whole>(?:the\s+)?(?:whole|full|entire)\s+page)|(?:the|this)\s+page|it|this))?$/iu,
    ({ full, whole }) => ({ kind: 'screenshot', fullPage: full !== undefined || whole !== undefined }),
  ],
  [
    /^screen\s?shot(?<whole>\s+(?:of\s+)?the\s+(?:whole|full|entire)\s+page)?(?:\s+(?:of\s+)?the\s+page)?$/iu,
    ({ whole }) => ({ kind: 'screenshot', fullPage: whole !== undefined }),
  ],
  [
    /^ask\s+me\s+(?:for\s+(?<thing>.+)|(?<question>.+))$/iu,
    ({ thing, question }, words) =>
      thing === undefined
        ? { kind: 'ask', question: words.value(question ?? '') }
        : { kind: 'ask', question: `Please give me ${words.value(thing)}.`, thing: bare(thing, words) },
  ],
  [
    /^(?:keep\s+(?:on\s+)?)?scroll(?:ing)?\s+(?:down\s+|on\s+|(?:all\s+the\s+way\s+)?to\s+the\s+(?:bottom|end)\s+)*(?:until|till)\s+(?:you\s+(?:see|find|reach|get to)\s+|(?:it|the\s+page)\s+(?:says|shows)\s+)?(?:the\s+(?:text|words)\s+)?(?<until>.+?)(?:\s+(?:appears?|shows?(?: up)?|is\s+(?:there|shown|visible)))?$/iu,
    ({ until }, words) =>
      isQuoted(until ?? '') || !/\b(?:end|bottom)\b/iu.test(until ?? '')
        ? { kind: 'scroll', to: 'bottom', until: bare(until, words) }
        : { kind: 'scroll', to: 'bottom' },
  ],
  [
    /^scroll\s+(?:up\s+|down\s+)?(?:to|until|as far as)\s+(?:the\s+)?(?!(?:the\s+)?(?:very\s+)?(?:top|bottom|end|down|up)\b)(?<text>.+)$/iu,
    ({ text }, words) => ({ kind: 'scroll', to: 'down', text: bare(text, words) }),
  ],
  [
    /^scroll\s*(?:(?:all\s+the\s+way\s+)?(?:to\s+)?(?:the\s+)?(?:very\s+)?(?<to>down|up|top|bottom|end)?)?(?:\s+(?:to\s+the\s+(?<edge>top|bottom|end)))?(?:\s+(?:of\s+)?(?:the|this)\s+page|\s+a\s+(?:bit|little|page)|\s+once)?$/iu,
    ({ to, edge }) => ({ kind: 'scroll', to: edgeOf(edge ?? to) }),
  ],
  [
    /^wait\s+(?:for\s+)?(?:(?<n>\d+(?:\.\d+)?|a|one|two|three|five|ten)\s*(?<unit>s|secs?|seconds?|ms|milliseconds?|minutes?)|(?:a\s+)?(?:moment|bit|while))$/iu,
    ({ n, unit }) => ({ kind: 'wait', seconds: secondsOf(n, unit) }),
  ],
  [
    /^wait\s+(?:until|till|for)\s+(?:the\s+)?(?:text\s+)?(?<text>.+?)\s+(?:(?:is|are|has|have|to be|to)\s+)?(?:gone|disappeared|disappears?|away|hidden|vanish(?:es|ed)?|goes away)$/iu,
    ({ text }, words) => ({ kind: 'wait', gone: words.value(text ?? '') }),
  ],
  [
    /^wait\s+(?:until|till|for)\s+(?:the\s+)?(?:text\s+)?(?<text>.+?)(?:\s+(?:to\s+)?(?:appears?|shows?(?: up)?|is (?:there|shown|visible|on the page)|be (?:shown|visible)|loads?|has loaded))?$/iu,
    ({ text }, words) => ({ kind: 'wait', text: words.value(text ?? '') }),
  ],
  [
    new RegExp(
      `^(?:press|hit|push|type)\\s+(?:the\\s+)?(?<keys>${KEYS})(?:\\s+(?:key|button))?(?:\\s+(?:on|in)\\s+(?:the|your)\\s+keyboard)?$`,
      'iu',
    ),
    ({ keys }) => ({ kind: 'press', keys: keyName(keys ?? '') }),
  ],
];

/** What is quoted and no address is the name of something on the page, and another rule's. */
function goto(value: string): Step | undefined {
  if (!/[./:]/.test(value) || /\s/.test(value)) return undefined;
  const url = absolute(value);
  return URL.canParse(url) && /^https?:/i.test(url) ? { kind: 'goto', url } : undefined;
}

function edgeOf(word: string | undefined): 'down' | 'up' | 'top' | 'bottom' {
  switch (word?.toLowerCase()) {
    case 'up':
      return 'up';
    case 'top':
      return 'top';
    case 'bottom':
    case 'end':
      return 'bottom';
    default:
      return 'down';
  }
}

const SECONDS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, five: 5, ten: 10 };
/** The most that one wait may take, in seconds. */
const MAX_WAIT = 30;

function secondsOf(n: string | undefined, unit: string | undefined): number {
  if (n === undefined) return 2;
  const count = SECONDS[n.toLowerCase()] ?? Number(n);
  const factor = unit === undefined ? 1 : /^m(?:s|illi)/i.test(unit) ? 0.001 : /^min/i.test(unit) ? 60 : 1;
  return Math.min(MAX_WAIT, count * factor);
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  return: 'Enter',
  esc: 'Escape',
  spacebar: 'Space',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  ctrl: 'Control',
  cmd: 'Meta',
  command: 'Meta',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
};

/** As the DOM names keys: `Enter`, `ArrowDown`, `Control+A`. */
function keyName(said: string): string {
  return said
    .split(/\s*\+\s*/)
    .map(part => {
      const key = part.toLowerCase().replace(/\barrow\b|\s+/g, '');
      return KEY_NAMES[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
    })
    .join('+');
}
