/** What is done with tabs on purpose: another becomes the active one, one is closed, a lost one is replaced. */

import type { Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { isWebUrl } from '../../domain/site.ts';
import type { Said } from '../act/acted.ts';
import { within } from '../deadline.ts';
import { sessionOf } from '../realm.ts';
import { adopt, forget, LEAVE_MS, OPEN_MS, type Open, openPage } from './open-tab.ts';

/** The address of a page that crashed for the first time: to be opened again by the caller, who says what came of it. */
export async function replaceTab(open: Open): Promise<string | undefined> {
  const old = open.active;
  const url = old?.page.url() ?? '';
  const again = old?.state === 'crashed' && isWebUrl(url) && !open.crashed.has(url) ? url : undefined;
  if (again !== undefined) open.crashed.add(again);
  if (old !== undefined && again === undefined) open.notices.push(`${lostPage(url, old.state)} and was left`);
  // One that goes elsewhere all the time keeps Chromium itself busy, until its process ends.
  if (old?.state === 'hung') await within(LEAVE_MS, 'the page', crash(old.page)).catch(() => {});
  open.active = await adopt(open, await openPage(open));
  if (old === undefined) return undefined;
  open.tabs = open.tabs.filter(other => other !== old);
  // A hung page may not even close; it then ends with the browser.
  await within(LEAVE_MS, 'closing', old.page.close()).catch(() => {});
  return again;
}

export const lostPage = (url: string, state: 'crashed' | 'hung' | 'well' = 'crashed'): string =>
  `the page at ${JSON.stringify(url.slice(0, 200))} ${state === 'crashed' ? 'crashed' : 'does not answer'}`;

async function crash(page: Page): Promise<void> {
  await sessionOf(page.mainFrame()).send('Page.crash');
}

export async function switchTab(open: Open, id: string): Promise<Said> {
  const tab = open.tabs.find(other => other.id === id);
  if (tab === undefined) return unknownTab(open, id);
  open.active = tab;
  await within(OPEN_MS, 'the tab', tab.page.bringToFront());
  return { changed: true };
}

export async function closeTab(open: Open, id: string): Promise<Said> {
  const tab = open.tabs.find(other => other.id === id);
  if (tab === undefined) return unknownTab(open, id);
  if (open.tabs.length === 1) return refusal('page.tab-unknown', `${id} is the only tab: it stays open.`);
  forget(open, tab);
  await within(LEAVE_MS, 'closing', tab.page.close()).catch(() => {});
  if (open.active !== undefined) await within(OPEN_MS, 'the tab', open.active.page.bringToFront());
  return { changed: true, note: `${open.active?.id} is active now` };
}

const unknownTab = (open: Open, id: string) =>
  refusal('page.tab-unknown', `There is no tab ${id}; there are ${open.tabs.map(tab => tab.id).join(', ')}.`);
