/** A tab while it is open, and the book that is kept of all of them: adopted, left, forgotten. Decides about none. */

import type { Browser, Page, Target } from 'puppeteer-core';
import { ErrandError } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Dialogs } from '../dialogs.ts';
import { watchChoosers } from '../files/choosers.ts';
import { targetIdOf } from '../realm.ts';

const VIEWPORT = { width: 1280, height: 900 } as const;

export const OPEN_MS = 8_000;
export const LEAVE_MS = 1_000;
const STARVED = 'A page failed, and the temp folder has no room left: the browser can show no other.';

export interface OpenTab {
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

export interface Open {
  readonly browser: Browser;
  readonly dialogs: Dialogs;
  /** Whether the machine lacks what any page needs. */
  readonly isStarved: () => boolean;
  /** Why no page can be shown any more, where that is so. */
  over: string | undefined;
  tabs: readonly OpenTab[];
  active: OpenTab | undefined;
  notices: string[];
  /** Popups closed for being too many, and file choosers nobody asked for: told by their number. */
  untold: { popups: number; choosers: number };
  numbered: number;
  /** Addresses of pages that crashed: each is opened again once. */
  readonly crashed: Set<string>;
  readonly met: Set<string>;
  readonly goneTargets: WeakMap<Target, () => void>;
  /** True while we open a tab ourselves. */
  opening: boolean;
  wake: () => void;
}

export async function adopt(open: Open, page: Page): Promise<OpenTab> {
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
    noteStarved(open);
    reject(new ErrandError('page.crashed', 'The page crashed.'));
  });
  page.on('close', () => leave(open, tab));
  watchChoosers(page, () => {
    open.untold.choosers += 1;
  });
  await page.setViewport(VIEWPORT).catch(() => {});
  return tab;
}

export function noteStarved(open: Open): void {
  if (open.isStarved()) open.over ??= STARVED;
}

export function forget(open: Open, tab: OpenTab): void {
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

export const opened = ({ id }: OpenTab): string => `a new tab ${id} opened`;

export async function openPage(open: Open): Promise<Page> {
  open.opening = true;
  try {
    return await within(OPEN_MS, 'a new tab', open.browser.newPage());
  } finally {
    open.opening = false;
  }
}
