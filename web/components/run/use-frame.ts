/** The live picture of a run while its view is on the page and the run goes on. */

import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Frame } from '../../data/frame.ts';
import type { Watched } from '../../data/frames.ts';
import { useConsole } from '../context.ts';

export function useFrame(taskId: string, isLive: boolean): ReadonlySignal<Frame | undefined> {
  const { live } = useConsole();
  const watched = useSignal<Watched | undefined>(undefined);
  useEffect(() => {
    if (!isLive) return;
    const watching = live.watch(taskId);
    watched.value = watching;
    return () => {
      watching.stop();
      watched.value = undefined;
    };
  }, [taskId, isLive]);
  return useComputed(() => watched.value?.frame.value);
}
