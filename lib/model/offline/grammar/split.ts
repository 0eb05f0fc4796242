/** Splits what a person wrote into clauses, one step each. An "and" or a comma splits only where a new verb follows. */

import { type Protected, protect } from './protect.ts';

const VERBS =
  'go|open|visit|navigate|browse|load|search|look|find|click|press|tap|hit|push|follow|type|enter|fill|write|put|choose|select|pick|set|tick|check|untick|uncheck|agree|scroll|wait|read|extract|list|collect|get|gather|scrape|show|tell|give|save|note|take|accept|allow|close|dismiss|decline|reject|refuse|add|log|sign|ask|submit|sort|order|repeat|return|come|make';
const QUESTIONS = 'what|which|how|who|when|where';
const JOINTS = 'then|after that|afterwards|finally|lastly';

/** A verb has something after it: in "date, open, high, low and close" nothing is told to be done. */
const VERB_AHEAD = `(?=(?:please\\s+)?(?:(?:${VERBS})\\s+(?!and\\b|or\\b)[^\\s,;]|(?:submit|scroll|repeat)\\b))`;

const BREAK = new RegExp(
  [
    '\\s*[;\\n]\\s*',
    '\\s*[.!?](?=\\s|$)\\s*',
    `[\\s,]*(?:\\band\\s+)?\\b(?:${JOINTS})\\b\\s*,?\\s*`,
    `(?<=\uE001)(?:\\s*[:–—]\\s+|\\s+${VERB_AHEAD})`,
    '(?:^|[\\s,]+and\\s+|,\\s*)next,\\s*',
    `\\s*,\\s*(?:and\\s+)?${VERB_AHEAD}`,
    `\\s*,\\s*(?:and\\s+)?(?=if\\b|(?:${QUESTIONS})\\s+(?:is|are|was|does|do|much|many)\\b)`,
    `\\s+(?:and|&)\\s+${VERB_AHEAD}`,
    `\\s+and\\s+(?=if\\b)`,
  ].join('|'),
  'giu',
);

/** Stands for the comma of "if …, …", which does not split. */
export const IF_COMMA = '\uE002';
const IF = /(^|[.,;\n]\s*(?:(?:and|then)\s+)*|\b(?:and|then)\s+)if\b([^,;\n\uE002]{1,80}),/giu;

const POLITE =
  /^(?:please|kindly|can you|could you|would you|will you|i want you to|i would like you to|i'd like you to|i want to|i need you to|first(?:ly)?|now|second(?:ly)?|then|and|just|also|next)[\s,]+/iu;
const EMPTY =
  /^(?:please|thanks?|thank you|hi|hello|hey|ok(?:ay)?|then|and|first|finally|stop|(?:and\s+)?(?:that'?s|that is) (?:it|all))$/iu;

export interface Clauses {
  readonly clauses: readonly string[];
  readonly words: Protected;
}

export function split(sentence: string): Clauses {
  const words = protect(sentence.replace(/^\s*(?:(?:step\s+)?\d+[.):]|[-*•])\s+/gimu, '\n'));
  const clauses = words.text
    .replace(IF, `$1if$2${IF_COMMA}`)
    .replace(/:\s*\n/g, '\n')
    .split(BREAK)
    .map(withoutPoliteness)
    .filter(clause => clause !== '' && !EMPTY.test(clause));
  return { clauses, words };
}

function withoutPoliteness(clause: string): string {
  const bare = clause.trim().replace(POLITE, '');
  return bare === clause.trim() ? bare.replace(/[\s,]+(?:please|thanks|thank you)$/iu, '') : withoutPoliteness(bare);
}
