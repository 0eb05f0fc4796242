/** One file on its way, and what is said of it. */

import type { PageFile } from '../../agent/page.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';

export type FileNote = { readonly ok: true; readonly note: string } | Refusal;

export interface Download {
  readonly guid: string;
  readonly name: string;
  /** By `performance.now()`. */
  readonly began: number;
  receivedBytes: number;
  state: 'coming' | 'complete' | 'refused';
  /** Why it was refused. */
  why?: string;
  file?: PageFile;
  isTaken?: boolean;
  isTold?: boolean;
  stalled?: NodeJS.Timeout;
}

/** In one note or one look; the rest is counted. */
const MAX_SAID = 5;

/** What an act says of the files it caused; those that still come are told when they are there. */
export function noteOf(downloads: readonly Download[]): FileNote | undefined {
  if (downloads.length === 0) return undefined;
  const note = said(downloads).join('; ');
  for (const download of downloads) if (download.state !== 'coming') download.isTold = true;
  const isRefused = downloads.every(({ state }) => state === 'refused');
  return isRefused
    ? refusal('page.download-refused', `${note[0]?.toUpperCase()}${note.slice(1)}.`)
    : { ok: true, note };
}

/** What came of those that no act has told of. */
export function noticesOf(downloads: readonly Download[]): readonly string[] {
  const untold = downloads.filter(({ isTold, state }) => isTold !== true && state !== 'coming');
  for (const download of untold) download.isTold = true;
  return said(untold);
}

function said(downloads: readonly Download[]): string[] {
  const more = downloads.length - MAX_SAID;
  return [...downloads.slice(0, MAX_SAID).map(sentence), ...(more > 0 ? [`and ${more} more files`] : [])];
}

function sentence({ name, state, why, file, receivedBytes }: Download): string {
  const quoted = JSON.stringify(name);
  if (state === 'refused') return `the file ${quoted} was not taken: ${why}`;
  if (file === undefined) return `the file ${quoted} is still coming, ${kilobytes(receivedBytes)} so far`;
  return `downloaded ${quoted}, ${kilobytes(file.bytes.byteLength)}, ${file.mediaType}`;
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1_000))} kB`;
