/** Finds where known values stand in a text, plain, escaped, in base64 or hexadecimal, whole or cut off. Replaces nothing. */

import type { SecretKind } from '../domain/secret.ts';
import { bare, bareView, base64View, plain, type View, viewsOf } from './views.ts';

export interface Known {
  readonly name: string;
  readonly kind: SecretKind;
  readonly value: string;
}

export interface Place {
  readonly from: number;
  readonly to: number;
  readonly known: Known;
}

/** Shorter ones stand in many words: they count only where they stand alone. Of one that was cut off so much must be there. */
export const SHORT_CHARS = 6;
/** So many letters and digits in a row are no chance, whatever stands between them. */
const BARE_CHARS = 8;

/** What a value looks like in each view; made once a value. */
export interface Sought {
  readonly known: Known;
  readonly texts: readonly string[];
  readonly base64: readonly string[];
  readonly hex: string;
  /** Its letters and digits, or nothing where they are few. */
  readonly bare: string;
}

export function seek(known: Known): Sought {
  const text = plain(known.value);
  const isLong = known.value.length >= SHORT_CHARS;
  return {
    known,
    // In what a form sends, a blank is a plus.
    texts: [...new Set([text, text.replaceAll(' ', '+'), ...inHalves(text)])],
    base64: isLong ? base64Cores(known.value) : [],
    hex: isLong ? Buffer.from(known.value).toString('hex') : '',
    bare: bare(known.value).length >= BARE_CHARS && !/^\d+$/.test(known.value) ? bare(known.value) : '',
  };
}

/** As sites show a code. */
function inHalves(text: string): readonly string[] {
  const half = text.length / 2;
  return /^\d{6}$|^\d{8}$/.test(text) ? [' ', '-'].map(gap => text.slice(0, half) + gap + text.slice(half)) : [];
}

/** In any order, and overlapping. */
export function findValues(text: string, sought: readonly Sought[]): readonly Place[] {
  const places: Place[] = [];
  const [raw, ...undone] = viewsOf(text);
  for (const view of raw === undefined ? [] : [raw, ...undone])
    for (const { known, texts } of sought) for (const one of texts) places.push(...inView(view, one, known));
  const letters = raw === undefined ? undefined : bareView(raw);
  for (const { known, bare: wanted } of sought)
    if (letters !== undefined && wanted !== '') places.push(...lettersOf(letters, wanted, known));
  const coded = base64View(text);
  for (const { known, base64, hex } of sought) {
    for (const core of base64) places.push(...everywhere(coded, core, known));
    if (hex !== '' && raw !== undefined) places.push(...everywhere(raw, hex, known));
  }
  return places;
}

function* inView(view: View, value: string, known: Known): Generator<Place> {
  const isShort = value.length < SHORT_CHARS;
  // Six digits are a part of many a longer number.
  const isInside = isShort ? isLetter : /^\d{6,8}$/.test(value) ? isDigit : () => false;
  const first = value.slice(0, SHORT_CHARS);
  const { text, at } = view;
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    let length = first.length;
    while (length < value.length && text[from + length] === value[length]) length += 1;
    const to = from + length;
    const isWhole = length === value.length && !isInside(text[from - 1]) && !isInside(text[to]);
    const isCut = !isShort && length < value.length && /^(?:…|\.\.\.|"?$)/.test(text.slice(to, to + 3));
    if (isWhole || isCut) yield { from: at(from), to: at(to), known };
  }
}

const isLetter = (char = ''): boolean => /[\p{L}\p{N}]/u.test(char);
const isDigit = (char = ''): boolean => /\d/.test(char);

/** To the end of the last letter, and not to the next one. */
function* lettersOf({ text, at }: View, wanted: string, known: Known): Generator<Place> {
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length))
    yield { from: at(from), to: at(from + wanted.length - 1) + 1, known };
}

function* everywhere({ text, at }: View, needle: string, known: Known): Generator<Place> {
  for (let from = text.indexOf(needle); from >= 0; from = text.indexOf(needle, from + needle.length))
    yield { from: at(from), to: at(from + needle.length), known };
}

/** At each of the three places where it may begin in a longer text, without the characters it shares with what stands around it. */
function base64Cores(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].map(offset => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
}
