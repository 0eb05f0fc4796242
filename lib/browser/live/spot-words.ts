/** What is under a person's hands, in words: role and name, through all frames. Moves nothing; tells no value. */

import type { Frame, Page } from 'puppeteer-core';
import { quote } from '../act/acted.ts';
import { within } from '../deadline.ts';
import type { PersonSpot } from '../in-page/person-spot.ts';
import { installIn } from '../install-in.ts';
import type { Realm } from '../realm.ts';

/** A person waits for their click; the words for it are worth no more. */
const SPOT_MS = 400;
const MAX_DEPTH = 4;
const MAX_NAME = 60;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Such as `link "Kettles"`, or `the page`. Undefined where the page does not say in time. */
export async function wordsAt(page: Page, at: Place | undefined, hide: (name: string) => string): Promise<string> {
  const spot = await within(SPOT_MS, 'the page', spotIn(page.mainFrame(), at, 0)).catch(() => undefined);
  if (spot === undefined || spot.role === 'page') return 'the page';
  return spot.name === '' ? `a ${spot.role}` : `${spot.role} ${quote(hide(spot.name), MAX_NAME)}`;
}

async function spotIn(frame: Frame, at: Place | undefined, depth: number): Promise<PersonSpot> {
  const realm = await installIn(frame);
  const spot = await realm.evaluate(place => errand.personSpot(place), at);
  if (spot.inside === undefined || depth === MAX_DEPTH) return spot;
  const inner = await frameAt(realm, at);
  return inner === undefined ? spot : spotIn(inner, at === undefined ? undefined : spot.inside, depth + 1);
}

async function frameAt(realm: Realm, at: Place | undefined): Promise<Frame | undefined> {
  const handle = await realm.evaluateHandle(
    place => (place === undefined ? errand.focused() : errand.hitAt(place.x, place.y)) ?? null,
    at,
  );
  try {
    return (await handle.asElement()?.contentFrame()) ?? undefined;
  } finally {
    void handle.dispose().catch(() => {});
  }
}
