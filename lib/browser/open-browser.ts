/** One browser for one task: Chromium, its proxy, its tabs, behind the agent's Page. Closing leaves no process and no file. */

import type { Page } from '../agent/page.ts';

import type { Credentials } from './basic-auth.ts';
import { pageOf } from './browser-page.ts';
import { type FindOptions, findChromium } from './chromium-binary.ts';
import { holdDialogs } from './dialogs.ts';
import { answers } from './egress/answers.ts';
import type { Contact } from './egress/ledger.ts';
import type { Reach } from './egress/permit.ts';
import { startEgressProxy } from './egress/proxy.ts';
import type { Resolver } from './egress/resolver.ts';
import { catchDownloads } from './files/downloads.ts';
import { lacksSpace } from './lacks-space.ts';
import { launch } from './launch.ts';
import { type LivePage, livePageOf } from './live-page.ts';
import { type MayNavigate, openNavigationGuard } from './navigation-guard.ts';
import { openPainter } from './pictures/painter.ts';
import { openShutter } from './pictures/shutter.ts';
import { rememberVisits } from './restore/visits.ts';
import type { SecretSource } from './secret-source.ts';
import { openTabs } from './tabs.ts';

/** Which hosts may be reached is the proxy's to hold; see `Reach`. */
export interface BrowserOptions extends FindOptions, Reach {
  /** Asked before every top-level navigation, redirects included. */
  readonly mayNavigate: MayNavigate;
  /** Tests give their own; the default asks the system. */
  readonly resolve?: Resolver;
  /** `read-only` where the consent has no "download"; then a PDF may be read and nothing is kept. */
  readonly downloads?: 'all' | 'read-only';
  /** What a server's own question for a user name and password is answered with; without it none is. */
  readonly credentials?: Credentials;
  /** What placeholders in fills become; without it they are text. */
  readonly secrets?: SecretSource;
  /** Bytes that Chromium may receive in all. */
  readonly maxBytes?: number;
}

export interface OpenBrowser {
  readonly page: Page;
  /** The same tabs, for people; a scripted browser has none. */
  readonly live?: LivePage;
  /** Such as `HeadlessChrome/153.0.0.0`. */
  readonly version: string;
  readonly pid: number;
  /** Every host:port connected to. */
  readonly hosts: () => readonly string[];
  /** Every host asked for, refused ones too; grows only at its end. */
  readonly contacts: () => readonly Contact[];
  close(): Promise<void>;
}

/** Throws `browser.*` where Chromium cannot be had. */
export async function openBrowser(options: BrowserOptions): Promise<OpenBrowser> {
  const binary = await findChromium(options);
  const proxy = await startEgressProxy(options);
  const launched = await launch(binary, proxy.url).catch(async error => {
    await proxy.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await launched.close();
    await proxy.close();
  };
  try {
    const dialogs = holdDialogs();
    const visits = rememberVisits();
    const guard = await openNavigationGuard(launched.browser, options.mayNavigate, {
      onPage(session, targetId) {
        dialogs.watch(session, targetId);
        visits.watch(session, targetId);
      },
      onGone(targetId) {
        dialogs.forget(targetId);
        visits.forget(targetId);
      },
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    });
    const downloads = await catchDownloads(launched.browser, {
      folder: launched.folder,
      keep: options.downloads ?? 'all',
    });
    const painter = await openPainter(launched.browser);
    const tabs = await openTabs(launched.browser, dialogs, () => lacksSpace(launched.folder));
    // Ours, and no page of the task's.
    const pages = (): ReadonlySet<string> => new Set([...guard.pages()].filter(id => id !== painter.targetId));
    const version = await launched.browser.version();
    const { mayNavigate } = options;
    const parts = { tabs, mayNavigate, guard: { ...guard, pages }, painter, shutter: openShutter() };
    return {
      live: livePageOf(parts),
      page: pageOf({
        ...parts,
        visits,
        bytes: proxy.bytesReceived,
        refusals: proxy.refusals,
        hasWayOut: () => answers(proxy.url),
        downloads,
        folder: launched.folder,
        secrets: options.secrets,
      }),
      version,
      pid: launched.pid,
      hosts: proxy.hosts,
      contacts: proxy.contacts,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
