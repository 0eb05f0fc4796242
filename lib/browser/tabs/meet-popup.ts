/** Popups: each becomes a tab, and those that are too many are closed. Opens none. */

import type { Page, Target } from 'puppeteer-core';
import { within } from '../deadline.ts';
import { targetIdOf } from '../realm.ts';
import { adopt, LEAVE_MS, OPEN_MS, type Open, opened } from './open-tab.ts';

/** A popup bomb leaves a hundred pages open; a person uses a few. */
export const MAX_TABS = 8;

/** By target and not by the opener's `popup` event: a link may open a tab that does not know its opener. */
export async function meetPopup(open: Open, target: Target): Promise<void> {
  if (target.type() !== 'page' || (open.opening && target.opener() === undefined)) return;
  const { promise: gone, resolve } = Promise.withResolvers<null>();
  open.goneTargets.set(target, () => resolve(null));
  const page = await Promise.race([within(OPEN_MS, 'the new tab', target.page()).catch(() => null), gone]);
  if (page !== null && !open.tabs.some(tab => tab.page === page)) await Promise.race([takeOrClose(open, page), gone]);
  const id = targetIdOf({ target: () => target });
  open.met.add(id);
  open.wake();
}

async function takeOrClose(open: Open, page: Page): Promise<void> {
  if (open.tabs.length >= MAX_TABS) {
    open.untold.popups += 1;
    await within(LEAVE_MS, 'closing', page.close()).catch(() => {});
    return;
  }
  const tab = await within(OPEN_MS, 'the new tab', adopt(open, page)).catch(() => undefined);
  // The guard closes a popup that was to open a page outside the consent.
  if (tab === undefined || page.isClosed()) {
    open.tabs = open.tabs.filter(other => other.page !== page);
    return;
  }
  open.notices.push(opened(tab));
  open.active = tab;
}
