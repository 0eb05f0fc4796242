/** Looks at the page: the observation, its picture, the event that records both. Acts on nothing. */

import type { ModelImage } from './model-client.ts';
import type { Observation } from './page.ts';
import type { RunDeps } from './run.ts';

/** What an event holds of an observation; the trace has it whole. */
const MAX_EVENT_TEXT = 12_000;

export interface Look {
  readonly observation: Observation;
  readonly picture: ModelImage | undefined;
}

/** A picture that cannot be taken (a page that hangs) does not end the run: the text is enough to go on. */
export async function look(deps: RunDeps, step: number): Promise<Look> {
  const observation = await deps.page.observe();
  const picture = await deps.page.screenshot({ fullPage: false }).catch(() => undefined);
  const screenshotId =
    picture === undefined
      ? undefined
      : await deps.journal.saveArtifact({
          kind: 'screenshot',
          name: `step-${step}.jpg`,
          mediaType: picture.mediaType,
          bytes: picture.bytes,
          step,
        });
  const { url, title, text, ms } = observation;
  const cut = text.length > MAX_EVENT_TEXT ? `${text.slice(0, MAX_EVENT_TEXT)}…` : text;
  const seen = {
    step,
    url,
    title: title.slice(0, 500),
    text: cut,
    ms: Math.round(ms),
    ...(screenshotId === undefined ? {} : { screenshotId }),
  };
  await deps.journal.record([{ type: 'page.observed', data: seen }]);
  return { observation, picture };
}
