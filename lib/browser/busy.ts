/** Why a page does not answer, and the mild cure. Chromium interrupts a running script for some questions, but not its own work. */

import type { Frame } from 'puppeteer-core';
import { isErrandError } from '../domain/errors.ts';
import { within } from './deadline.ts';
import { realmOf, sessionOf } from './realm.ts';

/** A page that answers nothing for so long is hung, not slow. */
export const HUNG_MS = 3_000;
const INTERRUPT_MS = 800;
const RECOVER_MS = 1_500;

/** True where a script keeps the page busy; false where it lays out a million nodes for all of `ms`, which ends by itself. */
export async function isInScript(frame: Frame, ms = INTERRUPT_MS): Promise<boolean> {
  try {
    await within(ms, 'the page', sessionOf(frame).send('Performance.getMetrics'));
    return true;
  } catch {
    return false;
  }
}

/** True where a script does not let go of the page. Its loading ends: while a navigation waits for its answer Chromium passes no question on. */
export async function isHung(frame: Frame): Promise<boolean> {
  try {
    await within(INTERRUPT_MS, 'the page', sessionOf(frame).send('Page.stopLoading'));
    await within(
      HUNG_MS,
      'the page',
      realmOf(frame).evaluate(() => 0),
    );
    return false;
  } catch (error) {
    return isErrandError(error, 'page.timeout') && (await isInScript(frame));
  }
}

/** Ends the script that runs now. True where the page answers then; a page that hangs again is not for saving. */
export async function stopScript(frame: Frame): Promise<boolean> {
  try {
    // While a navigation waits for its answer Chromium passes no question on to the page.
    await within(INTERRUPT_MS, 'the page', sessionOf(frame).send('Page.stopLoading'));
    await within(INTERRUPT_MS, 'the page', sessionOf(frame).send('Runtime.terminateExecution'));
    await within(
      RECOVER_MS,
      'the page',
      realmOf(frame).evaluate(() => 0),
    );
    return true;
  } catch {
    return false;
  }
}
