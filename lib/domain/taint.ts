/**
 * Where the words of a value come from: from the person, or from a page, and of which site. Pure; holds texts against each other as
 * letters and digits alone, so that neither case nor signs nor spaces nor the usual codings hide a flow. Rules nothing.
 */

import { siteOf } from './site.ts';

/** What pages have said, by site: letters and digits, newest last, a line a text. */
export type Heard = ReadonlyMap<string, string>;

export interface Told {
  readonly heard: Heard;
  /** The person's own: instruction, plan, answers. Never tainted. */
  readonly own: readonly string[];
}

/** A piece of a value that stood on pages of a site. */
export interface Origin {
  readonly site: string;
  /** As it was compared. */
  readonly quote: string;
}

export const nothingHeard: Heard = new Map();

/** Letters and digits in a row that tell where they come from. Shorter ones are everywhere. */
const MIN_PIECE = 8;
/** A whole value with a digit in it, such as a code that was sent by mail. */
const MIN_CODE = 6;
/** A whole address or number somebody is reached by. */
const MIN_RECIPIENT = 4;
/** Characters a site; some forty full observations. */
const MAX_HEARD = 400_000;
const MAX_QUOTE = 120;

export function hear(heard: Heard, url: string, text: string): Heard {
  const site = siteOrNone(url);
  const added = squeeze(text.replace(/\\[nrt"]/g, ' '));
  if (site === undefined || added === '') return heard;
  const before = heard.get(site) ?? '';
  if (before.includes(added)) return heard;
  return new Map([...heard, [site, `${before}\n${added}`.slice(-MAX_HEARD)]]);
}

/** The first piece of the value that another site's page said, and neither the person nor the site it goes to. */
export function originOf({ heard, own }: Told, value: string, to: string): Origin | undefined {
  const known = [squeezeAll(own), heard.get(to) ?? ''];
  const others = [...heard].filter(([site]) => site !== to);
  return others.length === 0 ? undefined : firstOrigin(spellingsOf(value), others, known);
}

/** Who something would be sent to, where a page of whatever site said it and the person did not. */
export function originOfRecipient({ heard, own }: Told, value: string): Origin | undefined {
  const known = [squeezeAll(own)];
  const whole = squeeze(value);
  if (whole.length < MIN_PIECE) {
    const site = [...heard].find(([, text]) => whole.length >= MIN_RECIPIENT && text.includes(whole))?.[0];
    return site === undefined || known.some(text => text.includes(whole)) ? undefined : { site, quote: whole };
  }
  return firstOrigin(spellingsOf(value), [...heard], known);
}

function firstOrigin(
  spellings: readonly string[],
  heard: readonly (readonly [site: string, text: string])[],
  known: readonly string[],
): Origin | undefined {
  for (const [site, text] of heard) {
    const quote = sharedPiece(spellings, text, known);
    if (quote !== undefined) return { site, quote };
  }
  return undefined;
}

/** Up to so many pieces each is looked up by itself; more of them in one pass over what was heard. */
const FEW = 100;

function sharedPiece(values: readonly string[], text: string, known: readonly string[]): string | undefined {
  const isKnown = (piece: string): boolean => known.some(one => one.includes(piece));
  const code = values.find(value => value.length < MIN_PIECE && /\d/.test(value) && text.includes(value));
  if (code !== undefined && !isKnown(code)) return code;
  const pieces = piecesOf(values);
  if (pieces.size <= FEW) {
    for (const [piece, rest] of pieces) {
      const at = text.indexOf(piece);
      if (at >= 0 && !isKnown(piece)) return sameStart(rest, text, at);
    }
    return undefined;
  }
  for (let at = 0; at + MIN_PIECE <= text.length; at += 1) {
    const piece = text.slice(at, at + MIN_PIECE);
    const rest = pieces.get(piece);
    if (rest === undefined) continue;
    if (!isKnown(piece)) return sameStart(rest, text, at);
    pieces.delete(piece);
  }
  return undefined;
}

/** Each piece with what follows from it on. */
function piecesOf(values: readonly string[]): Map<string, string> {
  const pieces = new Map<string, string>();
  for (const value of values)
    for (let at = 0; at + MIN_PIECE <= value.length; at += 1) {
      const piece = value.slice(at, at + MIN_PIECE);
      if (!pieces.has(piece)) pieces.set(piece, value.slice(at, at + MAX_QUOTE));
    }
  return pieces;
}

function sameStart(rest: string, text: string, at: number): string {
  let length = MIN_PIECE;
  while (length < rest.length && rest[length] === text[at + length]) length += 1;
  return rest.slice(0, length);
}

/** The value itself, and what it is a coding of. */
function spellingsOf(value: string): readonly string[] {
  const bare = value.replace(/\{\{\s*[a-z][a-z0-9-]*\s*\}\}/g, ' ');
  const codings = (bare.match(/[A-Za-z0-9+/_%-]{12,}={0,2}/g) ?? []).flatMap(decodingsOf);
  const whole = [bare, unescapeUrl(bare), ...codings].map(squeeze);
  return [...new Set([...whole, reversed(whole[0] ?? '')])].filter(text => text.length >= MIN_CODE);
}

function decodingsOf(text: string): string[] {
  const bytes = [
    /^(?:[0-9a-f]{2})+$/i.test(text) ? (text.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)) : undefined,
    bytesOfBase64(text),
  ];
  return bytes.flatMap(one => (one === undefined ? [] : [new TextDecoder().decode(Uint8Array.from(one))]));
}

function bytesOfBase64(text: string): number[] | undefined {
  try {
    return [...atob(text.replace(/-/g, '+').replace(/_/g, '/'))].map(char => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

const reversed = (text: string): string => [...text].reverse().join('');

function unescapeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

const squeezeAll = (texts: readonly string[]): string => texts.map(squeeze).join('\n');

function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function siteOrNone(url: string): string | undefined {
  try {
    return siteOf(url);
  } catch {
    return undefined;
  }
}
