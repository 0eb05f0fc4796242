/** What the person asks for now, put together from their messages: the newest request, and the address from it or from around it. */

import type { ModelMessage } from '../../agent/model-client.ts';
import { parse, type Reading } from './grammar/parse.ts';
import { addressesIn } from './grammar/protect.ts';
import { split } from './grammar/split.ts';

export interface Request {
  readonly text: string;
  readonly reading: Reading;
  /** Where to begin: of the request itself, else of a message after it, else of one before it. */
  readonly startUrl: string | undefined;
}

export function newestRequest(messages: readonly ModelMessage[]): Request | undefined {
  const said = personsWords(messages);
  const readings = said.map(text => parse(text));
  const isRequest = (index: number): boolean => (readings[index]?.steps ?? []).some(step => step.kind !== 'goto');
  const newest = said.length - 1;
  // An address alone completes the request before it, where that one had none; else it is a request to go there.
  const before = said.findLastIndex(
    (text, index) => isRequest(index) && (index === newest || addressesIn(text).length === 0),
  );
  const index = isRequest(newest) ? newest : completes(said[newest]) && before >= 0 ? before : newest;
  const text = said[index];
  const reading = readings[index];
  if (text === undefined || reading === undefined) return undefined;
  const startUrl = [text, ...said.slice(index + 1), ...said.slice(0, index).toReversed()].flatMap(addressesIn)[0];
  return reading.steps.length === 0 && startUrl === undefined ? undefined : { text, reading, startUrl };
}

/** What stands around an address that only answers a question. */
const AROUND_ADDRESS =
  /^(?:on|at|in|the|it|is|it's|its|that|this|site|website|web|page|shop|address|url|use|try|please|thanks|yes|ok|okay|sure|here|my|would|be)$/iu;

/** "https://shop.example", "on shop.example please": an answer to "which site?". */
export function completes(text: string | undefined): boolean {
  const { clauses, words } = split(text ?? '');
  const isAddress = (word: string): boolean => word.includes('\uE001') || addressesIn(words.value(word)).length > 0;
  const all = clauses.flatMap(({ text: clause }) => clause.split(/[\s,]+/)).filter(word => word !== '');
  return all.filter(isAddress).length === 1 && all.every(word => isAddress(word) || AROUND_ADDRESS.test(word));
}

/** A report of an errand is shown to the chat as a user's message too, and is page text. */
export function personsWords(messages: readonly ModelMessage[]): readonly string[] {
  return messages.flatMap(message =>
    message.role === 'user' && !/\nBEGIN PAGE \S+\n/.test(message.text) ? [message.text] : [],
  );
}
