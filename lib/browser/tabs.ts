/** The open tabs of a task, the active one, and what happened in them that the model must hear of. Popups become tabs; too many are closed. */

import type { Browser, Page, Target } from 'puppeteer-core';
import type { Tab } from '../agent/page.ts';
import type { ActionOf } from '../domain/action.ts';
import { ErrandError, refusal } from '../domain/errors.ts';
import type { Said } from './act/acted.ts';
import { within } from './deadline.ts';
import { type Dialogs, holdDialogs } from './dialogs.ts';
import { watchChoosers } from './files/choosers.ts';
import type { WaitingDialog } from './observe/dialog.ts';
import { targetIdOf } from './realm.ts';

export const VIEWPORT = { width: 1280, height: 900 } as const;

/** A popup bomb leaves a hundred pages open; a person uses a few. */
const MAX_TABS = 8;
const OPEN_MS = 8_000;
const TITLE_MS = 1_000;
const LEAVE_MS = 1_000;

interface OpenTab {
  readonly id: string;
  readonly page: Page;
  readonly targetId: string;
  /** The tab it was opened from. */
  readonly opener: OpenTab | undefined;
  state: 'well' | 'crashed' | 'hung';
  /** As it was last asked for. */
  title: string;
  /** Rejects with `page.crashed` when it does; calls in flight would only run into their deadlines. */
  readonly crash: Promise<never>;
}

/** A tab as it is saved and restored. */
export interface OpenedTab {
  readonly id: string;
  readonly page: Page;
  readonly targetId: string;
  readonly active: boolean;
  readonly isWell: boolean;
  /** As it was last asked for. */
  readonly title: string;
  readonly dialog: WaitingDialog | undefined;
}

export interface Tabs {
  /** Throws `page.crashed` where all tabs are closed. */
  active(): Page;
  /** False once the whole browser is gone. */
  isAlive(): boolean;
  /** The call, or `page.crashed` as soon as the active tab crashes under it. */
  unlessCrashed<T>(call: Promise<T>): Promise<T>;
  /** The active tab crashed, hung or closed: it must be replaced. */
  isLost(): boolean;
  list(): Promise<readonly Tab[]>;
  browser(): Browser;
  all(): readonly OpenedTab[];
  /** An empty tab of ours that becomes the active one; undefined where there are too many. */
  add(): Promise<string | undefined>;
  /** A page that is no tab, for as long as `use` takes. */
  beside<T>(use: (page: Page) => Promise<T>): Promise<T>;
  switchTo(tab: string): Promise<Said>;
  /** The last tab stays: there must be something to act on. */
  close(tab: string): Promise<Said>;
  /** What waits in the active tab. */
  dialog(): WaitingDialog | undefined;
  answerDialog(answer: ActionOf<'answer-dialog'>): Promise<Said>;
  /** The call's answer, or undefined as soon as a dialog holds the page: one that waits already does. */
  unlessDialog<T>(call: Promise<T>): Promise<T | undefined>;
  /** The same beside a dialog that waits: undefined as soon as another one opens. */
  unlessNewDialog<T>(call: Promise<T>): Promise<T | undefined>;
  /** The active tab has stopped answering: the next look or act leaves it. */
  giveUp(): void;
  /** Replaces the active tab by an empty one, and says why in a notice. */
  replace(): Promise<void>;
  /** How many pages were met: kept as tabs, or closed. */
  met(): number;
  /** Until these pages were met or are gone; at most `ms`. */
  untilMet(pages: ReadonlySet<string>, ms: number): Promise<void>;
  hasNotices(): boolean;
  /** What happened since it was last asked. */
  takeNotices(): readonly string[];
}

interface Open {
  readonly browser: Browser;
  readonly dialogs: Dialogs;
  tabs: readonly OpenTab[];
  active: OpenTab | undefined;
  notices: string[];
  /** Popups closed for being too many, and file choosers nobody asked for: told by their number. */
  untold: { popups: number; choosers: number };
  numbered: number;
  readonly met: Set<string>;
  readonly goneTargets: WeakMap<Target, () => void>;
  /** True while we open a tab ourselves. */
  opening: boolean;
  wake: () => void;
}

