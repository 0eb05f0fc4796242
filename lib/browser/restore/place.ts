/** Whose storage a frame sees: its origin's own, or the one its origin has inside pages of another site. Reads none. */

import type { Frame } from 'puppeteer-core';
import { isWebUrl, siteOf } from '../../domain/site.ts';

export interface Place {
  readonly origin: string;
  /** The origin of the page around it, where that is another site's. */
  readonly under?: string | undefined;
}

/** Undefined where it keeps nothing that could be found again: no web address, or its own site once more inside of another. */
export function placeOfFrame(frame: Frame): Place | undefined {
  const url = frame.url();
  if (!isWebUrl(url)) return undefined;
  const { origin } = new URL(url);
  const site = siteOf(url);
  let top: Frame | null = frame;
  let isAmongOthers = false;
  for (let at: Frame | null = frame.parentFrame(); at !== null; at = at.parentFrame()) {
    top = at;
    isAmongOthers ||= isWebUrl(at.url()) && siteOf(at.url()) !== site;
  }
  if (!isAmongOthers) return { origin };
  if (!isWebUrl(top.url()) || siteOf(top.url()) === site) return undefined;
  return { origin, under: new URL(top.url()).origin };
}

/** Of all pages of one site around it the storage is the same. */
export const keyOfPlace = ({ origin, under }: Place): string =>
  under === undefined ? origin : `${origin} in ${siteOf(under)}`;

export function samePlace(place: Place, frame: Frame): boolean {
  const found = placeOfFrame(frame);
  return found !== undefined && keyOfPlace(found) === keyOfPlace(place);
}

export const describePlace = ({ origin, under }: Place): string =>
  under === undefined ? origin : `${origin} inside ${under}`;
