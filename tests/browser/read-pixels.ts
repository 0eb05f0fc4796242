/** Reads pictures back: Chromium decodes them in an empty page. */

import type { Page } from 'puppeteer-core';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Patch {
  /** Pixels of that colour, give or take what JPEG changes. */
  readonly count: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly of: Readonly<Record<string, Patch>>;
}

export async function readPixels(
  page: Page,
  bytes: Uint8Array,
  colours: Readonly<Record<string, Colour>>,
): Promise<Pixels> {
  const read = async (base64: string, wanted: [string, number[]][]) => {
    const blob = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const patches = wanted.map(([name, [red = 0, green = 0, blue = 0]]) => {
      const patch = { count: 0, left: width, top: height, right: -1, bottom: -1 };
      for (let at = 0; at < data.length; at += 4) {
        const off =
          Math.abs((data[at] ?? 0) - red) +
          Math.abs((data[at + 1] ?? 0) - green) +
          Math.abs((data[at + 2] ?? 0) - blue);
        if (off > 110) continue;
        const x = (at / 4) % width;
        const y = Math.floor(at / 4 / width);
        patch.count += 1;
        patch.left = Math.min(patch.left, x);
        patch.right = Math.max(patch.right, x);
        patch.top = Math.min(patch.top, y);
        patch.bottom = Math.max(patch.bottom, y);
      }
      return [name, patch] as const;
    });
    return { width, height, of: Object.fromEntries(patches) };
  };
  const wanted = Object.entries(colours).map(([name, colour]): [string, number[]] => [name, [...colour]]);
  return page.evaluate(read, Buffer.from(bytes).toString('base64'), wanted);
}
