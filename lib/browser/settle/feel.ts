/** Asks a frame whether it is at rest, and tells a hung page from a slow one. Asks nothing twice. */

import type { Frame } from 'puppeteer-core';
import { isErrandError } from '../../domain/errors.ts';
import { HUNG_MS, isInScript } from '../busy.ts';
import { within } from '../deadline.ts';
import type { Calm, Felt } from '../in-page/pulse.ts';
import { installIn } from '../install-in.ts';
import { type Realm, realmOf } from '../realm.ts';

/** How long a page may take to lay out what it has. */
const LAYOUT_MS = 16_000;
/** For an answer that nothing holds up any more, beyond what the question itself takes. */
const DUE_MS = 500;
const ARM_MS = 1_000;
/** Of frames that are only felt beside: one that hangs must not hold the page around. */
const BESIDE_MS = 150;

/** Where the page cannot be armed it is hung or gone, which the act itself will find. */
export async function startPulse(frame: Frame, ms = ARM_MS): Promise<void> {
  try {
    await within(
      ms,
      'the page',
      installIn(frame).then(realm => realm.evaluate(() => errand.startPulse())),
    );
  } catch {
    // As above.
  }
}

export const startBeside = (frame: Frame): Promise<void> => startPulse(frame, BESIDE_MS);

/** Whether anything but a clock or an animation has changed in the frame; false where it says nothing. */
export async function hasStirred(frame: Frame): Promise<boolean> {
  if (frame.detached) return false;
  const asking = realmOf(frame).evaluate(() => typeof errand !== 'undefined' && (errand.memory.pulse?.steady ?? 0) > 0);
  return within(BESIDE_MS, 'the frame', asking).catch(() => false);
}

/** What changed until the frame came to rest. A document that came meanwhile has no pulse yet: a short rest is enough. */
export function feel(frame: Frame, calm: Calm): Promise<Felt | 'hung' | 'replaced'> {
  return answered(frame, realm => realm.evaluate(rest, calm), calm.maxMs + calm.lateMs);
}

/** Lays the page out too: it must be for the look that follows, and here it may take its time. Runs in the page. */
async function rest(calm: Calm): Promise<Felt> {
  const pause = (): Promise<Felt> =>
    new Promise(resolve => setTimeout(() => resolve({ changes: 0, sights: 0, isQuiet: true }), calm.quietMs));
  const felt = await (typeof errand === 'undefined' ? pause() : errand.untilQuiet(calm));
  void document.documentElement?.getBoundingClientRect();
  return felt;
}

/** The frame's answer; `replaced` where its document went under the question. The realm is asked without waiting for a hung one. */
export async function answered<Answer>(
  frame: Frame,
  question: (realm: Realm) => Promise<Answer>,
  ms: number,
): Promise<Answer | 'hung' | 'replaced'> {
  if (frame.detached) return 'replaced';
  const answer = question(realmOf(frame));
  try {
    return await within(HUNG_MS + ms, 'the page', answer);
  } catch (error) {
    if (!isErrandError(error, 'page.timeout')) return 'replaced';
  }
  if (await isInScript(frame)) return 'hung';
  // On a starved machine a script may only be late to be interrupted: after that, or after the layout, the answer is due.
  const interrupted = isInScript(frame, LAYOUT_MS).then(() => within(DUE_MS + ms, 'the page', answer));
  return Promise.race([answer, interrupted]).catch(error =>
    isErrandError(error, 'page.timeout') ? 'hung' : 'replaced',
  );
}
