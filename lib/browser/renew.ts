/** A new tab in the place of one that is lost. A page that crashed is opened in it again, once; one that hung is not. */

import { navigate } from './act/navigate.ts';
import { untilRead } from './settle.ts';
import type { Tabs } from './tabs.ts';

const OPEN_MS = 8_000;
const READ_MS = 4_000;

/** Throws `page.timeout` where not even an empty tab can be had. */
export async function renew(tabs: Tabs): Promise<void> {
  const url = await tabs.replace();
  if (url === undefined) return;
  const page = tabs.active();
  try {
    await navigate(page, url, AbortSignal.timeout(OPEN_MS));
    await untilRead(page, READ_MS);
  } catch {
    // Then the tab is as empty as the look at it says.
  }
}
