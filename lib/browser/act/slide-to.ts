/** Moves a slider or spin button that is no input to a value, with the arrow keys that every such control must hear. Bounded. */

import type { KeyInput, Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { guardKeys } from './guard-keys.ts';
import { pressChord } from './keyboard.ts';

const SLIDE_MS = 3_000;
const MAX_PRESSES = 200;

interface Place {
  readonly now: number;
  readonly least: number;
  readonly most: number;
}

interface Keys {
  readonly more: KeyInput;
  readonly less: KeyInput;
}

/** Up and down mean more and less wherever one reads from; right and left do not, but some sliders hear nothing else. */
const UPRIGHT: Keys = { more: 'ArrowUp', less: 'ArrowDown' };
const LEVEL: Keys = { more: 'ArrowRight', less: 'ArrowLeft' };

export async function slideTo(page: Page, slider: Found, value: string): Promise<Said> {
  const wanted = Number(value.replace(/[\s,%$€£]/g, ''));
  if (value.trim() === '' || Number.isNaN(wanted))
    return refusal('page.not-interactable', `The slider takes a number, not ${quote(value)}.`);
  await within(SLIDE_MS, 'the slider', slider.focus());
  const before = await placeOf(slider);
  const goal = Math.min(Math.max(wanted, before.least), before.most);
  let place = before;
  const strayed = await guardKeys({ page, element: slider, heardBy: 'own' }, async () => {
    place = await slide(page, slider, { from: before, goal });
  });
  if (strayed !== undefined) return strayed;
  if (place.now === wanted) return { changed: true };
  const range =
    Number.isFinite(place.least) && Number.isFinite(place.most) ? `; it goes from ${place.least} to ${place.most}` : '';
  return { changed: true, note: `it is at ${place.now}${range}` };
}

interface Way {
  readonly from: Place;
  readonly goal: number;
}

/** As near to the goal as its steps allow. */
async function slide(page: Page, slider: Found, { from, goal }: Way): Promise<Place> {
  let place = from;
  let keys: Keys = UPRIGHT;
  for (let press = 0; press < MAX_PRESSES && place.now !== goal; press += 1) {
    const isUp = goal > place.now;
    // To an end there is one key; else step by step, until the next step would lead away.
    const toEnd = goal === place.most ? 'End' : goal === place.least ? 'Home' : undefined;
    await pressChord(page, [press === 0 && toEnd !== undefined ? toEnd : isUp ? keys.more : keys.less]);
    const next = await placeOf(slider);
    const isPast = isUp ? next.now > goal : next.now < goal;
    if (isPast && Math.abs(next.now - goal) > Math.abs(place.now - goal))
      await pressChord(page, [isUp ? keys.less : keys.more]);
    const isDeaf = next.now === place.now && (press > 0 || toEnd === undefined);
    const isStuck = isDeaf && keys === LEVEL;
    if (isDeaf) keys = LEVEL;
    place = await placeOf(slider);
    if (isPast || isStuck) break;
  }
  return place;
}

async function placeOf(slider: Found): Promise<Place> {
  const [now, least, most] = await within(
    SLIDE_MS,
    'the slider',
    slider.evaluate(node => ['now', 'min', 'max'].map(name => node.getAttribute(`aria-value${name}`))),
  );
  const numberOf = (text: string | null | undefined, otherwise: number): number =>
    text === null || text === undefined || text === '' ? otherwise : Number(text);
  return {
    now: numberOf(now, 0),
    least: numberOf(least, Number.NEGATIVE_INFINITY),
    most: numberOf(most, Number.POSITIVE_INFINITY),
  };
}
