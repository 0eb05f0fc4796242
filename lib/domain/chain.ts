/**
 * The chain through a stream's events: each is stored with the hash of the one before, and the stream's head has the
 * last one's. Changing, taking out or putting in an event breaks it there, unless all after it is made anew. Pure.
 *
 *   00… ◀─prev─ event 1 ◀─prev─ event 2 ◀─prev─ event 3 ◀─head─ STATE
 */

import { digestOf } from './digest.ts';

/** What the first event of every stream is stored with. */
export const CHAIN_START = `sha256:${'0'.repeat(64)}`;

/** An event's place, without its data. */
export interface Place {
  readonly v: 1;
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
  readonly ownerId: string;
  readonly type: string;
}

/** The data goes in as its digest, so that a chain can be checked by someone who is not shown all of it. */
export function hashOfLink(place: Place, dataDigest: string, prev: string): string {
  const { v, stream, seq, at, ownerId, type } = place;
  return digestOf({ v, stream, seq, at, ownerId, type, data: dataDigest, prev });
}

export function hashOfEvent(event: Place & { readonly data: unknown }, prev: string): string {
  return hashOfLink(event, digestOf(event.data), prev);
}

/**
 * What JSON and the table keep of a value: without `undefined`, and with a replacement where half a character stood,
 * as in a page's title that was cut. Only that has a digest that is still the same when it is read back.
 */
export function storable<T>(value: T): T {
  const text = JSON.stringify(value);
  // JSON writes only half a character so; to ask for each string costs ten times as much.
  const hasHalves = /\\ud[89a-f]/.test(text);
  return JSON.parse(hasHalves ? JSON.stringify(value, wellFormed) : text) as T;
}

const wellFormed = (_: string, part: unknown): unknown => (typeof part === 'string' ? part.toWellFormed() : part);
