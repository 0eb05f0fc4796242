/** The open tabs of a task, the active one, and what happened in them that the model must hear of. Popups become tabs; too many are closed. */

import type { Browser, Dialog, Page, Target } from 'puppeteer-core';
import type { Tab } from '../agent/page.ts';
import type { ActionOf } from '../domain/action.ts';
import { ErrandError, refusal } from '../domain/errors.ts';
import type { Said } from './act/acted.ts';
import { within } from './deadline.ts';
import type { WaitingDialog } from './observe/dialog.ts';

export const VIEWPORT = { width: 1280, height: 900 } as const;

/** A popup bomb leaves a hundred pages open; a person uses a few. */
const MAX_TABS = 8;
const MAX_DIALOGS = 20;
const OPEN_MS = 8_000;
const TITLE_MS = 1_000;
const LEAVE_MS = 1_000;

interface OpenTab {
  readonly id: string;
  readonly page: Page;
  state: 'well' | 'crashed' | 'hung';
  /** A `confirm` or `prompt` that waits for an answer; the page's scripts stand still. */
  dialog: Dialog | undefined;
  /** Rejects with `page.crashed` when it does; calls in flight would only run into their deadlines. */
  readonly crash: Promise<never>;
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
  switchTo(tab: string): Promise<Said>;
  /** The last tab stays: there must be something to act on. */
  close(tab: string): Promise<Said>;
  /** What waits in the active tab. */
  dialog(): WaitingDialog | undefined;
  answerDialog(answer: ActionOf<'answer-dialog'>): Promise<Said>;
  /** The call's answer, or undefined as soon as a dialog opens that holds the page. */
  unlessDialog<T>(call: Promise<T>): Promise<T | undefined>;
  /** The active tab has stopped answering: the next look or act leaves it. */
  giveUp(): void;
  /** Replaces the active tab by an empty one, and says why in a notice. */
  replace(): Promise<void>;
  /** How many pages were met: kept as tabs, or closed. */
  met(): number;
  /** Until so many pages were met; at most `ms`. */
  untilMet(count: number, ms: number): Promise<void>;
  hasNotices(): boolean;
  /** What happened since it was last asked. */
  takeNotices(): readonly string[];
}

interface Open {
  readonly browser: Browser;
  tabs: readonly OpenTab[];
  active: OpenTab | undefined;
  notices: string[];
  numbered: number;
  dialogs: number;
  met: number;
  /** True while we open a tab ourselves. */
  opening: boolean;
  wake: () => void;
  /** Called when a dialog begins to wait. */
  wakeDialog: () => void;
}

export async function openTabs(browser: Browser): Promise<Tabs> {
  const open: Open = {
    browser,
    tabs: [],
    active: undefined,
    notices: [],
    numbered: 0,
    dialogs: 0,
    met: 0,
    opening: false,
    wake: () => {},
    wakeDialog: () => {},
  };
  const [first] = await within(OPEN_MS, 'Chromium', browser.pages());
  open.active = await within(OPEN_MS, 'the first tab', adopt(open, first ?? (await browser.newPage())));
  open.met += 1;
  browser.on('targetcreated', target => void meetPopup(open, target));
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
    list: () => Promise.all(open.tabs.map(tab => describe(tab, open.active))),
    switchTo: id => switchTo(open, id),
    close: id => close(open, id),
    dialog: () => dialogOf(open.active),
    answerDialog: answer => answerDialog(open, answer),
    async unlessDialog(call) {
      if (open.active?.dialog !== undefined) return call;
      call.catch(() => {});
      const { promise, resolve } = Promise.withResolvers<undefined>();
      open.wakeDialog = () => resolve(undefined);
      return Promise.race([call, promise]);
    },
    giveUp() {
      if (open.active?.state === 'well') open.active.state = 'hung';
    },
    replace: () => replace(open),
    met: () => open.met,
    async untilMet(count, ms) {
      const end = performance.now() + ms;
      while (open.met < count && performance.now() < end)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, end - performance.now());
          open.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    },
    hasNotices: () => open.notices.length > 0,
    takeNotices() {
      const taken = open.notices;
      open.notices = [];
      open.dialogs = 0;
      return taken;
    },
  };
}

async function describe({ id, page, state }: OpenTab, active: OpenTab | undefined): Promise<Tab> {
  const title = state === 'well' ? await within(TITLE_MS, 'the title', page.title()).catch(() => '') : '';
  return { tab: id, url: page.url(), title, active: active?.page === page };
}

