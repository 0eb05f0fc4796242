/** Keeps a press from what came under the pointer since the aim: that hears nothing of it. Presses nothing itself. */

import type { Frame, HTTPRequest, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { isReplaced, within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote } from './acted.ts';
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
  const frames = [element.frame, ...framesAround(element.frame)];
  const arming = frames.map((frame, at) =>
    at === 0 ? element.evaluate(armFor, over) : realmOf(frame).evaluate(() => errand.guardPress()),
  );
  await within(GUARD_MS, 'the page', Promise.all(arming));
  const going = nextNavigation(page, frames);
  const end = async (): Promise<void> => {
    going.stop();
    await Promise.all(frames.map(endIn));
  };
  return {
    async missed() {
      const asking = Promise.all(frames.map(missedIn));
      const told = await Promise.race([asking, going.began]).finally(going.stop);
      if (told === 'gone') {
        // Where the page stays after all, nothing of ours may stay in it.
        void asking.then(end, end);
        return undefined;
      }
      const by = told.find(one => one !== undefined);
      if (by === undefined) return undefined;
      return refusal('page.covered', `${quote(by)} came over the element in the last moment, and was not pressed.`);
    },
    end,
  };
}

/** What is hit in them is not the frame that is meant: a press in that is none in these. */
function framesAround(frame: Frame): readonly Frame[] {
  const parent = frame.parentFrame();
  return parent === null ? [] : [parent, ...framesAround(parent)];
}

const armFor = (node: Element, over: Point | undefined): void => errand.guardPress(node, over);

/** A press that leads elsewhere fell well, and Chromium passes no question on to a frame that goes. */
function nextNavigation(page: Page, frames: readonly Frame[]): { readonly began: Promise<'gone'>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<'gone'>();
  const onRequest = (request: HTTPRequest): void => {
    const frame = request.isNavigationRequest() ? request.frame() : null;
    if (frame !== null && frames.includes(frame)) resolve('gone');
  };
  page.on('request', onRequest);
  return { began: promise, stop: () => void page.off('request', onRequest) };
}

/** A document that the press itself replaced was hit well. */
async function missedIn(frame: Frame): Promise<string | undefined> {
  if (frame.detached) return undefined;
  const asking = realmOf(frame).evaluate(() => errand.missedPress());
  return within(GUARD_MS, 'the page', asking).catch(error => {
    if (isReplaced(error)) return undefined;
    throw error;
  });
}

async function endIn(frame: Frame): Promise<void> {
  await within(
    GUARD_MS,
    'the page',
    realmOf(frame).evaluate(() => errand.memory.guard?.end()),
  ).catch(() => {});
}
