/** Where the focus is on a page, by the name that it has for a person, and the way there by the Tab key alone. */

import type { Page } from 'puppeteer-core';

/** The label of what has the focus, or else its words. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Tab after Tab until what has this name has the focus. */
export async function tabTo(page: Page, name: string, most = 60): Promise<void> {
  for (let count = 0; count < most; count++) {
    if ((await focusedName(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by ${most} Tabs; the last was ${await focusedName(page)}.`);
}