export async function openTabs(browser: Browser, dialogs = holdDialogs()): Promise<Tabs> {
  const open: Open = {
    browser,
    dialogs,
    tabs: [],
    active: undefined,
    notices: [],
    untold: { popups: 0, choosers: 0 },
    numbered: 0,
    met: new Set(),
    goneTargets: new WeakMap(),
    opening: false,
    wake: () => {},
  };
  dialogs.onlyIn(targetId => open.active?.targetId === targetId);
  const [first] = await within(OPEN_MS, 'Chromium', browser.pages());
  open.active = await within(OPEN_MS, 'the first tab', adopt(open, first ?? (await browser.newPage())));
  browser.on('targetcreated', target => void meetPopup(open, target));
  browser.on('targetdestroyed', target => {
    open.goneTargets.get(target)?.();
    open.wake();
  });
  return {
    active() {
      if (open.active === undefined) throw new ErrandError('page.crashed', 'All tabs are closed.');
      return open.active.page;
    },
    isAlive: () => browser.connected,
    unlessCrashed(call) {
      call.catch(() => {});
      return Promise.race([call, ...(open.active === undefined ? [] : [open.active.crash])]);
    },
    isLost: () => open.active === undefined || open.active.state !== 'well' || open.active.page.isClosed(),
    list: () => Promise.all(open.tabs.map(tab => describe(open, tab))),
    browser: () => browser,
    all: () =>
      open.tabs.map(tab => ({
        ...{ id: tab.id, page: tab.page, targetId: tab.targetId, title: tab.title, active: tab === open.active },
        ...{ isWell: tab.state === 'well' && !tab.page.isClosed(), dialog: dialogs.waiting(tab.targetId) },
      })),
    async add() {
      if (open.tabs.length >= MAX_TABS) return undefined;
      open.active = await adopt(open, await openPage(open));
      return open.active.id;
    },
    async beside(use) {
      const page = await openPage(open);
      try {
        return await use(page);
      } finally {
        await within(LEAVE_MS, 'closing', page.close()).catch(() => {});
      }
    },
    switchTo: id => switchTo(open, id),
    close: id => close(open, id),
    dialog: () => dialogOf(open),
    answerDialog: answer => dialogs.answer(open.active?.targetId ?? '', answer),
    async unlessDialog(call) {
      call.catch(() => {});
      return dialogOf(open) === undefined ? dialogs.unlessWaiting(call) : undefined;
    },
    unlessNewDialog: dialogs.unlessWaiting,
    giveUp() {
      if (open.active?.state === 'well') open.active.state = 'hung';
    },
    replace: () => replace(open),
    met: () => open.met.size,
    async untilMet(pages, ms) {
      const end = performance.now() + ms;
      const isMet = (): boolean => [...pages].every(page => open.met.has(page));
      while (!isMet() && performance.now() < end)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, end - performance.now());
          open.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    },
    hasNotices: () => open.notices.length > 0 || dialogs.hasNotices(),
    takeNotices: () => [...takeNotices(open), ...dialogs.takeNotices()],
  };
}

function takeNotices(open: Open): readonly string[] {
  const { notices, untold } = open;
  open.notices = [];
  open.untold = { popups: 0, choosers: 0 };
  return [
    ...notices,
    ...(untold.popups === 0 ? [] : [`popups were closed because too many tabs are open: ${untold.popups}`]),
    ...(untold.choosers === 0 ? [] : ['the page opened a file chooser, which was closed: files are given with upload']),
  ];
}

const dialogOf = ({ active, dialogs }: Open): WaitingDialog | undefined =>
  active === undefined ? undefined : dialogs.waiting(active.targetId);

/** The active one's title comes with the look at it. One that a dialog holds cannot be asked. */
async function describe(open: Open, tab: OpenTab): Promise<Tab> {
  const { id, page, state, targetId } = tab;
  const active = open.active === tab;
  if (state === 'well' && !active && open.dialogs.waiting(targetId) === undefined)
    tab.title = await within(TITLE_MS, 'the title', page.title()).catch(() => '');
  return { tab: id, url: page.url(), title: active ? '' : tab.title, active };
}

async function adopt(open: Open, page: Page): Promise<OpenTab> {
  open.numbered += 1;
  const { promise: crash, reject } = Promise.withResolvers<never>();
  crash.catch(() => {});
  const from = page.target().opener();
  const opener = from && open.tabs.find(other => other.page.target() === from);
  const targetId = targetIdOf(page);
  const tab: OpenTab = { id: `t${open.numbered}`, page, targetId, opener, state: 'well', title: '', crash };
  open.tabs = [...open.tabs, tab];
  open.met.add(targetId);
  page.on('error', () => {
    tab.state = 'crashed';
    reject(new ErrandError('page.crashed', 'The page crashed.'));
  });
  page.on('close', () => leave(open, tab));
  watchChoosers(page, () => {
    open.untold.choosers += 1;
  });
  await page.setViewport(VIEWPORT).catch(() => {});
  return tab;
}

function forget(open: Open, tab: OpenTab): void {
  open.tabs = open.tabs.filter(other => other !== tab);
  if (open.active !== tab) return;
  const { opener } = tab;
  open.active = opener !== undefined && open.tabs.includes(opener) ? opener : open.tabs.at(-1);
}

/** A tab that closes by itself. Of one whose coming was not told yet nothing is told: it was for a download, or a bomb. */
function leave(open: Open, tab: OpenTab): void {
  open.dialogs.forget(tab.targetId);
  if (!open.tabs.includes(tab)) return;
  forget(open, tab);
  const untold = open.notices.indexOf(opened(tab));
  if (untold >= 0) open.notices.splice(untold, 1);
  else open.notices.push(`the tab ${tab.id} closed; ${open.active?.id ?? 'none'} is active`);
}

const opened = ({ id }: OpenTab): string => `a new tab ${id} opened`;

/** By target and not by the opener's `popup` event: a link may open a tab that does not know its opener. */
async function meetPopup(open: Open, target: Target): Promise<void> {
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

async function openPage(open: Open): Promise<Page> {
  open.opening = true;
  try {
    return await within(OPEN_MS, 'a new tab', open.browser.newPage());
  } finally {
    open.opening = false;
  }
}

async function replace(open: Open): Promise<void> {
  const old = open.active;
  const why = old?.state === 'crashed' ? 'crashed' : 'does not answer';
  if (old !== undefined)
    open.notices.push(`the page at ${JSON.stringify(old.page.url().slice(0, 200))} ${why} and was left`);
  open.active = await adopt(open, await openPage(open));
  if (old === undefined) return;
  open.tabs = open.tabs.filter(other => other !== old);
  // A hung page may not even close; it then ends with the browser.
  await within(LEAVE_MS, 'closing', old.page.close()).catch(() => {});
}

async function switchTo(open: Open, id: string): Promise<Said> {
  const tab = open.tabs.find(other => other.id === id);
  if (tab === undefined) return unknownTab(open, id);
  open.active = tab;
  await within(OPEN_MS, 'the tab', tab.page.bringToFront());
  return { changed: true };
}

async function close(open: Open, id: string): Promise<Said> {
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
