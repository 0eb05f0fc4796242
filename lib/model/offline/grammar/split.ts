/** Splits what a person wrote into clauses, one step each. An "and" splits only where a new verb follows. */

import { type Protected, protect } from './protect.ts';

const VERBS =
  'go|open|visit|navigate|browse|search|look|find|click|press|tap|hit|push|follow|type|enter|fill|write|put|choose|select|pick|set|tick|check|untick|uncheck|agree|scroll|wait|read|extract|list|collect|get|gather|scrape|show|tell|give|save|note|take|accept|close|dismiss|decline|reject|add|log|sign|ask|submit|sort|filter|repeat|return|come|make|download';

const BREAK = new RegExp(
  `\\s*(?:[;\\n]|[.!](?=\\s|$)|,?\\s*(?:and\\s+)?(?:then|next|after that|afterwards|finally)\\s*,?\\s+(?=\\S)|,\\s*(?:and\\s+)?(?=(?:please\\s+)?(?:${VERBS}|if)\\b)|\\s+and\\s+(?=(?:please\\s+)?(?:${VERBS})\\b))\\s*`,
  'giu',
);

export interface Clauses {
  readonly clauses: readonly string[];
  readonly words: Protected;
}

export function split(sentence: string): Clauses {
  const words = protect(sentence.replace(/^\s*(?:\d+[.)]|[-*•])\s+/gmu, '\n'));
  const clauses = words.text
    .split(BREAK)
    .map(clause =>
      clause
        .replace(
          /^(?:please|can you|could you|would you|i want you to|i would like you to|i'd like you to|first|now|finally|then|and|just)[\s,]+/iu,
          '',
        )
        .trim(),
    )
    .filter(clause => clause !== '' && !/^(?:please|thanks?|thank you|hi|hello|hey|then|and)$/iu.test(clause));
  return { clauses, words };
}
