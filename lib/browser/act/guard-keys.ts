/** Keys are pressed while the focus is watched: what the page would make of those that go elsewhere, it does not hear. Presses none itself. */

import type { Frame, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Heard, Strayed } from '../in-page/key-guard.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote } from './acted.ts';
import { askIn, briefly, framesAround, framesBeside } from './frames-near.ts';
import { nextNavigation } from './next-navigation.ts';

const GUARD_MS = 4_000;

export interface Keys {
  readonly page: Page;
  /** What they are meant for. */
  readonly element: Found;
  readonly heardBy: Heard;
}

/** Refuses where a key went elsewhere; it and those after it were then heard by nothing. */
export async function guardKeys(
  { page, element, heardBy }: Keys,
  press: () => Promise<void>,
): Promise<Refusal | undefined> {
  const own = [element.frame, ...framesAround(element.frame)];
  const beside = framesBeside(page, own);
  const arming = own.map((frame, at) =>
    at === 0 ? element.evaluate((node, by) => errand.guardKeys(by, node), heardBy) : armAgainst(frame, heardBy),
  );
  const end = () => Promise.all([...own.map(endIn), ...beside.map(frame => briefly(endIn(frame)))]);
  await within(GUARD_MS, 'the page', Promise.all(arming)).catch(error => {
    // A page that hangs now arms itself when its script is stopped.
    void end().catch(() => {});
    throw error;
  });
  await Promise.all(beside.map(frame => briefly(armAgainst(frame, heardBy))));
  const going = nextNavigation(page, own);
  try {
    await press();
    const told = await Promise.race([end(), going.began]);
    // What led elsewhere was heard.
    const strayed = told === 'gone' ? undefined : told.find(one => one !== undefined);
    return strayed === undefined ? undefined : await refuse(element, strayed);
  } catch (error) {
    // A dialog may hold the page: this is heard when it is answered.
    void end().catch(() => {});
    throw error;
  } finally {
    going.stop();
  }
}

async function refuse(element: Found, { by }: Strayed): Promise<Refusal> {
  const isThere = await within(
    GUARD_MS,
    'the element',
    element.evaluate(node => errand.heirOf(node).isConnected),
  );
  if (!isThere) return refusal('page.ref-stale', 'The element left, and heard none of the keys that were left.');
  return whyNoFocus(
    element,
    by === undefined
      ? 'The focus was gone: no more keys were pressed.'
      : `${quote(by)} had the focus in its place: no more keys were pressed. Use the ref of what is meant.`,
  );
}

/** A dialog that opened since the look holds all the page: closing it is what helps. */
export async function whyNoFocus(element: Found, otherwise: string): Promise<Refusal> {
  const by = await within(
    GUARD_MS,
    'the element',
    element.evaluate(node => errand.coverOver(node)),
  );
  return by === undefined
    ? refusal('page.not-interactable', otherwise)
    : refusal('page.covered', `${quote(by)} lies over the element.`);
}

/** A document that nobody has looked at yet has no functions of ours. */
const armAgainst = (frame: Frame, heardBy: Heard): Promise<void> =>
  realmOf(frame).evaluate(by => (typeof errand === 'undefined' ? undefined : errand.guardKeys(by)), heardBy);

/** A document that the keys replaced had heard them. */
const endIn = (frame: Frame): Promise<Strayed | undefined> =>
  askIn(frame, () => (typeof errand === 'undefined' ? undefined : errand.endKeys()));
