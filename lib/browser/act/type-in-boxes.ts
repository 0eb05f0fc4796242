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
  const each = [...characters];
  // A page that moves the focus late moves it between our look and our key: the character is then in another box, or in none.
  let again = each.length;
  for (let index = 0; index < each.length; ) {
    await within(BOX_MS, 'the box', first.evaluate(enterBox, index));
    await typeText(page, each[index] ?? '');
    const held = await within(BOX_MS, 'the boxes', first.evaluate(countHeld, each.slice(0, index + 1)));
    // One that shows dots for digits never holds what was typed; it is not asked for ever.
    if (held > index || again === 0) index += 1;
    else {
      again -= 1;
      index = held;
    }
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
  const boxes = errand.boxesAround(first);
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

/** How many of the first boxes hold what they should. All, where the page has gone on by itself. */
function countHeld(first: Element, characters: readonly string[]): number {
  const boxes = errand.boxesAround(first);
  const from = boxes.indexOf(first as HTMLInputElement);
  const wrong = characters.findIndex((character, at) => boxes[from + at]?.value !== character);
  return wrong === -1 || !first.isConnected ? characters.length : wrong;
}

function holdBoxes(first: Element, characters: string): boolean {
  const boxes = errand.boxesAround(first);
  const from = boxes.indexOf(first as HTMLInputElement);
  const held = boxes.slice(from, from + characters.length).map(box => box.value);
  // A page that has sent the code by itself shows other things now.
  return !first.isConnected || held.join('') === characters;
}
