/** Puts our functions into a frame's isolated world, once a document. Runs none of them. */

import type { Frame } from 'puppeteer-core';
import { within } from './deadline.ts';
import { installScript } from './in-page/in-page.ts';
import { type Realm, realmOf } from './realm.ts';

const INSTALL_MS = 2_500;

/** Each new document has a new isolated world, so this is asked each time; it costs under a millisecond where it is there. */
export async function installIn(frame: Frame): Promise<Realm> {
  const realm = realmOf(frame);
  // The functions are 50 kB of text: sent only where they are not.
  const isThere = await within(
    INSTALL_MS,
    'the page',
    realm.evaluate(() => typeof errand !== 'undefined'),
  );
  if (!isThere) await within(INSTALL_MS, 'the page', realm.evaluate(installScript));
  return realm;
}
