/** Reads "colour Copper, highest price 70, in stock only" with the page's own names: what is a field there, and what its value. */

import { protect } from '../grammar/protect.ts';
import type { SeenPage } from '../read-observation.ts';
import { boxCalled, namedScore, type Wish } from './put-in.ts';

/** A wish, or a box to be ticked. */
export type Assignment = ({ readonly kind: 'value' } & Wish) | { readonly kind: 'tick'; readonly name: string };

/** A name in running words must be close; one that stands alone as a label need not be. */
const CLOSE = 76;
const SURE = 84;
const MAX_NAME_WORDS = 7;
const PARTS = /(\s*,\s*(?:and\s+)?|\s+and\s+)/iu;
const BETWEEN = /^(?:is|are|to|as|of|with|be|should\s+be|must\s+be|:|=)\s+(?=\S)/iu;

/** Undefined where the first words name nothing on the page. */
export function readPhrase(page: SeenPage, phrase: string): readonly Assignment[] | undefined {
  const words = protect(phrase);
  const [first = '', ...rest] = words.text.split(PARTS);
  const begun = assignmentIn(page, first, CLOSE);
  if (begun === undefined) return undefined;
  return goOn(page, valued(begun, words.value), rest, words.value);
}

/** The value of one field as it was said, which may go on with the next field: "250, site reference NW-1234". */
export function readValue(page: SeenPage, wish: Wish): readonly Assignment[] {
  const words = protect(wish.value);
  const [first = '', ...rest] = words.text.split(PARTS);
  return goOn(page, { kind: 'value', ...wish, value: words.value(first) }, rest, words.value);
}

/** `rest`: joints and parts in turn. A part that names nothing belongs to the value before it. */
function goOn(
  page: SeenPage,
  begun: Assignment,
  rest: readonly string[],
  value: (marked: string) => string,
): readonly Assignment[] {
  const all: Assignment[] = [begun];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [joint = '', part = ''] = [rest[index], rest[index + 1]];
    const next = assignmentIn(page, part, SURE);
    const last = all.at(-1);
    if (next !== undefined) all.push(valued(next, value));
    else if (last?.kind === 'value') all[all.length - 1] = { ...last, value: `${last.value}${joint}${value(part)}` };
    else if (last !== undefined) all[all.length - 1] = { kind: 'tick', name: `${last.name}${joint}${value(part)}` };
  }
  return all;
}

const valued = (assignment: Assignment, value: (marked: string) => string): Assignment =>
  assignment.kind === 'tick'
    ? { ...assignment, name: value(assignment.name) }
    : { ...assignment, field: value(assignment.field), value: value(assignment.value) };

/** "full name Ann Lee", "Ann Lee as full name", "in stock only". */
function assignmentIn(page: SeenPage, part: string, least: number): Assignment | undefined {
  const said = part.trim().replace(/^(?:(?:the|a|my|your|with|set)\s+)+/iu, '');
  if (boxCalled(page, said) !== undefined) return { kind: 'tick', name: said };
  const tokens = said.split(/\s+/);
  let best: { readonly score: number; readonly field: string; readonly value: string } | undefined;
  for (let count = Math.min(MAX_NAME_WORDS, tokens.length - 1); count >= 1; count -= 1) {
    const field = tokens.slice(0, count).join(' ').replace(/[:=]$/u, '');
    const value = tokens.slice(count).join(' ').replace(BETWEEN, '');
    const score = namedScore(page, field.replace(/\s+(?:is|are|to|as|of)$/iu, ''));
    if (score >= least && (best === undefined || score > best.score))
      best = { score, field: field.replace(/\s+(?:is|are|to|as|of)$/iu, ''), value };
  }
  if (best !== undefined) return { kind: 'value', field: best.field, value: best.value };
  const { value, field } =
    /^(?<value>.+?)\s+(?:as|for|in|into)\s+(?:the\s+|my\s+)?(?<field>.+)$/iu.exec(said)?.groups ?? {};
  return value !== undefined && field !== undefined && namedScore(page, field) >= least
    ? { kind: 'value', field, value }
    : undefined;
}
