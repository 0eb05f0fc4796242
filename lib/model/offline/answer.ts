/** Answers a question about one fact with the line or the cell that holds it. Picks words of the page; makes up none. */

import { answerFromTable } from './answer-from-table.ts';
import { readAsked } from './asked.ts';
import { contentWords, hitsIn } from './likeness.ts';
import type { SeenLine } from './read-observation.ts';

/** What the offline model writes before a question when it asks itself to extract: one fact is wanted, no rows. */
export const ONE_FACT = 'answer: ';

export interface Answer {
  /** The answer as a person would say it, with what it belongs to. */
  readonly text: string;
  /** The page's exact words. */
  readonly quote: string;
}

export function answerFrom(lines: readonly SeenLine[], question: string): Answer | undefined {
  const heading = lines.find(line => line.kind === 'heading')?.text ?? '';
  const asked = readAsked(question, heading);
  switch (asked.form) {
    case 'paragraph':
      return paragraph(lines, asked.nth);
    case 'statement':
      return statement(lines);
    case 'fact':
      return answerFromTable(lines, asked) ?? fromLines(lines, asked);
    default:
      return asked.form satisfies never;
  }
}

const ENDS_A_SENTENCE = /[.!?…]["'”’)]*$/u;
const MIN_WORDS = 5;

/** Whole sentences below the first heading: names, dates and links end in nothing. */
function paragraph(lines: readonly SeenLine[], nth: number): Answer | undefined {
  const start = lines.findIndex(line => line.kind === 'heading') + 1;
  const all = lines
    .slice(start)
    .filter(({ kind, text }) => kind === 'text' && ENDS_A_SENTENCE.test(text) && text.split(/\s+/).length >= MIN_WORDS);
  const text = all.at(nth < 0 ? nth : nth - 1)?.text;
  return text === undefined ? undefined : { text: `“${text}”`, quote: text };
}

/** What the page tells whoever is there: its alerts and notices, else its heading and the first words below. */
function statement(lines: readonly SeenLine[]): Answer | undefined {
  const told = lines.filter(({ voice, text }) => voice !== undefined && text !== '').map(({ text }) => text);
  const start = lines.findIndex(line => line.kind === 'heading');
  const first = lines
    .slice(Math.max(0, start))
    .filter(({ kind, text }) => /^(?:heading|text)$/.test(kind) && text !== '');
  const says = told.length > 0 ? told : first.slice(0, 2).map(({ text }) => text);
  return says[0] === undefined ? undefined : { text: `The page says: “${says.join(' ')}”`, quote: says[0] };
}

/** How many lines above and below one still say what it is about. */
const ABOVE = 6;
const BELOW = 2;

type Fact = ReturnType<typeof readAsked>;

function fromLines(lines: readonly SeenLine[], fact: Fact): Answer | undefined {
  const { asked, words, keys, looks, labels } = fact;
  const title = lines.find(line => line.kind === 'heading')?.text ?? '';
  let heading = '';
  let best: { readonly score: number; readonly index: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'heading') heading = line.text;
    if (line.kind === 'container' || line.text === '' || line.isAround === true) continue;
    if (looks !== undefined && !looks.test(line.text)) continue;
    const near = nearest(lines, index, words);
    const about = `${line.text} ${heading} ${near.text}`;
    if (keys.some(key => hitsIn(`${about} ${title}`, [key]) === 0)) continue;
    if (labels.some(label => hitsIn(about, [label]) === 0)) continue;
    const own = hitsIn(line.text, asked);
    const covered = words.filter(word => hitsIn(about, [word]) > 0).length;
    if (covered === 0 || covered < words.length / 2) continue;
    if (looks === undefined && own === 0) continue;
    const score =
      covered * 4 +
      own * 3 +
      near.score * 2 +
      hitsIn(line.text, keys) * 3 -
      Math.min(2, line.text.length / 200) -
      (line.kind === 'element' ? 1 : 0);
    if (best === undefined || score > best.score) best = { score, index };
  }
  return best === undefined ? undefined : inWords(lines, best.index, fact);
}

/** The one line around that says most of what it is about. A heading ends what belongs together. */
function nearest(lines: readonly SeenLine[], index: number, words: readonly string[]): { text: string; score: number } {
  let best = { text: '', score: 0 };
  const weigh = (at: number, distance: number): boolean => {
    const line = lines[at];
    if (line === undefined) return false;
    const score = hitsIn(line.text, words) * (1 - distance / (ABOVE + 1));
    if (score > best.score) best = { text: line.text, score };
    return line.kind !== 'heading';
  };
  for (let far = 1; far <= ABOVE && weigh(index - far, far); far += 1);
  for (let far = 1; far <= BELOW && lines[index + far]?.kind !== 'heading' && weigh(index + far, far * 2); far += 1);
  return best;
}

/** A line that only repeats the question is a label, and what it labels comes next; so does what somebody says. */
function inWords(lines: readonly SeenLine[], index: number, { asked, words, isSaid }: Fact): Answer {
  const text = lines[index]?.text ?? '';
  const next = lines[index + 1]?.text ?? '';
  const says = contentWords(text).filter(word => !asked.includes(word));
  const isLabel = says.length === 0 || (isSaid && !ENDS_A_SENTENCE.test(text));
  if (isLabel && next !== '') return { text: `${text}: ${next}`, quote: next };
  const label = says.length === contentWords(text).length ? labelAbove(lines, index, words) : undefined;
  return { text: label === undefined ? text : `${label}: ${text}`, quote: text };
}

/** "£45.95" alone does not say of what. */
function labelAbove(lines: readonly SeenLine[], index: number, asked: readonly string[]): string | undefined {
  const above = lines.slice(Math.max(0, index - ABOVE), index);
  return above.findLast(line => line.text.length < 80 && hitsIn(line.text, asked) > 0)?.text;
}
