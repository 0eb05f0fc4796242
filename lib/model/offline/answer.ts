/** Answers a question about one fact with the line or the cell that holds it. Picks words of the page; makes up none. */

import { contentWords, plain, stem } from './likeness.ts';
import type { SeenLine } from './read-observation.ts';

/** What the offline model writes before a question when it asks itself to extract: one fact is wanted, no rows. */
export const ONE_FACT = 'answer: ';

export interface Answer {
  /** The answer as a person would say it, with what it belongs to. */
  readonly text: string;
  /** The page's exact words. */
  readonly quote: string;
}

/** Words of a question that say which kind of thing is asked for, and what such a thing looks like. */
const KINDS: readonly (readonly [asks: RegExp, looks: RegExp])[] = [
  [/\b(?:price|cost|costs|how much|total|fee|charge|amount)\b/i, /[£$€¥₹]\s?\d|\d\s?(?:€|£|kr|CHF|USD|EUR|GBP)\b/],
  [
    /\b(?:when|date|what day|published|updated)\b/i,
    /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}\b|\b\p{L}{3,9} \d{1,2},? \d{4}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}[:.]\d\d\b/u,
  ],
  [/\b(?:e-?mail|mail address)\b/i, /\S@\S+\.\S/],
  [/\b(?:phone|telephone|number to call)\b/i, /\+?\d[\d ()/-]{5,}/],
  [
    /\bhow (?:many|long|high|tall|deep|wide|far|old|big|heavy|often)\b|\b(?:number|length|height|width|weight|count|rating|size|population|area)\b/i,
    /\d/,
  ],
];
const KIND_WORDS = new Set(
  contentWords(
    'what which how who when where much many long high tall deep wide far old big heavy often does do did has have there cost costs price tell me find out find read get give value current exact please',
  ),
);

export function answerFrom(lines: readonly SeenLine[], question: string): Answer | undefined {
  const asked = contentWords(question);
  const words = asked.filter(word => !KIND_WORDS.has(word));
  const kind = KINDS.find(([asks]) => asks.test(question))?.[1];
  return fromTable(lines, asked, kind) ?? fromLines(lines, { asked, words: words.length > 0 ? words : asked, kind });
}

const hitsIn = (text: string, words: readonly string[]): number => {
  const there = new Set(plain(text).split(' ').map(stem));
  return words.filter(word => there.has(word)).length;
};

/** The units and column heads that "how long" and the like ask for. */
const ASKED_COLUMN: Readonly<Record<string, readonly string[]>> = {
  long: ['length', 'duration'],
  high: ['height', 'elevation'],
  tall: ['height'],
  deep: ['depth'],
  wide: ['width'],
  far: ['distance'],
  old: ['age'],
  big: ['size', 'area'],
  heavi: ['weight'],
  much: ['price', 'cost', 'amount', 'total'],
  cost: ['price'],
  when: ['date', 'time', 'day'],
  where: ['place', 'location', 'country', 'town'],
};

/** The row that is named and the column that is asked for meet in a cell. */
function fromTable(lines: readonly SeenLine[], asked: readonly string[], kind: RegExp | undefined): Answer | undefined {
  let header: readonly string[] = [];
  let best: { readonly score: number; readonly answer: Answer } | undefined;
  const wanted = [...asked, ...asked.flatMap(word => ASKED_COLUMN[word] ?? []).map(stem)];
  for (const line of lines) {
    if (line.kind === 'header') header = line.cells;
    if (line.kind !== 'row') continue;
    for (const [index, cell] of line.cells.entries()) {
      const column = header[index] ?? '';
      const others = line.cells.filter((_, other) => other !== index).join(' ');
      const ofRow = hitsIn(others, asked);
      const ofColumn = hitsIn(column, wanted);
      const isFitting =
        ofRow > 0 &&
        cell.trim() !== '' &&
        hitsIn(cell, asked) === 0 &&
        (kind === undefined || kind.test(cell) || /\d/.test(cell));
      if (!isFitting || (ofColumn === 0 && !(header.length === 0 && line.cells.length === 2))) continue;
      const score = ofRow * 3 + ofColumn * 2;
      const name = line.cells.find((other, at) => at !== index && hitsIn(other, asked) > 0) ?? '';
      if (best === undefined || score > best.score)
        best = { score, answer: { text: `${name}${column === '' ? '' : `, ${column}`}: ${cell}`, quote: cell } };
    }
  }
  return best?.answer;
}

interface Asked {
  readonly asked: readonly string[];
  /** Those that say what it is about. */
  readonly words: readonly string[];
  readonly kind: RegExp | undefined;
}

/** How many lines above and below one still say what it is about. */
const ABOVE = 6;
const BELOW = 2;

function fromLines(lines: readonly SeenLine[], { asked, words, kind }: Asked): Answer | undefined {
  let heading = '';
  let best: { readonly score: number; readonly index: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'heading') heading = line.text;
    if (line.kind === 'container' || line.text === '') continue;
    if (kind !== undefined && !kind.test(line.text)) continue;
    const near = nearby(lines, index, words);
    const own = hitsIn(line.text, asked);
    const covered = new Set(words.filter(word => hitsIn(`${line.text} ${heading} ${near.text}`, [word]) > 0)).size;
    if (covered === 0 || covered < words.length / 2) continue;
    if (kind === undefined && own === 0) continue;
    const score =
      covered * 4 + own * 3 + near.score * 2 - Math.min(2, line.text.length / 200) - (line.kind === 'element' ? 1 : 0);
    if (best === undefined || score > best.score) best = { score, index };
  }
  return best === undefined ? undefined : inWords(lines, best.index, asked);
}

function nearby(lines: readonly SeenLine[], index: number, words: readonly string[]): { text: string; score: number } {
  let score = 0;
  let text = '';
  for (let at = Math.max(0, index - ABOVE); at <= Math.min(lines.length - 1, index + BELOW); at += 1) {
    const line = lines[at];
    if (line === undefined || at === index) continue;
    const hits = hitsIn(line.text, words);
    if (hits > 0) text += ` ${line.text}`;
    score = Math.max(score, hits * (1 - (at < index ? index - at : (at - index) * 2) / (ABOVE + 1)));
  }
  return { text, score };
}

/** A line that only repeats the question is a label, and what it labels comes next. */
function inWords(lines: readonly SeenLine[], index: number, asked: readonly string[]): Answer {
  const text = lines[index]?.text ?? '';
  const next = lines[index + 1]?.text ?? '';
  const says = contentWords(text).filter(word => !asked.includes(word));
  if (says.length === 0 && next !== '') return { text: `${text}: ${next}`, quote: next };
  const label = says.length === contentWords(text).length ? labelAbove(lines, index, asked) : undefined;
  return { text: label === undefined ? text : `${label}: ${text}`, quote: text };
}

/** "£45.95" alone does not say of what. */
function labelAbove(lines: readonly SeenLine[], index: number, asked: readonly string[]): string | undefined {
  const above = lines.slice(Math.max(0, index - ABOVE), index);
  return above.findLast(line => line.text.length < 80 && hitsIn(line.text, asked) > 0)?.text;
}
