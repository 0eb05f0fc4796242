/** Files that pages give: caught by Chromium into the task's folder, capped, handed out once, kept in memory for reading. Opens none. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Protocol } from 'puppeteer-core';
import type { PageFile } from '../../agent/page.ts';
import { type Download, type FileNote, noteOf, noticesOf } from './download.ts';
import { cleanFileName, mediaTypeOf, namedTypeOf } from './file-name.ts';

const MAX_FILE_BYTES = 25_000_000;
const MAX_RUN_BYTES = 60_000_000;
const MAX_FILES = 20;
/** A page that gives files without end is refused them without a word for each. */
const MAX_TOLD = 100;
/** A download that gets no byte for so long has ended. */
const STALLED_MS = 60_000;
/** Nor is one that only drips waited for without end. */
const MAX_COMING_MS = 10 * 60_000;
/** How long an act waits for the file it caused, and how long while no byte comes. */
const AWAIT_MS = 10_000;
const AWAIT_IDLE_MS = 4_000;

export type { FileNote } from './download.ts';

export interface Downloads {
  /** How many have begun so far. */
  begun(): number;
  /** Until another one begins after `count`; at most `ms`. Scripts make a file a moment after the click. */
  untilBegun(count: number, ms: number): Promise<void>;
  /** Waits for those that began after `count`, bounded; says what came of them. A refusal where none was taken. */
  noteSince(count: number, signal: AbortSignal): Promise<FileNote | undefined>;
  /** Complete files that were not taken before. Only where they may be kept. */
  take(): readonly PageFile[];
  /** Any file of the run, taken or not. */
  find(name: string): PageFile | undefined;
  names(): readonly string[];
  /** What came or was refused without an act that told of it. */
  takeNotices(): readonly string[];
}

export interface DownloadOptions {
  /** Of this task; files lie there until they are read. */
  readonly folder: string;
  /** `read-only`: the consent has no "download". Then only what a person would read in the browser, a PDF, is kept, and only for reading. */
  readonly keep: 'all' | 'read-only';
  /** Ms; a test does not wait a minute. */
  readonly stalledMs?: number;
}

interface Catching {
  readonly all: Download[];
  ignored: number;
  /** Called at each beginning, byte and end. */
  wake: () => void;
}

export async function catchDownloads(
  browser: Browser,
  { folder, keep, stalledMs = STALLED_MS }: DownloadOptions,
): Promise<Downloads> {
  const catching: Catching = { all: [], ignored: 0, wake: () => {} };
  const { all } = catching;
  const byGuid = new Map<string, Download>();
  const path = join(folder, 'downloads');
  await mkdir(path, { recursive: true, mode: 0o700 });
  const session = await browser.target().createCDPSession();
  const cancel = (guid: string): void => void session.send('Browser.cancelDownload', { guid }).catch(() => {});
  const refuse = (download: Download, why: string): void => {
    if (download.state !== 'coming') return;
    download.state = 'refused';
    download.why = why;
    clearTimeout(download.stalled);
    cancel(download.guid);
    void rm(join(path, download.guid), { force: true });
    catching.wake();
  };
  const begin = ({ guid, suggestedFilename }: Protocol.Browser.DownloadWillBeginEvent): void => {
    if (all.length >= MAX_TOLD) {
      catching.ignored += 1;
      cancel(guid);
      return;
    }
    const name = cleanFileName(suggestedFilename, new Set(all.map(one => one.name)));
    const began = performance.now();
    const download: Download = { guid, name, began, receivedBytes: 0, state: 'coming' };
    all.push(download);
    byGuid.set(guid, download);
    download.stalled = setTimeout(() => refuse(download, 'no more of it came'), stalledMs).unref();
    // What a PDF is called its server decides; that a name says another kind is enough to refuse it at once.
    const named = namedTypeOf(name) ?? 'application/pdf';
    if (keep === 'read-only' && named !== 'application/pdf' && named !== 'text/html') refuse(download, NO_VERB);
    else if (all.filter(({ state }) => state !== 'refused').length > MAX_FILES)
      refuse(download, `a run takes ${MAX_FILES} files`);
    catching.wake();
  };
  const follow = async (progress: Protocol.Browser.DownloadProgressEvent): Promise<void> => {
    const download = byGuid.get(progress.guid);
    if (download === undefined || download.state !== 'coming') return;
    const { state, receivedBytes, totalBytes } = progress;
    if (receivedBytes > download.receivedBytes) download.stalled?.refresh();
    download.receivedBytes = receivedBytes;
    catching.wake();
    const why = tooMuch(all, Math.max(receivedBytes, totalBytes)) ?? tooLong(download);
    if (why !== undefined) return refuse(download, why);
    if (state === 'canceled') return refuse(download, 'it was broken off');
    if (state !== 'completed') return;
    clearTimeout(download.stalled);
    const bytes = await readFile(join(path, download.guid)).catch(() => undefined);
    await rm(join(path, download.guid), { force: true });
    if (bytes === undefined) return refuse(download, 'it could not be read');
    const mediaType = mediaTypeOf(download.name, bytes);
    if (keep === 'read-only' && mediaType !== 'application/pdf') return refuse(download, NO_VERB);
    download.file = { name: download.name, mediaType, bytes };
    download.state = 'complete';
    catching.wake();
  };
  session.on('Browser.downloadWillBegin', begin);
  session.on('Browser.downloadProgress', progress => void follow(progress));
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: path,
    eventsEnabled: true,
  });
  return downloadsOf(catching, keep);
}

