/** A new tab in the place of one that is lost. A page that crashed is opened in it again, once; one that hung is not. */

import { isRefusal } from './act/acted.ts';
import { navigate } from './act/navigate.ts';
import { untilRead } from './settle.ts';
import { lostPage } from './tabs/change-tabs.ts';
import type { Tabs } from './tabs.ts';

const OPEN_MS = 8_000;
const READ_MS = 4_000;

/** Throws `page.crashed` where not even an empty tab can be had. */
export async function renew(tabs: Tabs): Promise<void> {
  const url = await tabs.replace().catch((error: unknown) => {
    throw tabs.gone(error);
  });
  if (url === undefined) return;
  const isOpen = await openAgain(tabs, url);
  tabs.notice(
    `${lostPage(url)} and ${isOpen ? 'was opened again; what was typed there is gone' : 'was left: it did not open again'}`,
  );
}

async function openAgain(tabs: Tabs, url: string): Promise<boolean> {
  const page = tabs.active();
  try {
    const said = await tabs.unlessCrashed(navigate(page, url, AbortSignal.timeout(OPEN_MS)));
    await tabs.unlessCrashed(untilRead(page, READ_MS));
    return !isRefusal(said) && page.url() !== 'about:blank';
  } catch {
    return false;
  }
}
