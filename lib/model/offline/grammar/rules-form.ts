/** Rules for forms: searching, typing, choosing, ticking, signing in. */

import type { Step, StepOf, Value } from '../steps.ts';
import type { Protected } from './protect.ts';
import { bare, fieldName, isQuoted, type Rule } from './rule.ts';

export const formRules: readonly Rule[] = [
  [
    /^(?:log|sign)\s*in\s+(?:as|with|using)\s+(?:the\s+)?(?:user\s*(?:name)?\s+|e-?mail\s+)?(?<user>\S+?),?\s+(?:and|with|using|,)\s*(?:the\s+)?(?:password|pass)\s+(?<pass>\S+)$/iu,
    ({ user, pass }, words) => [
      { kind: 'fill', field: 'username', value: said(user, words) },
      { kind: 'fill', field: 'password', value: said(pass, words) },
      { kind: 'click', name: 'sign in', role: 'button' },
    ],
  ],
  [
    /^(?:search|look)(?:\s+(?:the|this)\s+(?:site|page|shop|website|web\s?site|catalogue|store)|\s+there|\s+it)?\s+for\s+(?<query>.+)$/iu,
    ({ query }, words) => search(query, words),
  ],
  [/^search\s+(?<query>\uE000\d+\uE000)$/iu, ({ query }, words) => search(query, words)],
  [/^find\s+(?<query>\uE000\d+\uE000)$/iu, ({ query }, words) => search(query, words)],
  [
    /^(?:fill(?:\s+(?:in|out))?|enter|set)(?:\s+the\s+form)?(?:\s+with)?\s*:\s*(?<pairs>.+)$/iu,
    ({ pairs }, words) => readPairs(pairs ?? '', words),
  ],
  [
    /^fill(?:\s+(?:in|out))?\s+(?:the\s+form\s+with\s+)?(?<pairs>[^=]+?\s*=\s*.+)$/iu,
    ({ pairs }, words) => readPairs(pairs ?? '', words),
  ],
  [
    /^fill(?:\s+(?:in|out))?\s+(?<pairs>.+\s+and\s+.+)$/iu,
    ({ pairs }, words) => readSeveral(pairs ?? '', /^(?<field>.+?)\s+with\s+(?<value>.+)$/iu, words),
  ],
  [
    /^(?:type|enter|write|put|insert)\s+(?<pairs>.+\s+and\s+.+)$/iu,
    ({ pairs }, words) => readSeveral(pairs ?? '', /^(?<value>.+?)\s+in(?:to)?\s+(?<field>.+)$/iu, words),
  ],
  [
    /^fill\s+(?:in\s+|out\s+)?(?<field>.+?)\s+with\s+(?<value>.+?)(?<send>\s+and\s+(?:press|hit)\s+enter)?$/iu,
    ({ field, value, send }, words) => fill(fieldName(field, words), said(value, words), send !== undefined),
  ],
  [
    /^(?:type|enter|write|put|fill(?:\s+in)?|insert)\s+(?<value>.+?)\s+(?:into|in|to|as|for)\s+(?<field>.+?)(?<send>\s+and\s+(?:press|hit)\s+enter)?$/iu,
    ({ field, value, send }, words) => fill(fieldName(field, words), said(value, words), send !== undefined),
  ],
  [
    /^(?:set|change|complete|fill(?:\s+(?:in|out))?)\s+(?<field>.+?)\s+(?:to|as|=|with)\s+(?<value>.+)$/iu,
    ({ field, value }, words) => fill(fieldName(field, words), said(value, words)),
  ],
  [
    /^(?:clear|empty)\s+(?<field>.+)$/iu,
    ({ field }, words) => fill(fieldName(field, words), { from: 'words', text: '' }),
  ],
  [
    /^(?:choose|select|pick)\s+(?<option>.+?)\s+(?:in|from|for|as|under)\s+(?<field>.+)$/iu,
    ({ option, field }, words) => select(optionName(option, words), fieldName(field, words)),
  ],
  [
    /^(?:sort|order)\s+(?:(?:the|them|it|these)\s+)?(?:\w+\s+)?by\s+(?<option>.+)$/iu,
    ({ option }, words) => select(bare(option, words), 'sort'),
  ],
  [/^(?:choose|select|pick)\s+(?<option>.+)$/iu, ({ option }, words) => select(optionName(option, words), '')],
  [
    /^(?<un>un)?(?:tick|check)\s+(?:off\s+)?(?!(?:if|whether|that|how|what|out)\b)(?<name>.+)$/iu,
    ({ un, name }, words) => ({ kind: 'tick', name: fieldName(name, words), on: un === undefined }),
  ],
  [/^agree\s+to\s+(?<name>.+)$/iu, ({ name }, words) => ({ kind: 'tick', name: bare(name, words), on: true })],
];

const fill = (field: string, value: Value, submit = false): Step | undefined =>
  field === '' ? undefined : { kind: 'fill', field, value, ...(submit ? { submit: true } : {}) };

const select = (option: string, field: string): Step | undefined =>
  option === '' ? undefined : { kind: 'select', option, field };

function search(query: string | undefined, words: Protected): StepOf<'search'> | undefined {
  const text = isQuoted(query ?? '')
    ? words.value(query ?? '')
    : words.value((query ?? '').replace(/^(?:the|an?)\s+(?=\S)/iu, ''));
  return text === '' ? undefined : { kind: 'search', query: text };
}

/** "it" and "my answer" are what the person answered; parse keeps them so only where something was asked before. */
function said(marked: string | undefined, words: Protected): Value {
  return /^(?:it|that|(?:my|the)\s+answer|what i (?:say|answer))$/iu.test((marked ?? '').trim())
    ? { from: 'answer' }
    : { from: 'words', text: words.value(marked ?? '') };
}

const optionName = (marked: string | undefined, words: Protected): string =>
  bare(
    (marked ?? '')
      .trim()
      .replace(/^(?:the\s+)?option\s+/iu, '')
      .replace(/\s+option$/iu, ''),
    words,
  );

/** `name = Ann, e-mail = ann@example.org and town: Ludlow` */
function readPairs(pairs: string, words: Protected): readonly Step[] | undefined {
  const parts = pairs.split(/\s*(?:,|\band\b)\s*(?:and\s+)?(?=[^,=:]+[=:])/iu);
  const steps = parts.map((part): Step | undefined => {
    const { field, value } = /^(?<field>[^=:]+?)\s*[=:]\s*(?<value>.+)$/u.exec(part.trim())?.groups ?? {};
    return field === undefined ? undefined : fill(fieldName(field, words), said(value, words));
  });
  const read = steps.filter(step => step !== undefined);
  return read.length === steps.length ? read : undefined;
}

/** `Ann into Name and 7 into Age`: only where every part is whole, or an "and" inside a value would cut it. */
function readSeveral(pairs: string, pair: RegExp, words: Protected): readonly Step[] | undefined {
  const steps = pairs.split(/\s*,\s*(?:and\s+)?|\s+and\s+/iu).map((part): Step | undefined => {
    const { field, value } = pair.exec(part.trim())?.groups ?? {};
    return field === undefined ? undefined : fill(fieldName(field, words), said(value, words));
  });
  const read = steps.filter(step => step !== undefined);
  return read.length > 1 && read.length === steps.length ? read : undefined;
}
