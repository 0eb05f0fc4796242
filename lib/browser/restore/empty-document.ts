/** Puts a tab on an empty document of a site, made by us: what the site keeps can be read and written there and none of its scripts run. Asks the site nothing. */

import type { Frame, Page, Protocol } from 'puppeteer-core';
import { withSession } from '../act/navigate.ts';
import { within } from '../deadline.ts';
import { type Place, samePlace } from './place.ts';

const OPEN_MS = 3_000;

/**
 * The frame that has what is kept at this place, for as long as `use` takes. Whether the site may be opened at all is asked before:
 * what is answered here comes to no guard.
 */
export async function onEmptyDocument<T>(page: Page, place: Place, use: (frame: Frame) => Promise<T>): Promise<T> {
  const { origin, under } = place;
  const top = under ?? origin;
  const framed = under === undefined ? '' : `<iframe src="${origin}/"></iframe>`;
  const bodies = new Map([
    [`${origin}/`, '<!doctype html>'],
    [`${top}/`, `<!doctype html>${framed}`],
  ]);
  return withSession(page, async session => {
    session.on('Fetch.requestPaused', ({ requestId, request }: Protocol.Fetch.RequestPausedEvent) => {
      const body = bodies.get(request.url);
      const answer =
        body === undefined
          ? session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
          : session.send('Fetch.fulfillRequest', {
              requestId,
              responseCode: 200,
              responseHeaders: [
                { name: 'content-type', value: 'text/html' },
                { name: 'cache-control', value: 'no-store' },
              ],
              body: Buffer.from(body).toString('base64'),
            });
      void answer.catch(() => {});
    });
    // Else a worker of the site would answer for it, with the site's own page.
    await within(OPEN_MS, 'the tab', session.send('Network.enable'));
    await within(OPEN_MS, 'the tab', session.send('Network.setBypassServiceWorker', { bypass: true }));
    await within(OPEN_MS, 'the tab', session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }));
    await page.goto(`${top}/`, { waitUntil: 'load', timeout: OPEN_MS });
    const frame = page.frames().find(one => samePlace(place, one));
    if (frame === undefined) throw new Error('The frame did not open.');
    return use(frame);
  });
}
