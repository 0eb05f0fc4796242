/** Splits what a person wrote into clauses, one step each. An "and" or a comma splits only where a new verb follows. */

import { readLines } from './lines.ts';
import { type Protected, protect } from './protect.ts';
import { BUTTON_AHEAD, QUESTIONS, VERB_AHEAD } from './verbs.ts';

const JOINTS = 'then|after that|afterwards|finally|lastly';
/** "under "Note" write …", "in the Sections menu choose …": where before what. */
const PLACE_AHEAD = `(?=(?:under|in|into|for|at|from)\\s+(?:the\\s+)?(?:\uE000\\d+\uE000|[\\p{L}\\p{N}]+(?:\\s+[\\p{L}\\p{N}]+){0,3})\\s*,?\\s+(?:type|write|enter|put|choose|select|pick|tick|click)\\s)`;
/** An initial or an abbreviation ends no sentence. */
const SENTENCE_END = '(?<!(?:^|[\\s(])(?:\\p{Lu}|Mr|Mrs|Ms|Dr|St|No|Nr|vs|etc|e\\.g|i\\.e))\\.';

const BREAK = new RegExp(
  [
    '\\s*[;\\n]\\s*',
    `\\s*(?:${SENTENCE_END}|[!?])(?=\\s|$)\\s*`,
    `[\\s,]*(?:\\band\\s+)?\\b(?:${JOINTS})\\b\\s*,?\\s*`,
    `(?<=\uE001)(?:\\s*[:–—]\\s+|\\s+${VERB_AHEAD})`,
    '(?:^|(?<=[.!?;\\n]\\s*)|[\\s,]+and\\s+|,\\s*)next,\\s*',
    `\\s*,\\s*(?:and\\s+|but\\s+)?${VERB_AHEAD}`,
    `\\s*,\\s*(?:and\\s+)?${BUTTON_AHEAD}`,
    `\\s*,\\s*(?:and\\s+)?${PLACE_AHEAD}`,
    `\\s*,\\s*(?:and\\s+)?(?=if\\b|(?:${QUESTIONS})\\s+(?:is|are|was|does|do|much|many)\\b)`,
    `\\s+and\\s+(?=(?:${QUESTIONS})(?:['’]s|\\s+(?:is|are|was|does|do))\\s)`,
    `:\\s+(?=(?:${QUESTIONS})\\b)`,
    `\\s+(?:and|&|but)\\s+${VERB_AHEAD}`,
    `(?<!\\b(?:save|submit|send|confirm|apply|finish))\\s+and\\s+${BUTTON_AHEAD}`,
    `\\s+and\\s+${PLACE_AHEAD}`,
    `\\s+and\\s+(?=if\\b)`,
    '[\\s,]+(?:but\\s+)?(?=without\\s+\\p{L}+ing\\b)',
  ].join('|'),
  'giu',
);

/** Stands for the comma of "if …, …", which does not split. */
export const IF_COMMA = '\uE002';
const IF = /(^|[.,;\n]\s*(?:(?:and|then)\s+)*|\b(?:and|then)\s+)if\b([^,;\n\uE002]{1,80}),/giu;

const POLITE =
  /^(?:please|kindly|can you|could you|would you|will you|i want you to|i would like you to|i'd like you to|i want to|i need you to|(?:do not|don't) forget to|first(?:ly)?|now|second(?:ly)?|then|and|just|also|next)[\s,]+/iu;
const EMPTY =
  /^(?:please|thanks?|thank you|hi|hello|hey|ok(?:ay)?|then|and|first|finally|stop|stop there|(?:and\s+)?(?:that'?s|that is) (?:it|all))$/iu;
/** Why it is to be done, and what happens by itself. */
const ASIDES =
  /(?:\s*,?\s+(?:so\s+(?:that\s+)?(?:i|we|you|it|they|the)\b.*|too|as well|for me|please|thanks|thank you|instead|right away)|\s*,\s*(?:which|that)\s+(?:comes|opens|appears|will|should|leads|takes)\b.*)$/iu;

export interface Clause {
  readonly text: string;
  /** Joined to the one before it by nothing but "and". */
  readonly isBound: boolean;
}

export interface Clauses {
  readonly clauses: readonly Clause[];
  readonly words: Protected;
}

export function split(sentence: string): Clauses {
  const words = protect(readLines(sentence));
  const text = words.text
    // The full stop of the sentence may stand inside the quotes.
    .replace(/\uE000\d+\uE000(?=\s+\p{Lu})/gu, mark => (/[.!?]$/u.test(words.value(mark)) ? `${mark}.` : mark))
    .replace(IF, `$1if$2${IF_COMMA}`);
  const clauses: Clause[] = [];
  let at = 0;
  let joint = '';
  for (const match of [...text.matchAll(BREAK), undefined]) {
    const bare = withoutPoliteness(text.slice(at, match?.index));
    if (bare !== '' && !EMPTY.test(bare)) clauses.push({ text: bare, isBound: /^\s+(?:and|&)\s+$/iu.test(joint) });
    if (match === undefined) break;
    joint = match[0];
    at = match.index + joint.length;
  }
  return { clauses, words };
}

function withoutPoliteness(clause: string): string {
  const bare = clause.trim().replace(POLITE, '').replace(ASIDES, '');
  return bare === clause.trim() ? bare : withoutPoliteness(bare);
}