const NO_VERB = 'the consent has no "download"';

function tooMuch(all: readonly Download[], bytes: number): string | undefined {
  if (bytes > MAX_FILE_BYTES) return `it has more than ${MAX_FILE_BYTES / 1_000_000} MB`;
  const total = all.reduce((sum, one) => sum + (one.state === 'refused' ? 0 : one.receivedBytes), 0);
  return total > MAX_RUN_BYTES ? `a run takes ${MAX_RUN_BYTES / 1_000_000} MB` : undefined;
}

const tooLong = ({ began }: Download): string | undefined =>
  performance.now() - began > MAX_COMING_MS ? 'it came too slowly' : undefined;

function downloadsOf(catching: Catching, keep: DownloadOptions['keep']): Downloads {
  const { all } = catching;
  return {
    begun: () => all.length,
    untilBegun: (count, ms) => until(catching, () => all.length > count, { ms, idleMs: ms }),
    async noteSince(count, signal) {
      const isOver = (): boolean => signal.aborted || !all.slice(count).some(({ state }) => state === 'coming');
      await until(catching, isOver, { ms: AWAIT_MS, idleMs: AWAIT_IDLE_MS });
      return noteOf(all.slice(count));
    },
    take() {
      if (keep !== 'all') return [];
      const fresh = all.filter(({ file, isTaken }) => file !== undefined && isTaken !== true);
      for (const download of fresh) download.isTaken = true;
      return fresh.flatMap(({ file }) => file ?? []);
    },
    find: name => all.find(download => download.name === name)?.file,
    names: () => all.flatMap(({ file }) => file?.name ?? []),
    takeNotices() {
      const { ignored } = catching;
      catching.ignored = 0;
      return [...noticesOf(all), ...(ignored === 0 ? [] : [`${ignored} more files were not taken`])];
    },
  };
}

/** Until so; at most `ms`, and at most `idleMs` after the last thing that happened to a file. */
async function until(
  catching: Catching,
  isSo: () => boolean,
  { ms, idleMs }: { ms: number; idleMs: number },
): Promise<void> {
  const end = performance.now() + ms;
  while (!isSo() && performance.now() < end) {
    const happened = await new Promise<boolean>(resolve => {
      const timer = setTimeout(() => resolve(false), Math.min(idleMs, end - performance.now()));
      catching.wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
    if (!happened) return;
  }
}
