/** What a question asks for: its words, the names it must be about, and what the answer looks like. Answers nothing. */

import { contentWords, stem } from './likeness.ts';

export interface Asked {
  /** `paragraph`: words to be quoted; `statement`: what the page says by itself. */
  readonly form: 'fact' | 'paragraph' | 'statement';
  readonly nth: number;
  readonly asked: readonly string[];
  /** Those that say what it is about. */
  readonly words: readonly string[];
  /** Names, codes and quoted words: an answer that is not about them is none. */
  readonly keys: readonly string[];
  readonly looks: RegExp | undefined;
  /** What a page writes beside such a figure; one without it is another figure. */
  readonly labels: readonly string[];
  /** Somebody's words are wanted. */
  readonly isSaid: boolean;
}

const NUMBER = String.raw`\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|hundred)\b`;
const BY_WHOM = /\bwho (?:wrote|is the author|is it by)\b|\bauthor\b|\bwritten by\b/i;
/** Words of a question that say which kind of thing is asked for, and what such a thing looks like. */
const KINDS: readonly (readonly [asks: RegExp, looks: RegExp])[] = [
  [
    /\b(?:prices?|costs?|how much|total|fee|charge|amount|discount)\b/i,
    /[£$€¥₹]\s?\d|\d\s?(?:€|£|kr|CHF|USD|EUR|GBP)\b|^free$/i,
  ],
  [
    /\b(?:when|date|what day|what time|published|updated)\b/i,
    /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}\b|\b\p{L}{3,9} \d{1,2},? \d{4}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b/iu,
  ],
  [/\b(?:e-?mail|mail address)\b/i, /\S@\S+\.\S/],
  [/\b(?:phone|telephone|number to call)\b/i, /\+?\d[\d ()/-]{5,}/],
  [BY_WHOM, /\bby \p{Lu}/iu],
  [
    /\bhow (?:many|long|high|tall|deep|wide|far|old|big|heavy|often)\b|\b(?:number|length|height|width|weight|count|rating|size|population|area|depth|capacity|share|discharge)\b/i,
    new RegExp(NUMBER, 'i'),
  ],
];

const KIND_WORDS = new Set(
  contentWords(
    'what which how who when where much many long high tall deep wide far old big heavy often does do did has have there cost costs price tell me find out read get give value current exact please wrote written author by quote now then',
  ),
);
/** A price stands alone on most pages; these never do. */
const LABELS = /\b(?:total|subtotal|discount|fee|charge|deposit|balance)\b/giu;

const SAID = /\b(?:says?|said|thinks?|thought|writes?|(?<!\bwho\s)wrote|tells?|comments?|answers?)\b/iu;
const ORDER: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/** `heading`: what the page is about, which is what "it" is. */
export function readAsked(question: string, heading: string): Asked {
  const nth = /\b(?<nth>first|second|third|fourth|last)\s+(?:paragraph|sentence)|\bparagraph\b/iu.exec(question);
  const form = nth !== null ? 'paragraph' : isStatement(question) ? 'statement' : 'fact';
  const keys = keysOf(question);
  const isSaid = SAID.test(question);
  const own = contentWords(question.replace(/\b(?:its?|they|their|them)\b/giu, ' ')).filter(
    word => !KIND_WORDS.has(word) && !SAID.test(word),
  );
  const isAboutPage =
    keys.length === 0 &&
    (/\b(?:it|its|they|their|them|this|that)\b/iu.test(question) || (own.length === 0 && BY_WHOM.test(question)));
  const asked = contentWords(
    isAboutPage || isSaid ? `${question.replace(/\b(?:its?|they|their|them)\b/giu, ' ')} ${heading}` : question,
  );
  const words = own.length > 0 ? own : isAboutPage ? contentWords(heading) : asked;
  return {
    form,
    nth: ORDER[nth?.groups?.nth?.toLowerCase() ?? ''] ?? 1,
    asked,
    words,
    keys,
    labels: [...question.matchAll(LABELS)].map(([word]) => stem(word.toLowerCase())),
    looks: isSaid ? undefined : KINDS.find(([asks]) => asks.test(question))?.[1],
    isSaid,
  };
}

const isStatement = (question: string): boolean =>
  /\bwhat\s+(?:(?:does\s+)?(?:the\s+page|it|the\s+site|the\s+message)\s+(?:says?|shows?|tells?)|(?:is|was)\s+(?:the\s+)?message)\b/iu.test(
    question,
  ) || /^(?:the\s+)?(?:error\s+)?message$/iu.test(question.trim());

/** Quoted words, codes with a digit, and capitals inside the sentence. */
function keysOf(question: string): readonly string[] {
  const quoted = [...question.matchAll(/"([^"]+)"|“([^”]+)”/gu)].map(match => match[1] ?? match[2] ?? '');
  const inside = question.replace(/^\s*\S+/u, '').matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'.-]*/gu);
  const codes = question.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]*\d[\p{L}\p{N}-]*/gu);
  return contentWords([...quoted, ...[...inside].map(String), ...[...codes].map(String)].join(' '));
}
