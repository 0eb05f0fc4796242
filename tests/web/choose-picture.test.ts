/** The picture that is shown is the newest there is, or that of the step the person chose. */

import { describe, expect, test } from 'vitest';
import { choosePicture } from '../../web/state/choose-picture.ts';
import { changeStep, type StepView } from '../../web/state/step-view.ts';

const at = (iso: string): number => Date.parse(`2026-01-01T00:00:${iso}.000Z`);
const step = (number: number, seconds: string, screenshotId?: string): StepView => {
  const [made] = changeStep([], { step: number, at: at(seconds) }, old => ({ ...old, screenshotId }));
  if (made === undefined) throw new Error('no step');
  return made;
};
const frame = (seconds: string) => ({ at: `2026-01-01T00:00:${seconds}.000Z`, url: 'u', title: 't' });
const steps = [step(1, '01', 'art_1'), step(2, '10', 'art_2'), step(3, '20')];

describe('the picture', () => {
  test('is the newest screenshot where no frame has come', () => {
    const picture = choosePicture({ frame: undefined, steps, chosen: undefined, isLive: true });
    expect(picture).toMatchObject({ kind: 'shot', step: { step: 2 } });
  });

  test('is the live frame, but not one that is older than the newest screenshot', () => {
    const on = { steps, chosen: undefined, isLive: true };
    expect(choosePicture({ ...on, frame: frame('21') }).kind).toBe('frame');
    expect(choosePicture({ ...on, frame: frame('09') }).kind).toBe('frame');
    expect(choosePicture({ ...on, frame: frame('02') })).toMatchObject({ kind: 'shot', step: { step: 2 } });
  });

  test('is that of the chosen step while the run goes on, and that of the last one after it', () => {
    expect(choosePicture({ frame: frame('21'), steps, chosen: steps[0], isLive: true })).toMatchObject({
      kind: 'shot',
      step: { step: 1 },
    });
    expect(choosePicture({ frame: frame('21'), steps, chosen: undefined, isLive: false }).kind).toBe('shot');
  });

  test('is none where the chosen step has none, or nothing was done yet', () => {
    expect(choosePicture({ frame: undefined, steps, chosen: steps[2], isLive: true }).kind).toBe('none');
    expect(choosePicture({ frame: undefined, steps: [], chosen: undefined, isLive: true })).toEqual({
      kind: 'none',
      step: undefined,
    });
  });
});
