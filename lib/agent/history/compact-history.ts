/**
 * Keeps a long run's conversation small: the newest turns whole, older ones folded into one record of facts. Pure and the same for
 * the same messages; asks no model. It folds several turns at once, so that a provider's prompt cache holds in between.
 */

import { excerptIn, shortenExcerpt, withoutExcerpt } from '../fence.ts';
import { isInstruction } from '../instructed.ts';
import type { ModelMessage } from '../model-client.ts';
import { fitSoFar } from './fit-so-far.ts';
import { foldTurn } from './fold-turn.ts';
import { nothingSoFar, readSoFar, renderSoFar } from './so-far.ts';
import { charsOfTurn, messagesOf, type Turn, turnsOf } from './turns.ts';

/** Turns that stay whole at least, where they are not huge. */
export const KEPT_TURNS = 6;
/** So many more may gather before they are folded. */
export const FOLDED_AT_ONCE = 4;
/** Characters of the whole turns before the newest; past it they are folded early, down to half. */
export const MAX_RECENT_CHARS = 24_000;

/** How many turns keep what was found and read whole; it can be read again. */
const TURNS_WITH_EXCERPTS = 3;
const SHORT_EXCERPT = 400;

/** `mark` fences the record where one is written. The same messages where there is nothing to fold. */
export function compactHistory(messages: readonly ModelMessage[], mark: string): readonly ModelMessage[] {
  const { head, turns } = turnsOf(messages);
  const thin = turns.map((turn, index) => thinTurn(turn, turns.slice(index + 1)));
  const folds = howManyToFold(thin);
  if (folds === 0)
    return thin.every((turn, index) => turn === turns[index]) ? messages : messagesOf({ head, turns: thin });
  const last = head.at(-1);
  const before = last?.role === 'user' ? readSoFar(last.text) : undefined;
  const soFar = fitSoFar(thin.slice(0, folds).reduce(foldTurn, before ?? nothingSoFar));
  const record: ModelMessage = { role: 'user', text: renderSoFar(soFar, mark) };
  // What the person said in mid-run stays theirs, word for word, and is no part of a record that pages wrote in too.
  const said = thin.slice(0, folds).flatMap(({ after }) => after.filter(isInstruction));
  const first = before === undefined ? head : head.slice(0, -1);
  return messagesOf({ head: [...first, ...said, record], turns: thin.slice(folds) });
}

function howManyToFold(turns: readonly Turn[]): number {
  const older = turns.slice(0, -1).map(charsOfTurn);
  const chars = older.reduce((sum, one) => sum + one, 0);
  const byCount = turns.length > KEPT_TURNS + FOLDED_AT_ONCE ? turns.length - KEPT_TURNS : 0;
  if (chars <= MAX_RECENT_CHARS) return byCount;
  let left = chars;
  const index = older.findIndex(one => {
    left -= one;
    return left <= MAX_RECENT_CHARS / 2;
  });
  return Math.max(byCount, index + 1);
}

/** Older excerpts keep their beginning; one that was read again later keeps nothing. */
function thinTurn(turn: Turn, later: readonly Turn[]): Turn {
  if (!turn.after.some(message => excerptIn(message.text) !== undefined)) return turn;
  const again = new Set(later.flatMap(({ after }) => after.flatMap(({ text }) => excerptIn(text) ?? [])));
  const thin = (message: ModelMessage): ModelMessage => {
    const excerpt = message.role === 'tool' ? excerptIn(message.text) : undefined;
    if (excerpt === undefined) return message;
    if (again.has(excerpt)) return { ...message, text: withoutExcerpt(message.text) };
    return later.length < TURNS_WITH_EXCERPTS
      ? message
      : { ...message, text: shortenExcerpt(message.text, SHORT_EXCERPT) };
  };
  const after = turn.after.map(thin);
  return after.every((message, index) => message.text === turn.after[index]?.text) ? turn : { ...turn, after };
}
