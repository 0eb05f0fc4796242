/** Which picture of the page is shown: the live frame, or a step's screenshot. Pure. */

import type { StepView } from './step-view.ts';

export interface FrameFacts {
  readonly at: string;
  readonly url: string;
  readonly title: string;
}

export type Picture =
  | { readonly kind: 'frame' }
  | { readonly kind: 'shot'; readonly step: StepView }
  | { readonly kind: 'none'; readonly step: StepView | undefined };

/** A screenshot is kept and told of later than it was taken, and a frame that shows the same is not sent. */
const SETTLE_MS = 3_000;

export interface Choice {
  readonly frame: FrameFacts | undefined;
  readonly steps: readonly StepView[];
  /** The step that the person looks at, where it is not the newest. */
  readonly chosen: StepView | undefined;
  readonly isLive: boolean;
}

export function choosePicture({ frame, steps, chosen, isLive }: Choice): Picture {
  const shown = chosen ?? steps.findLast(step => step.screenshotId !== undefined) ?? steps.at(-1);
  if (chosen === undefined && isLive && frame !== undefined && !isOutdated(frame, shown)) return { kind: 'frame' };
  return shown?.screenshotId === undefined ? { kind: 'none', step: shown } : { kind: 'shot', step: shown };
}

function isOutdated(frame: FrameFacts, step: StepView | undefined): boolean {
  return step?.screenshotId !== undefined && step.beganAt - Date.parse(frame.at) > SETTLE_MS;
}
