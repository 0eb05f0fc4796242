/** Waits for a text, for its going, an address, quiet, or some seconds; always bounded. Looks in our own world: the page's may lie. */

import type { Frame, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';
import { revealClosedRoots } from '../observe/closed-roots.ts';
import { comeToQuiet } from '../settle.ts';
import type { Tabs } from '../tabs.ts';
import { quote, type Said } from './acted.ts';

const DEFAULT_SECONDS = 10;
const LOOK_MS = 2_000;
/** Between two looks. */
const EVERY_MS = 100;
const MAX_FRAMES = 16;

type Wait = ActionOf<'wait'>;

export async function waitFor(tabs: Tabs, wait: Wait, signal: AbortSignal): Promise<Said> {
  const { text, gone, url, quiet, seconds } = wait;
  const isForSomething = text !== undefined || gone !== undefined || url !== undefined;
  const ms = (seconds ?? (isForSomething || quiet === true ? DEFAULT_SECONDS : 1)) * 1_000;
  if (!isForSomething && quiet !== true) {
    await pause(ms, signal);
    return undefined;
  }
  const end = performance.now() + ms;
  while (isForSomething) {
    // A popup that opens meanwhile is the page from then on.
    const page = tabs.isAlive() && !tabs.isLost() ? tabs.active() : undefined;
    const missing = page === undefined ? 'the page' : await whatIsMissing(page, wait);
    if (missing === undefined) break;
    if (signal.aborted || page === undefined) return undefined;
    if (performance.now() >= end) return refusal('page.timeout', `${missing} within ${ms / 1_000} s.`);
    await pause(Math.min(EVERY_MS, end - performance.now()), signal);
  }
  if (quiet !== true || signal.aborted || tabs.isLost()) return undefined;
  const isQuiet = await comeToQuiet(tabs.active(), Math.max(0, end - performance.now()), signal);
  return isQuiet
    ? { changed: false, note: 'it is quiet' }
    : { changed: false, note: `it still changes after ${ms / 1_000} s` };
}

/** The first of what is waited for that is not so yet, in words. */
async function whatIsMissing(page: Page, { text, gone, url }: Wait): Promise<string | undefined> {
  if (url !== undefined && !page.url().includes(url)) return `The address did not get ${quote(url)}`;
  if (text !== undefined && !(await isShown(page, text))) return `${quote(text)} did not come`;
  if (gone !== undefined && (await isShown(page, gone))) return `${quote(gone)} was still there`;
  return undefined;
}

async function isShown(page: Page, text: string): Promise<boolean> {
  const frames = page.frames().slice(0, MAX_FRAMES);
  return (await Promise.all(frames.map(frame => shows(frame, text)))).some(Boolean);
}

async function shows(frame: Frame, text: string): Promise<boolean> {
  try {
    const realm = await installIn(frame);
    const look = (): Promise<boolean> =>
      within(
        LOOK_MS,
        'the page',
        realm.evaluate(wanted => errand.showsText(wanted), text),
      );
    if (await look()) return true;
    // What may hide a closed root is asked about once.
    const hosts = await within(
      LOOK_MS,
      'the page',
      realm.evaluate(() => errand.noteHosts()),
    );
    return hosts > 0 && (await revealClosedRoots(frame)) && (await look());
  } catch {
    // A document that is being replaced shows nothing yet.
    return false;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
