/** Opens one saved tab in the active one: its session storage first, then its address by GET, then what was filled in, then where it was scrolled to. */

import type { Page } from 'puppeteer-core';
import type { SavedScroll, SavedTab } from '../../agent/page-state.ts';
import { quote } from '../act/acted.ts';
import { navigate, withSession } from '../act/navigate.ts';
import { messageOf, within } from '../deadline.ts';
import { findByLocators } from '../locate/find-by-locators.ts';
import { realmOf } from '../realm.ts';
import { comeToQuiet, untilRead } from '../settle.ts';
import { onEmptyDocument } from './empty-document.ts';
import { describePlace } from './place.ts';
import { restoreFields } from './restore-fields.ts';
import type { Restoring } from './restore-state.ts';
import { writeEntries } from './write-storage.ts';

const OPEN_MS = 20_000;
const READ_MS = 8_000;
const QUIET_MS = 3_000;
const ASK_MS = 2_000;
/** CSS px that a page may be off without anyone being told. */
const NEAR_PX = 60;

interface RestoringTab extends Restoring {
  readonly tab: SavedTab;
  /** As the model knows it: `the tab t2`. */
  readonly name: string;
  /** By `performance.now()`. */
  readonly end: number;
}

export async function restoreTab(on: RestoringTab): Promise<readonly string[]> {
  const { tabs, tab, name, guard } = on;
  const told: string[] = [];
  const page = tabs.active();
  const outside = on.mayNavigate(tab.url);
  if (outside !== undefined) return [`${name} was not opened again: ${outside.detail.slice(0, 300)}`];
  const isLate = (): boolean => performance.now() > on.end;
  for (const session of tab.sessions)
    await onEmptyDocument(page, session, async frame => {
      const lost = await within(
        ASK_MS,
        'the storage',
        realmOf(frame).evaluate(writeEntries, 'session' as const, session.entries),
      );
      if (lost.length > 0) told.push(`${name}: ${lost.length} entries of the session storage did not fit`);
    }).catch(() => told.push(`${name}: the session storage of ${describePlace(session)} could not be restored`));
  // From an empty document at `/` the way to `/#/step` would load nothing.
  if (tab.sessions.length > 0) await leaveEmpty(page);
  guard.takeRefusal();
  const signal = AbortSignal.timeout(OPEN_MS);
  const said = await navigate(page, tab.url, signal).catch((error: unknown) => ({
    ok: false as const,
    detail: messageOf(error),
  }));
  const refused = guard.takeRefusal();
  if (refused !== undefined || (said !== undefined && 'ok' in said)) {
    const why = refused?.detail ?? (said !== undefined && 'ok' in said ? said.detail : '');
    return [...told, `${name} was not opened again: ${why.slice(0, 300)}`];
  }
  await tabs.unlessDialog(untilRead(page, READ_MS)).catch(() => {});
  if (tab.sent)
    told.push(
      `${name} came from a form that was sent; it was opened again without sending, so it may show something else`,
    );
  if (tab.opened) told.push(`${name} was opened by another tab; the two no longer know each other`);
  if (tab.back > 0) told.push(`${name}: it cannot go back any more; pages that came before it: ${tab.back}`);
  const now = page.url();
  if (now !== tab.url) told.push(`${name} shows ${quote(now, 200)} where ${quote(tab.url, 200)} was saved`);
  if (tab.fields.length > 0 && !isLate() && tabs.dialog() === undefined) {
    const filling = restoreFields(page, { fields: tab.fields, secrets: on.references.source, end: on.end });
    const missing = await tabs
      .unlessDialog(filling)
      .catch((error: unknown) => [`filling in ended: ${messageOf(error)}`]);
    told.push(...(missing ?? ['a dialog opened while it was filled in']).map(one => `${name}: ${one}`));
  } else if (tab.fields.length > 0) told.push(`${name}: nothing was filled in again`);
  if (tab.scroll.length > 0) {
    const scrolled = restoreScroll(page, tab.scroll).catch(() => ['it is scrolled to its start']);
    told.push(...((await tabs.unlessDialog(scrolled)) ?? []).map(one => `${name}: ${one}`));
  }
  // Back leads to empty documents of ours.
  await withSession(page, session => within(ASK_MS, 'the history', session.send('Page.resetNavigationHistory'))).catch(
    () => {},
  );
  return told;
}

/** An empty document of ours must not stay for a page of the site, nor be what it is opened from. */
async function leaveEmpty(page: Page): Promise<void> {
  await page.goto('about:blank', { timeout: ASK_MS }).catch(() => {});
}

async function restoreScroll(page: Page, saved: readonly SavedScroll[]): Promise<readonly string[]> {
  const told: string[] = [];
  const scrollAll = async (): Promise<boolean> => {
    told.length = 0;
    for (const { locators, x, y } of saved) {
      if (locators === undefined) {
        const off = await within(ASK_MS, 'the page', realmOf(page.mainFrame()).evaluate(scrollPage, x, y));
        if (off > NEAR_PX)
          told.push(`it is shorter than it was and ${Math.round(off)} px away from where it was scrolled to`);
        continue;
      }
      const found = await findByLocators(page, locators).catch(() => undefined);
      if (found?.ok !== true) {
        told.push(`a scrolled box ${quote(locators.seen.name)} was not found again`);
        continue;
      }
      const off = await within(ASK_MS, 'the box', found.element.evaluate(scrollBox, x, y));
      void found.element.dispose().catch(() => {});
      if (off > NEAR_PX) told.push(`the box ${quote(locators.seen.name)} could not be scrolled to where it was`);
    }
    return told.length === 0;
  };
  // What is loaded late makes room to scroll.
  if (!(await scrollAll()) && (await comeToQuiet(page, QUIET_MS, AbortSignal.timeout(QUIET_MS)))) await scrollAll();
  return told;
}

function scrollPage(x: number, y: number): number {
  scrollTo({ left: x, top: y, behavior: 'instant' });
  const main = document.scrollingElement ?? document.documentElement;
  return Math.max(Math.abs(main.scrollTop - y), Math.abs(main.scrollLeft - x));
}

function scrollBox(box: Element, x: number, y: number): number {
  box.scrollTo({ left: x, top: y, behavior: 'instant' });
  return Math.max(Math.abs(box.scrollTop - y), Math.abs(box.scrollLeft - x));
}
