/** Brings a fresh browser to where another one was: cookies, storages, tabs, what was filled in. Sends no form again; says what is not as it was. */

import type { Frame, Page } from 'puppeteer-core';
import { type PageState, readPageState, type SavedStore, type SavedTab } from '../../agent/page-state.ts';
import { quote } from '../act/acted.ts';
import { messageOf, within } from '../deadline.ts';
import type { MayNavigate, NavigationGuard } from '../navigation-guard.ts';
import { realmOf } from '../realm.ts';
import type { Tabs } from '../tabs.ts';
import { writeCookies } from './cookies.ts';
import { onEmptyDocument } from './empty-document.ts';
import { describePlace } from './place.ts';
import type { References } from './references.ts';
import { restoreTab } from './restore-tab.ts';
import { writeDatabases, writeEntries } from './write-storage.ts';

export interface Restoring {
  readonly tabs: Tabs;
  readonly guard: Pick<NavigationGuard, 'takeRefusal'>;
  readonly references: References;
  readonly mayNavigate: MayNavigate;
}

/** For everything: after it tabs are opened and nothing is filled in any more. */
const RESTORE_MS = 90_000;
const STORE_MS = 4_000;
const MAX_TOLD = 40;
const MAX_NAMED = 8;

/** What could not be restored, a sentence each, for the model. Throws `checkpoint.unknown-version`, and `page.crashed` where the browser is gone. */
export async function restoreState(on: Restoring, given: PageState): Promise<readonly string[]> {
  const state = readPageState(given);
  const { tabs } = on;
  const end = performance.now() + RESTORE_MS;
  const told = state.notSaved.map(one => `not saved: ${one}`);
  const lost = await writeCookies(tabs.browser(), state.cookies);
  if (lost.length > 0) {
    const names = lost.slice(0, MAX_NAMED).map(name => quote(name, 40));
    told.push(`${lost.length} cookies were not taken back: ${names.join(', ')}`);
  }
  if (state.stores.length > 0)
    await tabs.beside(async page => {
      for (const store of state.stores) told.push(...(await openStore(on, page, store)));
    });
  let active: string | undefined;
  for (const [at, tab] of state.tabs.entries()) {
    const id = at === 0 ? tabs.all().find(one => one.active)?.id : await tabs.add();
    if (id === undefined) {
      told.push(`the tab at ${quote(tab.url, 200)} was not opened: there are too many`);
      continue;
    }
    if (tab.active) active = id;
    if (isEmptyTab(tab)) continue;
    const name = state.tabs.length === 1 ? 'the page' : `the tab ${id}`;
    told.push(...(await restoreTab({ ...on, tab, name, end })));
  }
  if (active !== undefined) await tabs.switchTo(active);
  on.guard.takeRefusal();
  return few(told);
}

const isEmptyTab = ({ url }: SavedTab): boolean => url === 'about:blank' || url === '';

/** A request that is answered by us never comes to the guard, so it is asked here. */
async function openStore({ mayNavigate }: Restoring, page: Page, store: SavedStore): Promise<readonly string[]> {
  const lost = (why: string): string[] => [`what ${describePlace(store)} kept in the browser: ${why}`];
  const refused = mayNavigate(`${store.under ?? store.origin}/`);
  if (refused !== undefined) return lost(refused.detail);
  return onEmptyDocument(page, store, frame => writeStore(frame, store)).catch((error: unknown) =>
    lost(messageOf(error).slice(0, 200)),
  );
}

async function writeStore(frame: Frame, { local, databases, ...place }: SavedStore): Promise<string[]> {
  const realm = realmOf(frame);
  const where = describePlace(place);
  const lost = await within(STORE_MS, 'the storage', realm.evaluate(writeEntries, 'local' as const, local));
  const failed = await within(STORE_MS + 500, 'the storage', realm.evaluate(writeDatabases, databases, STORE_MS));
  return [
    ...(lost.length > 0 ? [`${lost.length} entries of the local storage of ${where} did not fit`] : []),
    ...failed.map(name => `the database ${quote(name)} of ${where} could not be made again`),
  ];
}

const few = (told: readonly string[]): readonly string[] =>
  told.length <= MAX_TOLD ? told : [...told.slice(0, MAX_TOLD), `${told.length - MAX_TOLD} more things`];
