/** Spreads a code over a row of boxes for one character each; pages move the focus along, or leave it to us. */

import type { Page } from 'puppeteer-core';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import type { Said } from './acted.ts';
import { clickElement } from './click.ts';
import { typeText } from './keyboard.ts';

const BOX_MS = 3_000;

export async function typeInBoxes(page: Page, first: Found, characters: string): Promise<Said> {
  const refused = await clickElement(page, first);
  if (refused !== undefined) return refused;
  for (const [index, character] of [...characters].entries()) {
    await within(BOX_MS, 'the box', first.evaluate(enterBox, index));
    await typeText(page, character);
  }
  return {
    changed: false,
    after: async () => {
      const isThere = await within(BOX_MS, 'the boxes', first.evaluate(holdBoxes, characters));
      return isThere ? `spread over ${characters.length} boxes` : 'the boxes hold something else than was typed';
    },
  };
}

/** Waits a frame for the page to move the focus, then moves it where it must be. Runs in the page. */
async function enterBox(first: Element, index: number): Promise<void> {
  const isBox = (one: HTMLInputElement): boolean =>
    /^(text|tel|number|password)$/.test(one.type) && errand.isShown(one);
  let boxes: HTMLInputElement[] = [];
  for (
    let up = errand.parentOf(first), depth = 0;
    up !== undefined && depth < 4 && boxes.length < 3;
    up = errand.parentOf(up), depth += 1
  )
    boxes = [...up.querySelectorAll('input')].filter(isBox);
  const box = boxes[boxes.indexOf(first as HTMLInputElement) + index];
  if (box === undefined) return;
  const root = box.getRootNode() as Document | ShadowRoot;
  if (root.activeElement !== box)
    await new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, 50);
    });
  if (root.activeElement !== box) box.focus();
  box.select();
}

function holdBoxes(first: Element, characters: string): boolean {
  const isBox = (one: HTMLInputElement): boolean =>
    /^(text|tel|number|password)$/.test(one.type) && errand.isShown(one);
  let boxes: HTMLInputElement[] = [];
  for (
    let up = errand.parentOf(first), depth = 0;
    up !== undefined && depth < 4 && boxes.length < 3;
    up = errand.parentOf(up), depth += 1
  )
    boxes = [...up.querySelectorAll('input')].filter(isBox);
  const from = boxes.indexOf(first as HTMLInputElement);
  const held = boxes.slice(from, from + characters.length).map(box => box.value);
  // A page that has sent the code by itself shows other things now.
  return !first.isConnected || held.join('') === characters;
}
