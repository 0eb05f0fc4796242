/** Moves through a run's steps: by hand, or by itself at a speed. Holds no more than where the person is. */

import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { dwellMs, indexAt, moveBy, moveTo, type Position, type Speed, startOf } from '../../state/replay.ts';
import type { StepView } from '../../state/step-view.ts';

export interface Replay {
  /** Of the step that is shown; -1 where there is none. */
  readonly index: number;
  readonly isAtEnd: boolean;
  readonly isPlaying: ReadonlySignal<boolean>;
  readonly speed: Signal<Speed>;
  toggle(): void;
  by(steps: number): void;
  to(index: number): void;
  toEnd(): void;
}

export function useReplay(steps: readonly StepView[], position: Signal<Position>): Replay {
  const isPlaying = useSignal(false);
  const speed = useSignal<Speed>(1);
  const count = steps.length;
  const index = indexAt(position.value, count);
  useEffect(() => {
    if (!isPlaying.value) return;
    const timer = setTimeout(
      () => {
        position.value = moveBy(index, 1, count);
        if (position.value === 'end') isPlaying.value = false;
      },
      dwellMs(steps, index, speed.value),
    );
    return () => clearTimeout(timer);
  }, [isPlaying.value, index, speed.value]);
  const jump = (to: Position): void => {
    isPlaying.value = false;
    position.value = to;
  };
  return {
    index,
    isAtEnd: position.value === 'end',
    isPlaying,
    speed,
    toggle: () => {
      if (!isPlaying.value) position.value = startOf(position.value, count);
      isPlaying.value = !isPlaying.value && count > 1;
    },
    by: by => jump(moveBy(position.value, by, count)),
    to: to => jump(moveTo(to, count)),
    toEnd: () => jump('end'),
  };
}
