/** What the console asks of the socket for the pictures of a run. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame } from '../../web/data/frame.ts';
import { openFrames } from '../../web/data/frames.ts';

const TASK = 'tsk_1';
const picture: Frame = {
  ...{ type: 'frame', taskId: TASK, at: '2026-11-21T12:00:00.000Z', url: 'https://shop.test/', title: 'Shop' },
  ...{ width: 1_280, height: 900, image: 'one' },
};

let said: string[];
const open = () =>
  openFrames(() => ({
    watch: taskId => void said.push(`watch ${taskId}`),
    unwatch: taskId => void said.push(`unwatch ${taskId}`),
  }));

beforeEach(() => {
  said = [];
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a view that is drawn anew keeps its watch and its picture', () => {
  const frames = open();
  const before = frames.watch(TASK);
  frames.take(picture);
  before.stop();
  const after = frames.watch(TASK);
  vi.advanceTimersByTime(5_000);
  expect(said).toEqual([`watch ${TASK}`]);
  expect(after.frame.value).toEqual(picture);
});

test('a view that is gone is watched no more', () => {
  const frames = open();
  frames.watch(TASK).stop();
  vi.advanceTimersByTime(5_000);
  expect(said).toEqual([`watch ${TASK}`, `unwatch ${TASK}`]);
  expect(frames.watch(TASK).frame.value).toBeUndefined();
  expect(said.at(-1)).toBe(`watch ${TASK}`);
});
