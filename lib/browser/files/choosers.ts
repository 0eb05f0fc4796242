/** File choosers that pages open. There is nobody to choose in one: it is closed, unless an upload is waiting for it. */

import type { Frame, Page } from 'puppeteer-core';
import { sessionOf } from '../realm.ts';

/** Pages in which an upload waits for a chooser. */
const awaited = new WeakSet<Page>();

/** Chromium itself closes what is intercepted and not answered: the page hears that nothing was chosen. */
export function watchChoosers(page: Page, onUnasked: () => void): void {
  const session = sessionOf(page.mainFrame());
  session.on('Page.fileChooserOpened', () => {
    if (!awaited.has(page)) onUnasked();
  });
  void session.send('Page.setInterceptFileChooserDialog', { enabled: true }).catch(() => {});
}

export interface Chooser {
  readonly isMultiple: boolean;
  give(paths: readonly string[]): Promise<void>;
}

/** The chooser that opens in this frame while `open` runs or within `ms` after; else what `open` said. */
export async function chooserOf<Refused>(
  page: Page,
  frame: Frame,
  { open, ms }: { open: () => Promise<Refused | undefined>; ms: number },
): Promise<Chooser | Refused | undefined> {
  const session = sessionOf(frame);
  const { promise, resolve } = Promise.withResolvers<Chooser | undefined>();
  session.once('Page.fileChooserOpened', ({ mode, backendNodeId }) => {
    // Without a node it asks for a file by script, which no page can be given.
    if (backendNodeId === undefined) return resolve(undefined);
    resolve({
      isMultiple: mode === 'selectMultiple',
      give: paths => session.send('DOM.setFileInputFiles', { backendNodeId, files: [...paths] }),
    });
  });
  awaited.add(page);
  let timer: NodeJS.Timeout | undefined;
  try {
    // A frame of another site has a session of its own, where nothing is intercepted yet.
    await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
    const refused = await open();
    if (refused !== undefined) return refused;
    timer = setTimeout(() => resolve(undefined), ms);
    return await promise;
  } finally {
    clearTimeout(timer);
    awaited.delete(page);
  }
}
