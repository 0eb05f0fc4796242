/** The newest live frame, painted on a canvas: nothing of it becomes a document. The old one stays until the new one is decoded. */

import { useEffect, useRef } from 'preact/hooks';
import type { Frame } from '../../data/frame.ts';

export function LivePicture({ frame, alt }: { readonly frame: Frame; readonly alt: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let wanted = true;
    const paint = async (): Promise<void> => {
      const bitmap = await createImageBitmap(new Blob([bytesOf(frame.image)], { type: 'image/jpeg' }));
      const target = canvas.current;
      if (wanted && target) {
        if (target.width !== bitmap.width) target.width = bitmap.width;
        if (target.height !== bitmap.height) target.height = bitmap.height;
        target.getContext('2d')?.drawImage(bitmap, 0, 0);
        target.dataset.at = frame.at;
      }
      bitmap.close();
    };
    // A frame that is broken is followed by another one.
    paint().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [frame]);
  return <canvas class="shot" ref={canvas} role="img" aria-label={alt} data-testid="live-picture" />;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), character => character.charCodeAt(0));
