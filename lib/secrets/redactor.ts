/** Takes known values out of any text and puts {{name}} in their place, however they are written there. Knows only what it was given. */

import { placeholderOf, type SecretKind } from '../domain/secret.ts';
import { findValues, type Place, SHORT_CHARS, type Sought, seek } from './find-values.ts';

export interface Redactor {
  add(secret: { readonly name: string; readonly kind: SecretKind; readonly value: string }): void;
  text(text: string): string;
  /** Every text in it, names of fields too; what our own code only chooses from a list stays. */
  deep<T>(value: T): T;
  /** UTF-8 text as `text`; in anything else the value's bytes become asterisks, so that lengths and places stay. */
  bytes(bytes: Uint8Array, mediaType: string): Uint8Array;
}

/** Fields of events, actions and outcomes that hold one of our own words. A weak password may be equal to one. */
const OUR_WORDS: ReadonlySet<string> = new Set([
  ...['type', 'kind', 'ref', 'inputType', 'verb', 'code', 'status', 'effect', 'reason', 'evidence', 'hint', 'keys'],
  ...[
    'taskId',
    'artifactId',
    'screenshotId',
    'questionId',
    'callId',
    'approvalId',
    'digest',
    'site',
    'expiresAt',
    'madeAt',
  ],
]);

const MIN_CHARS = 3;
const PLACEHOLDER = /\{\{([a-z][a-z0-9-]*)\}\}/g;

export function makeRedactor(): Redactor {
  const sought = new Map<string, Sought>();
  const text = (asked: string): string =>
    sought.size === 0 || asked.length < MIN_CHARS ? asked : replaceIn(asked, [...sought.values()]);
  return {
    add({ name, kind, value }) {
      for (const part of partsOf(kind, value))
        if (part.length >= MIN_CHARS) sought.set(part, seek({ name, kind, value: part }));
    },
    text,
    deep: value => (sought.size === 0 ? value : (deep(value, text) as typeof value)),
    bytes: (bytes, mediaType) => (sought.size === 0 ? bytes : redactBytes(bytes, mediaType, text, [...sought.keys()])),
  };
}

/** Either half of a basic one tells something by itself. */
function partsOf(kind: SecretKind, value: string): readonly string[] {
  if (kind !== 'basic') return [value];
  const at = value.indexOf(':');
  return [value, value.slice(0, at), value.slice(at + 1)];
}

/** Overlapping places become one under the name of the longest; placeholders that we put there are left alone, and no others. */
function replaceIn(text: string, sought: readonly Sought[]): string {
  const found = findValues(text, sought).filter(place => !isPartOfHost(text, place));
  if (found.length === 0) return text;
  const names = new Set(sought.map(({ known }) => known.name));
  const kept = [...text.matchAll(PLACEHOLDER)]
    .filter(([, name = '']) => names.has(name))
    .map(({ 0: whole, index }) => ({ from: index, to: index + whole.length }));
  const places = found
    .filter(({ from, to }) => !kept.some(one => from < one.to && to > one.from))
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  let told = '';
  let end = 0;
  for (const { from, to, known } of places) {
    if (from >= end) told += text.slice(end, from) + placeholderOf(known.name);
    end = Math.max(end, to);
  }
  return told + text.slice(end);
}

/** A user name may be a part of the site's own host, which the person has agreed to. */
const isPartOfHost = (text: string, { from, known }: Place): boolean =>
  known.kind === 'username' && /:\/\/[^\s/?#"'@]*$/.test(text.slice(Math.max(0, from - 255), from));

function deep(value: unknown, text: (asked: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(one => deep(one, text));
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [deep(key, text), deep(one, text)]));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) =>
      OUR_WORDS.has(key) && typeof one === 'string' ? [key, one] : [text(key), deep(one, text)],
    ),
  );
}

const TEXT_TYPE = /^(text|multipart|message)\/|json|xml|javascript|csv|html|yaml|x-www-form-urlencoded/i;

function redactBytes(
  bytes: Uint8Array,
  mediaType: string,
  text: (asked: string) => string,
  values: readonly string[],
): Uint8Array {
  if (TEXT_TYPE.test(mediaType)) {
    const decoded = decodeUtf8(bytes);
    if (decoded !== undefined) {
      const told = text(decoded);
      return told === decoded ? bytes : new TextEncoder().encode(told);
    }
  }
  const masked = Buffer.from(bytes);
  for (const value of values.filter(one => one.length >= SHORT_CHARS)) {
    for (const needle of [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le')]) {
      for (let at = masked.indexOf(needle); at >= 0; at = masked.indexOf(needle, at + needle.length))
        masked.fill('*', at, at + needle.length);
    }
  }
  return masked;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
