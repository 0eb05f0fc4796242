/** What a rule of the grammar is, and the small words around names that are no part of them. Reads no clause itself. */

import type { Step } from '../steps.ts';
import type { Protected } from './protect.ts';

/** The clause's named groups come marked; `words.value` gives their text. Undefined: the rule does not fit after all. */
export type Rule = readonly [
  pattern: RegExp,
  read: (groups: Readonly<Record<string, string | undefined>>, words: Protected) => Step | readonly Step[] | undefined,
];

/** Without article and quotes. A quoted name is exact and stays as it is. */
export function bare(marked: string | undefined, words: Protected): string {
  const text = (marked ?? '').trim();
  return isQuoted(text) ? words.value(text) : words.value(text.replace(/^(?:the|a|an|my|your)\s+(?=\S)/iu, ''));
}

/** The name of a field without "the … field". */
export function fieldName(marked: string | undefined, words: Protected): string {
  const text = (marked ?? '')
    .trim()
    .replace(
      /^(?:the\s+|my\s+|your\s+)?(?:field|box|input|checkbox|dropdown|menu|list)\s+(?:named\s+|called\s+|labell?ed\s+)?(?=\S)/iu,
      '',
    )
    .replace(/\s+(?:text\s*)?(?:field|box|input|checkbox|check box|drop-?down|menu|list|area|option)$/iu, '');
  return bare(text, words);
}

export const isQuoted = (marked: string): boolean => /^\uE000\d+\uE000$/.test(marked.trim());
