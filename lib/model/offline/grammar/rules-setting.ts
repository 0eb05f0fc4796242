/** Rules for giving values by naming fields as one speaks: "colour Copper, in stock only", "username Ann, password …". */

import type { Step, Value } from '../steps.ts';
import type { Protected } from './protect.ts';
import { bare, fieldName, isQuoted, type Rule } from './rule.ts';

const USER = '(?:user\\s*name|user|login|account|e-?mail(?:\\s+address)?)';

export const settingRules: readonly Rule[] = [
  [
    new RegExp(
      `^(?:(?:use|enter|with|the)\\s+)*${USER}(?:\\s+is|:|\\s*=)?\\s+(?<user>\\S+?)\\s*(?:,|\\band\\b)\\s*(?:and\\s+)?(?:the\\s+)?password(?:\\s+is|:|\\s*=)?\\s+(?<pass>\\S+)$`,
      'iu',
    ),
    ({ user, pass }, words) => logIn(user, pass, words),
  ],
  [
    /^(?:log|sign)\s*in\s+(?:as|with|using)\s+(?:the\s+)?(?:user\s*(?:name)?\s+|e-?mail\s+)?(?<user>\S+?),?\s+(?:and|with|using|,)\s*(?:the\s+|my\s+)?(?:password|pass)\s+(?<pass>\S+)$/iu,
    ({ user, pass }, words) => logIn(user, pass, words),
  ],
  [
    /^(?:log|sign)\s*in\s+(?:as|with|using)\s+(?<user>[^\s/]+)\s*\/\s*(?<pass>\S+)$/iu,
    ({ user, pass }, words) => logIn(user, pass, words),
  ],
  [
    /^(?:narrow|filter|refine|limit|restrict)(?:\s+(?:it|them|these|this|the\s+\p{L}+))?(?:\s+down)?(?:\s+(?:by|to|with|for)\b|:)\s*(?<phrase>.+)$/iu,
    ({ phrase }, words) => set(phrase, words),
  ],
  [
    /^(?:fill|complete)(?:\s+(?:in|out))?(?:\s+(?:the|this)\s+(?:form|fields|page|details))?(?:\s+with\b|\s*:)\s*(?<phrase>[^=]+)$/iu,
    ({ phrase }, words) => (/[:=]/u.test(phrase ?? '') ? undefined : set(phrase, words)),
  ],
  [
    /^(?:turn|switch)\s+(?<on>on|off)\s+(?<name>.+)$/iu,
    ({ on, name }, words) => ({ kind: 'tick', name: fieldName(name, words), on: on?.toLowerCase() === 'on' }),
  ],
  [
    /^(?<way>enable|disable)\s+(?<name>.+)$/iu,
    ({ way, name }, words) => ({ kind: 'tick', name: fieldName(name, words), on: way?.toLowerCase() === 'enable' }),
  ],
  [
    /^sign\s+(?:it\s+)?(?:with|as)\s+(?:the\s+name\s+)?(?<value>.+)$/iu,
    ({ value }, words) => ({ kind: 'fill', field: 'signature', value: wordsOf(value ?? '', words) }),
  ],
  [
    /^(?:under|in|into|for|at|from)\s+(?<field>.+?)\s*,?\s+(?:type|write|enter|put)\s+(?:in\s+)?(?<value>.+)$/iu,
    ({ field, value }, words) => ({ kind: 'fill', field: fieldName(field, words), value: wordsOf(value ?? '', words) }),
  ],
  [
    /^(?:under|in|into|for|at|from)\s+(?<field>.+?)\s*,?\s+(?:choose|select|pick|click|tick)\s+(?<option>.+)$/iu,
    ({ field, option }, words) => ({ kind: 'select', option: bare(option, words), field: fieldName(field, words) }),
  ],
  [
    /^(?:type|enter|put|fill|write)\s+it(?:\s+in)?(?:\s+there)?$/iu,
    () => ({ kind: 'fill', field: '', value: { from: 'answer' } }),
  ],
];

const set = (phrase: string | undefined, words: Protected): Step | undefined =>
  phrase === undefined || phrase.trim() === '' ? undefined : { kind: 'set', phrase: words.restore(phrase.trim()) };

function logIn(user: string | undefined, pass: string | undefined, words: Protected): readonly Step[] {
  return [
    { kind: 'fill', field: 'username', value: wordsOf(user ?? '', words) },
    { kind: 'fill', field: 'password', value: wordsOf(pass ?? '', words) },
    { kind: 'click', name: 'sign in', role: 'button' },
  ];
}

export const wordsOf = (marked: string, words: Protected): Value => ({
  from: 'words',
  text: words.value(marked),
  ...(isQuoted(marked) ? { exact: true } : {}),
});

const IN_A_FORM: ReadonlySet<Step['kind']> = new Set(['fill', 'set', 'select', 'tick', 'click']);
/** What gives a value away: a digit, a quoted string, an address of mail, a name. */
const VALUE = /\d|\uE000|@|\s\p{Lu}/u;
const MAX_WORDS = 16;

/** "Start time 09:30", "the first day is …": without a verb, and understood only where a form is being filled. */
export function setLoosely(clause: string, words: Protected, before: readonly Step[]): readonly Step[] | undefined {
  const isFilling = before.slice(-3).some(({ kind }) => IN_A_FORM.has(kind));
  const said = clause.replace(/^(?:(?:enter|type|use|put\s+in|write)\s+)?(?:(?:the|my|its)\s+)?/iu, '');
  if (!isFilling || !VALUE.test(said) || clause.split(/\s+/).length > MAX_WORDS || /^if\b/iu.test(clause))
    return undefined;
  if (!/^[\p{L}\p{N}\uE000]/u.test(said) || !/\s/.test(said)) return undefined;
  return [{ kind: 'set', phrase: words.restore(said) }];
}
