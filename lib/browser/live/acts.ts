/** The record of what a person does, in words: joined where it goes on, bounded, and never with what was typed. Asks no page. */

import { quote } from '../act/acted.ts';

/** Of one event: 18 KB at most, and it has 24. */
const MAX_ACTS = 40;
const MAX_ACT_CHARS = 150;
/** Shorter ones are everywhere. */
const LEAST_TYPED = 3;
const MAX_TYPED = 40;

export interface Acts {
  say(words: string): void;
  typed(characters: string, into: string): void;
  pressed(chord: string): void;
  /** A name on the page without what was typed: a suggestion, or a heading that repeats it. */
  hide(name: string): string;
  has(): boolean;
  /** What was done since it was last asked. */
  take(): readonly string[];
}

interface Repeated {
  readonly of: string;
  count: number;
}

export function recordActs(): Acts {
  let done: string[] = [];
  let left = 0;
  let typing: { readonly into: string; count: number } | undefined;
  let pressing: Repeated | undefined;
  const runs: string[] = [];
  const push = (words: string): void => {
    if (words === done.at(-1)) return;
    if (done.length >= MAX_ACTS) left += 1;
    else done.push(words.length > MAX_ACT_CHARS ? `${words.slice(0, MAX_ACT_CHARS - 1)}…` : words);
  };
  const close = (): void => {
    if (typing !== undefined)
      push(`typed ${typing.count} ${typing.count === 1 ? 'character' : 'characters'} into ${typing.into}`);
    if (pressing !== undefined) push(`pressed ${pressing.of}${pressing.count === 1 ? '' : ` ${pressing.count} times`}`);
    typing = undefined;
    pressing = undefined;
  };
  return {
    say(words) {
      close();
      push(words);
    },
    typed(characters, into) {
      if (typing?.into !== into) close();
      const isNew = typing === undefined;
      typing ??= { into, count: 0 };
      typing.count += [...characters].length;
      const run = isNew ? characters : `${runs.pop() ?? ''}${characters}`;
      runs.push(run);
      if (runs.length > MAX_TYPED) runs.shift();
    },
    pressed(chord) {
      if (pressing?.of !== chord) close();
      pressing ??= { of: chord, count: 0 };
      pressing.count += 1;
      // What is left there is what a page may repeat.
      if (chord === 'Backspace') runs.push((runs.pop() ?? '').slice(0, -1));
    },
    hide: name => runs.reduce(without, name),
    has: () => done.length > 0 || typing !== undefined || pressing !== undefined,
    take() {
      close();
      const taken = left === 0 ? done : [...done, `and ${left} more things`];
      done = [];
      left = 0;
      return taken;
    },
  };
}

function without(name: string, run: string): string {
  const sought = run.trim().toLowerCase();
  if (sought.length < LEAST_TYPED) return name;
  const at = name.toLowerCase().indexOf(sought);
  return at < 0 ? name : `${name.slice(0, at)}…${name.slice(at + sought.length)}`;
}

/** What a page or its guard says, for the record. */
export const told = (text: string): string => quote(text, MAX_ACT_CHARS - 40);
