/** Rules for forms: searching, typing, choosing, ticking. */

import type { Step, StepOf, Value } from '../steps.ts';
import { ADDRESS, absolute, type Protected } from './protect.ts';
import { bare, fieldName, isQuoted, type Rule } from './rule.ts';
import { wordsOf } from './rules-setting.ts';

export const formRules: readonly Rule[] = [
  [
    /^(?:search|look)(?:\s+(?:the|this)\s+(?:site|page|shop|website|web\s?site|catalogue|store)|\s+there|\s+it)?\s+for\s+(?<query>.+)$/iu,
    ({ query }, words) => search(query, words),
  ],
  [
    /^[Ll]ook\s+up\s+(?<query>\uE000\d+\uE000|(?:the\s+|an?\s+)?\p{Lu}.*)$/u,
    ({ query }, words) => search(query, words),
  ],
  [
    new RegExp(`^search\\s+(?:on\\s+|at\\s+)?(?<url>${ADDRESS})\\s+for\\s+(?<query>.+)$`, 'iu'),
    ({ url, query }, words) => {
      const step = search(query, words);
      return step && [{ kind: 'goto', url: absolute(words.value(url ?? '')) }, step];
    },
  ],
  [/^search\s+(?<query>\uE000\d+\uE000)$/iu, ({ query }, words) => search(query, words)],
  [/^find\s+(?<query>\uE000\d+\uE000)$/iu, ({ query }, words) => search(query, words)],
  [
    /^(?:fill(?:\s+(?:in|out))?|enter|set)(?:\s+the\s+form)?(?:\s+with)?\s*:\s*(?<pairs>.+)$/iu,
    ({ pairs }, words) => readPairs(pairs ?? '', words),
  ],
  [
    /^fill(?:\s+(?:in|out))?\s+(?:the\s+form\s+with\s+)?(?<pairs>[^=:]+?\s*[=:]\s*.+)$/iu,
    ({ pairs }, words) => readPairs(pairs ?? '', words),
  ],
  [
    /^fill(?:\s+(?:in|out))?\s+(?<pairs>.+\s+and\s+.+)$/iu,
    ({ pairs }, words) => readSeveral(pairs ?? '', /^(?<field>.+?)\s+with\s+(?<value>.+)$/iu, words),
  ],
  [
    /^(?:type|enter|write|put|insert)\s+(?<pairs>.+\s+and\s+.+)$/iu,
    ({ pairs }, words) => readSeveral(pairs ?? '', /^(?<value>.+?)\s+(?:in(?:to)?|as|for)\s+(?<field>.+)$/iu, words),
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
    /^(?:choose|select|pick)\s+(?<pairs>.+?\s+(?:in|from|for|as|under)\s.+\s+and\s+.+)$/iu,
    ({ pairs }, words) => chooseSeveral(pairs ?? '', words),
  ],
  [
    /^(?:choose|select|pick)\s+(?<option>.+?)\s+(?:in|from|for|as|under)\s+(?<field>.+)$/iu,
    ({ option, field = '' }, words) => {
      // "Moss as colour, quantity 2": after the comma comes another field.
      const [own = '', ...others] = field.split(/\s*,\s*(?:and\s+)?/u);
      const step = select(optionName(option, words), fieldName(own, words));
      return step === undefined || others.length === 0
        ? step
        : [step, { kind: 'set', phrase: words.restore(others.join(', ')) }];
    },
  ],
  [
    /^(?:sort|order)\s+(?:(?:the|them|it|these)\s+)?(?:\w+\s+)?from\s+(?<way>(?:low|high)(?:est)?\s+to\s+(?:low|high)(?:est)?)\s+(?<by>\p{L}+)$/iu,
    ({ way, by }) => select(`${by ?? ''}: ${(way ?? '').replaceAll('est', '')}`, 'sort'),
  ],
  [
    /^(?:sort|order)\s+(?:(?:the|them|it|these)\s+)?(?:\w+\s+)?by\s+(?<option>.+)$/iu,
    ({ option }, words) => select(sortName(option ?? '', words), 'sort'),
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
  return text === '' || /^(?:it|them|that|this)$/iu.test(text) ? undefined : { kind: 'search', query: text };
}

/** "it" and "my answer" are what the person answered; parse keeps them so only where something was asked before. */
function said(marked: string | undefined, words: Protected): Value {
  return /^(?:it|that|(?:my|the)\s+answer|what i (?:say|answer))$/iu.test((marked ?? '').trim())
    ? { from: 'answer' }
    : wordsOf(marked ?? '', words);
}

/** "price, lowest first": pages say it as "low to high". */
const sortName = (marked: string, words: Protected): string =>
  isQuoted(marked)
    ? words.value(marked)
    : bare(marked, words)
        .replace(/[\s,(]+(?:(?:the\s+)?(?:lowest|cheapest|smallest)\s+first|ascending)\)?$/iu, ': low to high')
        .replace(
          /[\s,(]+(?:(?:the\s+)?(?:highest|dearest|most expensive|largest)\s+first|descending)\)?$/iu,
          ': high to low',
        );

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

/** `Sage in Colour and Large in Size` */
function chooseSeveral(pairs: string, words: Protected): readonly Step[] | undefined {
  const steps = pairs.split(/\s*,\s*(?:and\s+)?|\s+and\s+/iu).map((part): Step | undefined => {
    const { option, field } =
      /^(?<option>.+?)\s+(?:in|from|for|as|under)\s+(?<field>.+)$/iu.exec(part.trim())?.groups ?? {};
    return field === undefined ? undefined : select(optionName(option, words), fieldName(field, words));
  });
  const read = steps.filter(step => step !== undefined);
  return read.length > 1 && read.length === steps.length ? read : undefined;
}
