/** Waits for a text, for its going, an address, quiet, or some seconds; always bounded. Looks in our own world: the page's may lie. */

import type { Frame, Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { installIn } from '../install-in.ts';

const DEFAULT_SECONDS = 10;
const LOOK_MS = 2_000;
/** Between two looks. */
const EVERY_MS = 100;

export async function waitFor(page: Page, wait: ActionOf<'wait'>, signal: AbortSignal): Promise<Refusal | undefined> {
  const { text, gone, url, quiet, seconds } = wait;
  const isFor = text ?? gone ?? url;
  const ms = (seconds ?? (isFor === undefined && quiet !== true ? 1 : DEFAULT_SECONDS)) * 1_000;
  // Coming to rest is what follows every act; asked for, the act itself is nothing.
  if (quiet === true) return undefined;
  if (isFor === undefined) {
    await pause(ms, signal);
    return undefined;
  }
  const end = performance.now() + ms;
  for (;;) {
    if (await isSo(page, wait)) return undefined;
    if (signal.aborted || page.isClosed() || performance.now() >= end) break;
    await pause(Math.min(EVERY_MS, end - performance.now()), signal);
  }
  const said = text !== undefined ? 'did not come' : gone !== undefined ? 'was still there' : 'was not reached';
  return refusal('page.timeout', `"${isFor}" ${said} within ${ms / 1_000} s.`);
}

async function isSo(page: Page, { text, gone, url }: ActionOf<'wait'>): Promise<boolean> {
  if (text === undefined && gone === undefined) return url !== undefined && page.url().includes(url);
  const shown = await Promise.all(
    page
      .frames()
      .slice(0, 16)
      .map(frame => shows(frame, text ?? gone ?? '')),
  );
  return shown.some(Boolean) === (text !== undefined);
}

async function shows(frame: Frame, text: string): Promise<boolean> {
  try {
    const realm = await installIn(frame);
    const asked = realm.evaluate(wanted => errand.showsText(wanted), text);
    return await within(LOOK_MS, 'the page', asked);
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
  });
}
