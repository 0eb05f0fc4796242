/** Looks at the page: the observation, its picture, the event that records both. Acts on nothing. */

import { ErrandError } from '../domain/errors.ts';
import { clip } from './clip.ts';
import type { Observation, Screenshot } from './page.ts';
import type { RunDeps } from './run.ts';

/** What an event holds of an observation; the trace has it whole. Scripts differ in bytes a character, so both are bounded. */
const MAX_EVENT_CHARS = 12_000;
const MAX_EVENT_TEXT_BYTES = 16_000;

/** A picture that cannot be taken (a page that hangs) does not end the run: the text is enough to go on. */
export async function look(deps: RunDeps, step: number): Promise<Observation> {
  const observation = await deps.page.observe();
  const picture = await deps.page.screenshot({ fullPage: false }).catch(() => undefined);
  const screenshotId = picture === undefined ? undefined : await savePicture(deps, picture, step);
  const { url, title, text, ms } = observation;
  const cut = clip(text.length > MAX_EVENT_CHARS ? `${text.slice(0, MAX_EVENT_CHARS)}…` : text, MAX_EVENT_TEXT_BYTES);
  if (cut !== text) deps.journal.keepWhole(step, text);
  const seen = {
    step,
    url: clip(url, 4_000),
    title: clip(title, 1_000),
    text: cut,
    ms: Math.round(ms),
    ...(screenshotId === undefined ? {} : { screenshotId }),
  };
  await deps.journal.record([{ type: 'page.observed', data: seen }]);
  return observation;
}

/** A bucket that does not answer costs the picture, not the run. What the table says (lost, cancelled) still counts. */
async function savePicture(deps: RunDeps, { mediaType, bytes }: Screenshot, step: number): Promise<string | undefined> {
  try {
    return await deps.journal.saveArtifact({ kind: 'screenshot', name: `step-${step}.jpg`, mediaType, bytes, step });
  } catch (error) {
    if (error instanceof ErrandError) throw error;
    return undefined;
  }
}
