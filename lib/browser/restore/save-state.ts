/** Saves what another browser needs to go on: cookies, storages, tabs, what was filled in. Bounded in bytes and time; says what it leaves out, and touches no page. */

import type { Frame } from 'puppeteer-core';
import {
  MAX_STATE_BYTES,
  PAGE_STATE_VERSION,
  type PageState,
  type SavedStore,
  type SavedTab,
} from '../../agent/page-state.ts';
import { quote } from '../act/acted.ts';
import { within } from '../deadline.ts';
import type { OpenedTab, Tabs } from '../tabs.ts';
import { readCookies } from './cookies.ts';
import { onEmptyDocument } from './empty-document.ts';
import { describePlace, keyOfPlace, type Place, placeOfFrame } from './place.ts';
import type { References } from './references.ts';
import { makeRoom, type Room, takeSmallest } from './room.ts';
import { readStore, type StoreRead } from './save-store.ts';
import { type FrameOfTab, readTab, type TabRead } from './save-tab.ts';
import type { Visits } from './visits.ts';

export interface Saving {
  readonly tabs: Tabs;
  readonly visits: Visits;
  readonly references: References;
}

/** For everything. */
const SAVE_MS = 2_000;
/** For the tabs, so that one that hangs leaves time for what is kept elsewhere. */
const TABS_MS = 1_100;
const STORE_MS = 600;
const MIN_STORE_MS = 80;
/** For what is around the parts, and for the sentences. */
const FRAME_BYTES = 20_000;
const MAX_TOLD = 40;

/** Throws `page.crashed` where the browser is gone. */
export async function saveState({ tabs, visits, references }: Saving): Promise<PageState> {
  const end = performance.now() + SAVE_MS;
  const notSaved: string[] = [];
  const opened = tabs.all();
  const browser = tabs.browser();
  if (!tabs.isAlive()) throw tabs.gone();
  const [cookies, read] = await Promise.all([
    readCookies(browser).catch(() => {
      notSaved.push('the cookies could not be read');
      return [];
    }),
    Promise.all(opened.map(tab => readTab(tab, { visits, references, end: end - SAVE_MS + TABS_MS }))),
  ]);
  const room = makeRoom(MAX_STATE_BYTES - FRAME_BYTES);
  const fitted = takeSmallest(room, cookies);
  if (fitted.left > 0) notSaved.push(`${fitted.left} cookies: they were too large together`);
  const saved = fitTabs(read, room, notSaved);
  const stores = await saveStores({ opened, answered: read.flatMap(one => one.frames), tabs, visits, end, notSaved });
  return {
    v: PAGE_STATE_VERSION,
    cookies: fitted.kept,
    tabs: saved,
    stores: fitStores(stores, room, notSaved),
    notSaved: few([...read.flatMap(one => one.notSaved), ...notSaved]),
  };
}

function fitTabs(read: readonly TabRead[], room: Room, notSaved: string[]): SavedTab[] {
  const tabs = read.map(({ tab }) => {
    const { sessions: _sessions, fields, scroll, ...shell } = tab;
    room.take(shell);
    const fitted = takeSmallest(room, fields);
    if (fitted.left > 0) notSaved.push(`${fitted.left} fields of ${quote(tab.url, 200)}: they were too large together`);
    return { ...shell, fields: fitted.kept, scroll: takeSmallest(room, scroll).kept, sessions: [] };
  });
  return tabs.map((tab, at) => ({
    ...tab,
    sessions: (read[at]?.tab.sessions ?? []).flatMap(session => {
      const { kept, left } = takeSmallest(room, session.entries);
      if (left > 0) notSaved.push(`${left} entries of the session storage of ${describePlace(session)}: too large`);
      return kept.length > 0 && room.take({ ...session, entries: [] }) ? [{ ...session, entries: kept }] : [];
    }),
  }));
}

function fitStores(stores: readonly SavedStore[], room: Room, notSaved: string[]): SavedStore[] {
  const local = stores.map(store => {
    const { kept, left } = takeSmallest(room, store.local);
    if (left > 0) notSaved.push(`${left} entries of the local storage of ${describePlace(store)}: too large`);
    return { ...store, local: kept };
  });
  return local.flatMap(store => {
    const databases = store.databases.flatMap(database => {
      const empty = { ...database, stores: database.stores.map(one => ({ ...one, records: [] })) };
      const named = `the database ${quote(database.name)} of ${describePlace(store)}`;
      if (!room.take(empty)) {
        notSaved.push(`${named}: too large`);
        return [];
      }
      let lost = 0;
      const filled = database.stores.map(one => {
        const { kept, left } = takeSmallest(room, one.records);
        lost += left;
        return { ...one, records: kept };
      });
      if (lost > 0) notSaved.push(`${lost} records of ${named}: too large`);
      return [{ ...database, stores: filled }];
    });
    return store.local.length + databases.length > 0 ? [{ ...store, databases }] : [];
  });
}

interface SavingStores {
  readonly opened: readonly OpenedTab[];
  readonly answered: readonly FrameOfTab[];
  readonly tabs: Tabs;
  readonly visits: Visits;
  readonly end: number;
  readonly notSaved: string[];
}

/** From a frame that answers where there is one; else, and for places that were left, from an empty document beside the tabs. */
async function saveStores({ answered, opened, tabs, visits, end, notSaved }: SavingStores): Promise<SavedStore[]> {
  const frames = new Map<string, FrameOfTab>();
  const elsewhere = new Map<string, Place>();
  for (const one of answered) frames.set(keyOfPlace(one.place), one);
  const open = opened.flatMap(({ page }) => page.frames().flatMap(frame => placeOfFrame(frame) ?? []));
  for (const place of [...open, ...visits.origins().map(origin => ({ origin }))])
    if (!frames.has(keyOfPlace(place))) elsewhere.set(keyOfPlace(place), place);
  const left = (): number => Math.max(1, end - performance.now());
  const saved: SavedStore[] = [];
  const unread = new Map([...elsewhere]);
  const take = async (place: Place, reading: Promise<StoreRead>): Promise<void> => {
    const store = await within(left(), 'the storage', reading).catch(() => undefined);
    unread.delete(keyOfPlace(place));
    if (store === undefined) notSaved.push(`what ${describePlace(place)} keeps in the browser: it did not answer`);
    else saved.push(store.saved);
    notSaved.push(...(store?.notSaved ?? []));
  };
  const read = (frame: Frame, place: Place): Promise<StoreRead> => readStore(frame, place, Math.min(STORE_MS, left()));
  await Promise.all([...frames.values()].map(({ frame, place }) => take(place, read(frame, place))));
  if (elsewhere.size === 0) return saved;
  const aside = tabs.beside(async page => {
    for (const place of [...elsewhere.values()].reverse())
      if (left() > MIN_STORE_MS)
        await take(
          place,
          onEmptyDocument(page, place, frame => read(frame, place)),
        );
  });
  await within(left(), 'the storage', aside).catch(() => {});
  for (const place of unread.values())
    notSaved.push(`what ${describePlace(place)} keeps in the browser: there was no time left`);
  return saved;
}

const few = (told: readonly string[]): string[] =>
  told.length <= MAX_TOLD
    ? told.map(one => one.slice(0, 300))
    : [...told.slice(0, MAX_TOLD).map(one => one.slice(0, 300)), `${told.length - MAX_TOLD} more things`];
