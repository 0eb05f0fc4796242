/** A screenshot by its artifact's id. The old picture stays until the new one is there, so nothing jumps or flashes. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useConsole } from './context.ts';

interface ShotProps {
  readonly artifactId: string;
  readonly alt: string;
  readonly onFailed?: (() => void) | undefined;
  /** Waits so long before it asks for anything. */
  readonly delayMs?: number;
}

export function Shot({ artifactId, alt, onFailed, delayMs = 0 }: ShotProps) {
  const { links } = useConsole();
  const shown = useSignal('');
  useEffect(() => {
    let wanted = true;
    const load = async (fresh?: 'fresh'): Promise<void> => {
      const url = await links.to(artifactId, fresh);
      await decodePicture(url);
      if (wanted) shown.value = url;
    };
    // A link may have run out: one fresh one, then say so.
    const begin = (): void => {
      load()
        .catch(() => load('fresh'))
        .catch(() => {
          if (wanted) onFailed?.();
        });
    };
    const timer = delayMs === 0 ? undefined : setTimeout(begin, delayMs);
    if (timer === undefined) begin();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [artifactId]);
  if (shown.value === '') return <span class="shot shot-empty" aria-hidden="true" />;
  return (
    <img
      class="shot"
      src={shown.value}
      alt={alt}
      crossorigin="anonymous"
      referrerpolicy="no-referrer"
      decoding="async"
    />
  );
}

/** Resolves when the picture can be shown without a wait. */
export async function decodePicture(url: string): Promise<void> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.referrerPolicy = 'no-referrer';
  image.src = url;
  await image.decode();
}
