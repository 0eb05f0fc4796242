/** The open tabs of a task, the active one, and what happened in them that the model must hear of. Popups become tabs; too many are closed. */

import type { Browser, Page } from 'puppeteer-core';
import type { Tab } from '../agent/page.ts';
import type { ActionOf } from '../domain/action.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Said } from './act/acted.ts';
import { within } from './deadline.ts';
import { holdDialogs } from './dialogs.ts';
import type { WaitingDialog } from './observe/dialog.ts';
import { closeTab, replaceTab, switchTab } from './tabs/change-tabs.ts';
import { MAX_TABS, meetPopup } from './tabs/meet-popup.ts';
import { adopt, LEAVE_MS, noteStarved, OPEN_MS, type Open, type OpenTab, openPage } from './tabs/open-tab.ts';

const TITLE_MS = 1_000;
const NO_TAB = 'The browser opens no tab any more.';

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
  /** False once the whole browser is gone, or can show nothing any more. */
  isAlive(): boolean;
  /** Asked where a page failed: whether any other would fail too, for want of room. Then the browser is as good as gone. */
  isStarved(): boolean;
  /** It is as good as gone, for this reason. */
  giveUpAll(why: string): void;
  /** What is thrown where it is not alive. */
  gone(cause?: unknown): ErrandError;
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
  /** Replaces the active tab by an empty one, and says why in a notice. The address is one that is to be opened in it again. */
  replace(): Promise<string | undefined>;
  /** For the model, with the next look. */
  notice(line: string): void;
  /** How many pages were met: kept as tabs, or closed. */
  met(): number;
  /** Until these pages were met or are gone; at most `ms`. */
  untilMet(pages: ReadonlySet<string>, ms: number): Promise<void>;
  hasNotices(): boolean;
  /** What happened since it was last asked. */
  takeNotices(): readonly string[];
}

/** `isStarved` is asked where a page failed: whether it is the machine that lacks what any page needs. */
export async function openTabs(
  browser: Browser,
  dialogs = holdDialogs(),
  isStarved: () => boolean = () => false,
): Promise<Tabs> {
  const open: Open = {
    browser,
    dialogs,
    isStarved,
    over: undefined,
    tabs: [],
    active: undefined,
    notices: [],
    untold: { popups: 0, choosers: 0 },
    numbered: 0,
    crashed: new Set(),
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
    isAlive: () => browser.connected && open.over === undefined,
    isStarved() {
      noteStarved(open);
      return open.over !== undefined;
    },
    giveUpAll(why) {
      open.over ??= why;
    },
    gone: cause =>
      new ErrandError('page.crashed', open.over ?? (browser.connected ? NO_TAB : 'The browser is gone.'), {}, cause),
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
    switchTo: id => switchTab(open, id),
    close: id => closeTab(open, id),
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
    replace: () => replaceTab(open),
    notice: line => void open.notices.push(line),
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
