/** A replay goes through the steps as a person moves it, and ends where the run goes on. */

import { describe, expect, test } from 'vitest';
import { dwellMs, elapsedAt, indexAt, moveBy, moveTo, startOf } from '../../web/state/replay.ts';
import { changeStep, type StepView } from '../../web/state/step-view.ts';

/** Steps that began at these milliseconds. */
const begunAt = (...times: readonly number[]): readonly StepView[] =>
  times.reduce<readonly StepView[]>((steps, at, index) => changeStep(steps, { step: index + 1, at }, old => old), []);

describe('a position', () => {
  test('at the end shows the newest step, and moves on as steps come', () => {
    expect(indexAt('end', 3)).toBe(2);
    expect(indexAt('end', 4)).toBe(3);
    expect(indexAt('end', 0)).toBe(-1);
  });

  test('at a step stays there as steps come', () => {
    expect(indexAt(1, 3)).toBe(1);
    expect(indexAt(1, 300)).toBe(1);
  });

  test('moved to the last step or beyond is the end, and before the first is the first', () => {
    expect(moveTo(2, 3)).toBe('end');
    expect(moveTo(9, 3)).toBe('end');
    expect(moveTo(-4, 3)).toBe(0);
    expect(moveBy('end', -1, 3)).toBe(1);
    expect(moveBy(1, 1, 3)).toBe('end');
    expect(moveBy('end', 1, 3)).toBe('end');
    expect(moveBy(0, -1, 3)).toBe(0);
  });

  test('is the first when play is pressed at the end, and where it was elsewhere', () => {
    expect(startOf('end', 5)).toBe(0);
    expect(startOf(2, 5)).toBe(2);
    expect(startOf('end', 1)).toBe('end');
  });
});

describe('a step', () => {
  const steps = begunAt(0, 1_000, 1_100, 90_000);

  test('stays as long as it took, but neither a blink nor for minutes', () => {
    expect(dwellMs(steps, 0, 1)).toBe(1_000);
    expect(dwellMs(steps, 1, 1)).toBe(500);
    expect(dwellMs(steps, 2, 1)).toBe(3_000);
  });

  test('stays shorter the faster it plays', () => {
    expect(dwellMs(steps, 2, 4)).toBe(750);
    expect(dwellMs(steps, 2, 0.5)).toBe(6_000);
  });

  test('says how long after the first it began', () => {
    expect(elapsedAt(steps, 3)).toBe(90_000);
    expect(elapsedAt([], -1)).toBe(0);
  });
});
