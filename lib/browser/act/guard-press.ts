/** Keeps a press from what came under the pointer since the aim: that hears nothing of it. Presses nothing itself. */

import type { Frame, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Missed } from '../in-page/press-guard.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote } from './acted.ts';
import { askIn, briefly, framesAround, framesBeside } from './frames-near.ts';
import { nextNavigation } from './next-navigation.ts';
import type { Point } from './point.ts';

const GUARD_MS = 4_000;

export interface Guard {
  /** Asked once the button is down. A press that fell elsewhere is held back until `end`. */
  missed(): Promise<Refusal | undefined>;
  /** After the button is up, and where the press itself failed. */
  end(): Promise<void>;
}

/** For the next press. `over` is a point where something has lain over the element all the while, and is pressed knowingly. */
export async function guardPress(page: Page, element: Found, over?: Point): Promise<Guard> {
  const around = framesAround(element.frame);
  const arming = [element.evaluate(armFor, over), ...around.map(frame => realmOf(frame).evaluate(armAgainst))];
  const frames = [element.frame, ...around];
  const [holdsFrame] = await within(GUARD_MS, 'the page', Promise.all(arming)).catch(error => {
    // A page that hangs now arms itself when its script is stopped.
    void Promise.all(frames.map(endIn));
    throw error;
  });
  const beside = holdsFrame === true ? [] : framesBeside(page, frames);
  await Promise.all(beside.map(frame => briefly(realmOf(frame).evaluate(armAgainst))));
  const going = nextNavigation(page, frames);
  const end = async (): Promise<void> => {
    going.stop();
    await Promise.all([...frames, ...beside].map(endIn));
  };
  return {
    async missed() {
      const asking = Promise.all([...frames.map(missedIn), ...beside.map(frame => briefly(missedIn(frame)))]);
      const told = await Promise.race([asking, going.began]).finally(going.stop);
      // A press that leads elsewhere fell well.
      if (told === 'gone') {
        // Where the page stays after all, nothing of ours may stay in it.
        void asking.then(end, end);
        return undefined;
      }
      const missed = told.find(one => one !== undefined);
      if (missed !== undefined) return refuse(missed);
      // One that was late to answer may still hold back what comes next.
      void Promise.all(beside.map(endIn));
      return undefined;
    },
    end,
  };
}

function refuse(missed: Missed): Refusal {
  if (missed === 'left')
    return refusal('page.not-interactable', 'The element left in the last moment, and nothing was pressed.');
  return missed.at === 'first'
    ? refusal('page.covered', `${quote(missed.by)} came over the element in the last moment, and was not pressed.`)
    : refusal('page.covered', `${quote(missed.by)} came over the element with the first click, and was not pressed.`);
}

/** True where the press may be meant for a frame in it. Runs in the page. */
function armFor(node: Element, over: Point | undefined): boolean {
  errand.guardPress(node, over);
  const frames = 'iframe, frame, object, embed';
  const hits = over === undefined ? undefined : errand.hitAt(over.x, over.y);
  return [node, hits].some(one => one?.matches(frames) === true || one?.querySelector(frames) != null);
}

/** No press is meant for this document. One that nobody has looked at yet has no functions of ours. Runs in the page. */
function armAgainst(): void {
  if (typeof errand !== 'undefined') errand.guardPress();
}

/** A document that the press itself replaced was hit well. */
const missedIn = (frame: Frame): Promise<Missed | undefined> =>
  askIn(frame, () => (typeof errand === 'undefined' ? undefined : errand.missedPress()));

async function endIn(frame: Frame): Promise<void> {
  await within(
    GUARD_MS,
    'the page',
    realmOf(frame).evaluate(() => (typeof errand === 'undefined' ? undefined : errand.memory.guard?.end())),
  ).catch(() => {});
}
