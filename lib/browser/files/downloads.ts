/** Files that pages give: caught by Chromium into the task's folder, capped, handed out once, kept in memory for reading. Opens none. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Protocol } from 'puppeteer-core';
import type { PageFile } from '../../agent/page.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { cleanFileName, mediaTypeOf } from './file-name.ts';

export const MAX_FILE_BYTES = 25_000_000;
const MAX_RUN_BYTES = 60_000_000;
const MAX_FILES = 20;
/** A download that gets no byte for so long has ended. */
const STALLED_MS = 20_000;
/** How long an act waits for the file it caused. */
const AWAIT_MS = 15_000;

export type FileNote = { readonly ok: true; readonly note: string } | Refusal;

export interface Downloads {
  /** How many have begun so far. */
  begun(): number;
  /** Until another one begins after `count`; at most `ms`. Scripts make a file a moment after the click. */
  untilBegun(count: number, ms: number): Promise<void>;
  /** Waits for those that began after `count`, bounded; says what came of the newest. */
  noteSince(count: number, signal: AbortSignal): Promise<FileNote | undefined>;
  /** Complete files that were not taken before. Only where they may be kept. */
  take(): readonly PageFile[];
  /** Any file of the run, taken or not. */
  find(name: string): PageFile | undefined;
  names(): readonly string[];
  /** What came or was refused without an act that asked for it. */
  takeNotices(): readonly string[];
}

interface Download {
  readonly name: string;
  readonly path: string;
  receivedBytes: number;
  state: 'coming' | 'complete' | 'refused';
  why: string;
  file: PageFile | undefined;
  isTaken: boolean;
  isTold: boolean;
  stalled: NodeJS.Timeout | undefined;
}

export interface DownloadOptions {
  /** Of this task; files lie there until they are read. */
  readonly folder: string;
  /** `read-only`: the consent has no "download". Then only what a person would read in the browser, a PDF, is kept, and only for reading. */
  readonly keep: 'all' | 'read-only';
}

export async function catchDownloads(browser: Browser, { folder, keep }: DownloadOptions): Promise<Downloads> {
  const downloads = new Map<string, Download>();
  let wake = (): void => {};
  const path = join(folder, 'downloads');
  await mkdir(path, { recursive: true, mode: 0o700 });
  const session = await browser.target().createCDPSession();
  const total = (): number => [...downloads.values()].reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);

  const refuse = (guid: string, download: Download, why: string): void => {
    if (download.state !== 'coming') return;
    download.state = 'refused';
    download.why = why;
    clearTimeout(download.stalled);
    void session.send('Browser.cancelDownload', { guid }).catch(() => {});
    void rm(download.path, { force: true });
    wake();
  };
  const watchStall = (guid: string, download: Download): void => {
    clearTimeout(download.stalled);
    download.stalled = setTimeout(() => refuse(guid, download, 'no more of it came'), STALLED_MS).unref();
  };

  session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename }) => {
    const name = cleanFileName(suggestedFilename, new Set([...downloads.values()].map(one => one.name)));
    const download: Download = {
      name,
      path: join(path, guid),
      receivedBytes: 0,
      state: 'coming',
      why: '',
      file: undefined,
      isTaken: false,
      isTold: false,
      stalled: undefined,
    };
    downloads.set(guid, download);
    watchStall(guid, download);
    if (keep === 'read-only' && !name.toLowerCase().endsWith('.pdf'))
      refuse(guid, download, 'the consent has no "download"');
    else if (downloads.size > MAX_FILES) refuse(guid, download, `a run takes ${MAX_FILES} files`);
    wake();
  });
  session.on('Browser.downloadProgress', progress => void follow(progress));
  const follow = async ({
    guid,
    state,
    receivedBytes,
    totalBytes,
  }: Protocol.Browser.DownloadProgressEvent): Promise<void> => {
    const download = downloads.get(guid);
    if (download === undefined || download.state !== 'coming') return;
    download.receivedBytes = receivedBytes;
    watchStall(guid, download);
    if (Math.max(receivedBytes, totalBytes) > MAX_FILE_BYTES)
      return refuse(guid, download, `it has more than ${MAX_FILE_BYTES / 1_000_000} MB`);
    if (total() > MAX_RUN_BYTES) return refuse(guid, download, `a run takes ${MAX_RUN_BYTES / 1_000_000} MB`);
    if (state === 'canceled') return refuse(guid, download, 'the site broke it off');
    if (state !== 'completed') return;
    clearTimeout(download.stalled);
    const bytes = await readFile(download.path).catch(() => undefined);
    await rm(download.path, { force: true });
    download.state = bytes === undefined ? 'refused' : 'complete';
    if (bytes !== undefined)
      download.file = { name: download.name, mediaType: mediaTypeOf(download.name, bytes), bytes };
    else download.why = 'it could not be read';
    wake();
  };
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: path,
    eventsEnabled: true,
  });
  const onChange = (waker: () => void): void => {
    wake = waker;
  };
  return downloadsOf(downloads, keep, onChange);
}

function downloadsOf(
  downloads: ReadonlyMap<string, Download>,
  keep: DownloadOptions['keep'],
  onChange: (wake: () => void) => void,
): Downloads {
  const all = (): readonly Download[] => [...downloads.values()];
  const until = async (isSo: () => boolean, ms: number): Promise<void> => {
    const end = performance.now() + ms;
    while (!isSo() && performance.now() < end)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.min(250, end - performance.now()));
        onChange(() => {
          clearTimeout(timer);
          resolve();
        });
      });
  };
  return {
    begun: () => downloads.size,
    untilBegun: (count, ms) => until(() => downloads.size > count, ms),
    async noteSince(count, signal) {
      const isComing = (): boolean =>
        all()
          .slice(count)
          .some(({ state }) => state === 'coming');
      await until(() => !isComing() || signal.aborted, AWAIT_MS);
      const newest = all().slice(count).at(-1);
      if (newest === undefined) return undefined;
      newest.isTold = true;
      return noteOf(newest);
    },
    take() {
      if (keep !== 'all') return [];
      const fresh = all().filter(({ file, isTaken }) => file !== undefined && !isTaken);
      for (const download of fresh) download.isTaken = true;
      return fresh.flatMap(({ file }) => file ?? []);
    },
    find: name => all().find(download => download.name === name)?.file,
    names: () => all().flatMap(({ file }) => file?.name ?? []),
    takeNotices() {
      const untold = all().filter(({ isTold, state }) => !isTold && state !== 'coming');
      for (const download of untold) download.isTold = true;
      return untold.map(download => {
        const said = noteOf(download);
        return said.ok ? said.note : said.detail;
      });
    },
  };
}

function noteOf({ name, state, why, file, receivedBytes }: Download): FileNote {
  const said = JSON.stringify(name);
  if (state === 'refused') return refusal('page.download-refused', `The file ${said} was not taken: ${why}.`);
  if (file === undefined)
    return { ok: true, note: `the file ${said} is still coming, ${kilobytes(receivedBytes)} so far` };
  return { ok: true, note: `downloaded ${said}, ${kilobytes(file.bytes.byteLength)}, ${file.mediaType}` };
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1_000))} kB`;