async function adopt(open: Open, page: Page): Promise<OpenTab> {
  open.numbered += 1;
  const { promise: crash, reject } = Promise.withResolvers<never>();
  crash.catch(() => {});
  const tab: OpenTab = { id: `t${open.numbered}`, page, state: 'well', dialog: undefined, crash };
  open.tabs = [...open.tabs, tab];
  page.on('dialog', dialog => void meetDialog(open, tab, dialog));
  page.on('error', () => {
    tab.state = 'crashed';
    reject(new ErrandError('page.crashed', 'The page crashed.'));
  });
  page.on('close', () => forget(open, tab));
  await page.setViewport(VIEWPORT).catch(() => {});
  return tab;
}

function forget(open: Open, tab: OpenTab): void {
  open.tabs = open.tabs.filter(other => other !== tab);
  if (open.active === tab) open.active = open.tabs.at(-1);
}

/** By target and not by the opener's `popup` event: a link may open a tab that does not know its opener. */
async function meetPopup(open: Open, target: Target): Promise<void> {
  if (target.type() !== 'page' || (open.opening && target.opener() === undefined)) return;
  const page = await within(OPEN_MS, 'the new tab', target.page()).catch(() => null);
  if (page !== null && !open.tabs.some(tab => tab.page === page)) await takeOrClose(open, page);
  open.met += 1;
  open.wake();
}

async function takeOrClose(open: Open, page: Page): Promise<void> {
  if (open.tabs.length >= MAX_TABS) {
    open.notices.push('a popup was closed: too many tabs are open');
    await within(LEAVE_MS, 'closing', page.close()).catch(() => {});
    return;
  }
  const tab = await within(OPEN_MS, 'the new tab', adopt(open, page)).catch(() => undefined);
  // The guard closes a popup that was to open a page outside the consent.
  if (tab === undefined || page.isClosed()) {
    open.tabs = open.tabs.filter(other => other.page !== page);
    return;
  }
  open.notices.push(`a new tab ${tab.id} opened`);
  open.active = tab;
}

async function replace(open: Open): Promise<void> {
  const old = open.active;
  const why = old?.state === 'crashed' ? 'crashed' : 'does not answer';
  if (old !== undefined)
    open.notices.push(`the page at ${JSON.stringify(old.page.url().slice(0, 200))} ${why} and was left`);
  open.opening = true;
  try {
    open.active = await adopt(open, await within(OPEN_MS, 'a new tab', open.browser.newPage()));
    open.met += 1;
  } finally {
    open.opening = false;
  }
  if (old === undefined) return;
  // A hung page may not even close; it then ends with the browser.
  await within(LEAVE_MS, 'closing', old.page.close()).catch(() => {});
  open.tabs = open.tabs.filter(other => other !== old);
}

/** What only tells is accepted; what asks waits for the answer. Too many, or one in a tab nobody looks at, are dismissed. */
async function meetDialog(open: Open, tab: OpenTab, dialog: Dialog): Promise<void> {
  open.dialogs += 1;
  const type = dialog.type();
  const said = `dialog ${type} ${JSON.stringify(dialog.message().slice(0, 300))}`;
  const note = (what: string): void => {
    if (open.dialogs <= MAX_DIALOGS) open.notices.push(`${said} ${what}`);
  };
  if (type === 'alert' || type === 'beforeunload') {
    note('accepted');
    await dialog.accept().catch(() => {});
    return;
  }
  if (open.dialogs > MAX_DIALOGS || open.active !== tab) {
    note('dismissed');
    await dialog.dismiss().catch(() => {});
    return;
  }
  tab.dialog = dialog;
  open.wakeDialog();
}

function dialogOf(tab: OpenTab | undefined): WaitingDialog | undefined {
  const dialog = tab?.dialog;
  if (dialog === undefined) return undefined;
  return {
    type: dialog.type(),
    message: dialog.message().slice(0, 500),
    proposed: dialog.defaultValue().slice(0, 200),
  };
}

async function answerDialog(open: Open, { accept, text }: ActionOf<'answer-dialog'>): Promise<Said> {
  const tab = open.active;
  const dialog = tab?.dialog;
  if (tab === undefined || dialog === undefined)
    return refusal('page.not-interactable', 'No dialog waits for an answer.');
  tab.dialog = undefined;
  const answer = accept ? dialog.accept(text ?? dialog.defaultValue()) : dialog.dismiss();
  await within(OPEN_MS, 'the dialog', answer);
  return { changed: true };
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
