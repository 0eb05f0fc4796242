/** Our own empty page, in a context and process of its own, where pictures are painted. Loads nothing, is no tab, sees no page but as pixels. */

import type { Browser } from 'puppeteer-core';
import { ErrandError } from '../../domain/errors.ts';
import { messageOf, within } from '../deadline.ts';
import { realmOf, targetIdOf } from '../realm.ts';
import { labelPlaces } from './label-places.ts';
import { businessOf, type Painted, type PaintOrder, paint } from './paint.ts';

export interface Painter {
  /** By which it can be told from the task's pages. */
  readonly targetId: string;
  /** Throws `page.timeout` where nothing comes of it: then there is no picture, never a bare one. */
  paint(order: PaintOrder): Promise<Painted>;
}

const OPEN_MS = 8_000;
const PAINT_MS = 8_000;

/** To be opened before the tabs are watched, or it would be taken for a popup. */
export async function openPainter(browser: Browser): Promise<Painter> {
  const context = await within(OPEN_MS, 'the painter', browser.createBrowserContext());
  const page = await within(OPEN_MS, 'the painter', context.newPage());
  const install = `void (globalThis.errandPainter = { businessOf: ${businessOf.toString()}, labelPlaces: ${labelPlaces.toString()} })`;
  const ready = (): Promise<unknown> => within(OPEN_MS, 'the painter', realmOf(page.mainFrame()).evaluate(install));
  await ready();
  // Its process may be killed like any other: for want of memory, say. Then it is opened again for the next picture.
  let isCrashed = false;
  page.on('error', () => {
    isCrashed = true;
  });
  return {
    targetId: targetIdOf(page),
    async paint(order) {
      try {
        if (isCrashed) {
          await within(OPEN_MS, 'the painter', page.goto('about:blank'));
          await ready();
          isCrashed = false;
        }
        return await within(PAINT_MS, 'the painter', realmOf(page.mainFrame()).evaluate(paint, order));
      } catch (error) {
        throw new ErrandError('page.timeout', `The picture could not be painted: ${messageOf(error)}`, {}, error);
      }
    },
  };
}
