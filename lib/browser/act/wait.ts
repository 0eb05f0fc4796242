/** Waits for a text, for its going, or for some seconds; always bounded. */

import type { Page } from 'puppeteer-core';
import type { ActionOf } from '../../domain/action.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';

const DEFAULT_SECONDS = 10;

export async function waitFor(
  page: Page,
  { text, gone, seconds }: ActionOf<'wait'>,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const wanted = text ?? gone;
  const ms = (seconds ?? (wanted === undefined ? 1 : DEFAULT_SECONDS)) * 1_000;
  if (wanted === undefined) {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
    });
    return undefined;
  }
  const isThere = (asked: string, present: boolean): boolean =>
    (document.body?.innerText ?? '').toLowerCase().includes(asked.toLowerCase()) === present;
  try {
    const handle = await page.waitForFunction(
      isThere,
      { timeout: ms, polling: 100, signal },
      wanted,
      text !== undefined,
    );
    await handle.dispose();
    return undefined;
  } catch {
    return refusal(
      'page.timeout',
      `"${wanted}" ${text === undefined ? 'was still there' : 'did not come'} within ${ms / 1_000} s.`,
    );
  }
}
