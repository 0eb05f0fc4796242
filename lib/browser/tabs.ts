/** The open tabs of a task, the active one, and what happened in them that the model must hear of. Popups become tabs; too many are closed. */

import type { Browser, Dialog, Page } from 'puppeteer-core';
import type { Tab } from '../agent/page.ts';
import { within } from './deadline.ts';

export const VIEWPORT = { width: 1280, height: 900 } as const;

/** A popup bomb leaves a hundred pages open; a person uses a few. */
const MAX_TABS = 8;
const MAX_DIALOGS = 20;
const OPEN_MS = 8_000;
const TITLE_MS = 1_000;

interface OpenTab {
  readonly id: string;
  readonly page: Page;
  crashed: boolean;
}

export interface Tabs {
  active(): Page;
  isCrashed(): boolean;
  list(): Promise<readonly Tab[]>;
  /** False where there is no such tab. */
  switchTo(tab: string): Promise<boolean>;
  /** Replaces a crashed or hung tab by an empty one. */
  replace(): Promise<void>;
  /** What happened since it was last asked. */
  takeNotices(): readonly string[];
}

export async function openTabs(browser: Browser): Promise<Tabs> {
  let open: OpenTab[] = [];
  let active: OpenTab | undefined;
  let notices: string[] = [];
  let counted = 0;
  let dialogs = 0;

  const onDialog = async (dialog: Dialog): Promise<void> => {
    dialogs += 1;
    if (dialogs <= MAX_DIALOGS)
      notices.push(`dialog ${dialog.type()} ${JSON.stringify(dialog.message().slice(0, 300))} accepted`);
    await dialog.accept(dialog.defaultValue()).catch(() => {});
  };

  const adopt = async (page: Page): Promise<OpenTab> => {
    counted += 1;
    const tab: OpenTab = { id: `t${counted}`, page, crashed: false };
    open.push(tab);
    page.on('dialog', dialog => void onDialog(dialog));
    page.on('error', () => {
      tab.crashed = true;
    });
    page.on('close', () => {
      open = open.filter(other => other !== tab);
      if (active === tab) active = open.at(-1);
    });
    page.on('popup', popup => void (popup === null ? undefined : adoptPopup(popup)));
    await page.setViewport(VIEWPORT).catch(() => {});
    return tab;
  };

  const adoptPopup = async (popup: Page): Promise<void> => {
    if (open.length >= MAX_TABS) {
      notices.push('a popup was closed: too many tabs are open');
      await popup.close().catch(() => {});
      return;
    }
    const tab = await adopt(popup).catch(() => undefined);
    if (tab === undefined) return;
    notices.push(`a new tab ${tab.id} opened`);
    active = tab;
  };

  const [first] = await within(OPEN_MS, 'Chromium', browser.pages());
  active = await within(OPEN_MS, 'the first tab', adopt(first ?? (await browser.newPage())));

  const current = (): OpenTab => {
    if (active === undefined) throw new Error('All tabs are closed.');
    return active;
  };

  return {
    active: () => current().page,
    isCrashed: () => active === undefined || current().crashed || current().page.isClosed(),
    async list() {
      return Promise.all(
        open.map(async ({ id, page }) => ({
          tab: id,
          url: page.url(),
          title: await within(TITLE_MS, 'the title', page.title()).catch(() => ''),
          active: active?.page === page,
        })),
      );
    },
    async switchTo(id) {
      const tab = open.find(other => other.id === id);
      if (tab === undefined) return false;
      active = tab;
      await within(OPEN_MS, 'the tab', tab.page.bringToFront());
      return true;
    },
    async replace() {
      const old = active;
      const page = await within(OPEN_MS, 'a new tab', browser.newPage());
      active = await adopt(page);
      await old?.page.close({ runBeforeUnload: false }).catch(() => {});
    },
    takeNotices() {
      const taken = notices;
      notices = [];
      dialogs = 0;
      return taken;
    },
  };
}
