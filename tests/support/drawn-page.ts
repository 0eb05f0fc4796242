/** A picture of a page that there never was: flat boxes where a head, a menu and lines of text would be. The same each time. */

import { PNG } from 'pngjs';

const WIDTH = 640;
const HEIGHT = 400;
type Colour = readonly [number, number, number];
const INK: Colour = [70, 80, 90];

export function drawPage(accent: Colour): Uint8Array {
  const picture = new PNG({ width: WIDTH, height: HEIGHT });
  const box = (left: number, top: number, width: number, height: number, [red, green, blue]: Colour): void => {
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) picture.data.set([red, green, blue, 255], (y * WIDTH + x) * 4);
  };
  box(0, 0, WIDTH, HEIGHT, [250, 250, 248]);
  box(0, 0, WIDTH, 45, accent);
  box(30, 15, 90, 15, [255, 255, 255]);
  box(30, 70, 210, 18, INK);
  for (let line = 0; line < 12; line++) box(30, 110 + line * 20, 310 + ((line * 69) % 120), 7, [170, 176, 182]);
  box(490, 110, 120, 80, accent);
  return PNG.sync.write(picture);
}
