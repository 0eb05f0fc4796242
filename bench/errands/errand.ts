/** What an errand of the benchmark is: words as a person types them, and what must be true afterwards. Runs nothing. */

import type { Stored, TaskEvent } from '../../lib/domain/events.ts';
import type { TaskResult } from '../../lib/domain/result.ts';
import type { SiteRequest } from '../../tests/sites/start-site.ts';

const siteKeys = ['shop', 'forms', 'data', 'news', 'parish'] as const;
export type SiteKey = (typeof siteKeys)[number];

/** Where each site is, with a slash at the end. */
export type Addresses = Readonly<Record<SiteKey, string>>;

/** What must hold, in words, and whether it does. */
export type Finding = readonly [what: string, holds: boolean];

/** What an errand left behind: the sites' own logs of it, its result, its files. */
export interface Seen {
  readonly result: TaskResult;
  readonly events: readonly Stored<TaskEvent>[];
  /** The requests that reached each site while the errand ran. */
  readonly log: Readonly<Record<SiteKey, readonly SiteRequest[]>>;
  /** Names of the artifacts of a kind, oldest first. */
  files(kind: string): readonly string[];
  /** The records of the only CSV, header first; none where there is no CSV or more than one. */
  readonly csv: readonly (readonly string[])[];
}

export interface Errand {
  readonly id: string;
  says(at: Addresses): string;
  /** What the person answers when the errand asks. */
  readonly answer?: string;
  check(seen: Seen): readonly Finding[];
}

/** Completed, and every claim of the report was seen by our own code. */
export const wentWell = ({ result }: Seen): readonly Finding[] => [
  ['ends as completed', result.status === 'completed'],
  ['its evidence is verified', result.evidence === 'verified'],
];

/** Failed, and the report says why in words of the page or of the errand. */
export const failedSaying = ({ result }: Seen, why: RegExp): readonly Finding[] => [
  ['ends as failed', result.status === 'failed'],
  [`the summary says why (${why.source})`, why.test(result.summary)],
];

export const tells = ({ result }: Seen, ...texts: readonly string[]): readonly Finding[] =>
  texts.map(text => [`the summary says “${text}”`, result.summary.includes(text)]);

/** The forms that were sent to a path, in order. */
export const sent = (log: readonly SiteRequest[], path: string | RegExp): readonly Readonly<Record<string, string>>[] =>
  log.flatMap(request =>
    request.method === 'POST' && isAt(request, path) && request.body !== undefined ? [request.body] : [],
  );

export const opened = (log: readonly SiteRequest[], path: string | RegExp): boolean =>
  log.some(request => request.method === 'GET' && isAt(request, path));

const isAt = (request: SiteRequest, path: string | RegExp): boolean =>
  typeof path === 'string' ? request.path.split('?')[0] === path : path.test(request.path);

/** Only these fields are compared; a form has hidden ones too. */
export const isForm = (form: Readonly<Record<string, string>> | undefined, fields: Record<string, string>): boolean =>
  form !== undefined && Object.entries(fields).every(([name, value]) => form[name] === value);

export const sameRows = (
  rows: readonly (readonly string[])[],
  wanted: readonly (readonly (string | number)[])[],
): boolean => JSON.stringify(rows) === JSON.stringify(wanted.map(row => row.map(String)));
