/** That a changed picture is found to be one: the comparison that the looks of the console rest on, with no browser. */

import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { comparePictures } from '../support/compare-picture.ts';
import { shrinkPng } from '../support/small-png.ts';

interface Drawing {
  readonly width?: number;
  readonly height?: number;
  /** Where its box begins. */
  readonly left?: number;
  readonly colour?: readonly [number, number, number];
}

/** A page of a phone's size with one box in it, as large as a button. */
function draw({ width = 360, height = 800, left = 20, colour = [47, 91, 211] }: Drawing = {}): Buffer {
  const picture = new PNG({ width, height });
  picture.data.fill(250);
  for (let y = 40; y < 78; y++)
    for (let x = left; x < left + 120; x++) picture.data.set([...colour, 255], (y * width + x) * 4);
  return PNG.sync.write(picture);
}

/** 750 colours: those of text's soft edges on three grounds, and more than a palette holds. */
function drawManyColours(): Buffer {
  const picture = new PNG({ width: 300, height: 250 });
  const grounds = [
    [255, 255, 255],
    [20, 22, 24],
    [47, 91, 211],
  ] as const;
  for (let x = 0; x < 300; x++)
    for (let y = 0; y < 250; y++) {
      const ground = grounds[Math.floor(x / 100)] ?? grounds[0];
      const colour = ground.map(channel => Math.round(channel + ((128 - channel) * y) / 250));
      picture.data.set([...colour, 255], (y * 300 + x) * 4);
    }
  return PNG.sync.write(picture);
}

const why = (actual: Buffer, accepted = draw()): string => {
  const found = comparePictures(actual, accepted);
  return found.same ? '' : found.why;
};

describe('a picture', () => {
  test('is the same as itself, and as it is kept', () => {
    expect(why(draw())).toBe('');
    expect(why(draw(), shrinkPng(draw()))).toBe('');
    expect(shrinkPng(draw()).byteLength).toBeLessThan(draw().byteLength);
  });

  test('with more colours than a palette has is kept as one that looks the same', () => {
    const many = drawManyColours();
    expect(why(many, shrinkPng(many))).toBe('');
  });

  test('is another where a box moved by a pixel', () => {
    expect(why(draw({ left: 21 }))).toMatch(/^\d+ pixels differ, and 28 may\.$/);
  });

  test('is another where a box has another colour, be it close', () => {
    expect(why(draw({ colour: [60, 110, 235] }))).toMatch(/^4560 pixels differ/);
    expect(why(draw({ colour: [47, 130, 90] }))).toMatch(/^4560 pixels differ/);
  });

  test('is another where it has another size, and says which', () => {
    expect(why(draw({ height: 801 }))).toBe('It is 360 × 801 pixels, and 360 × 800 were accepted.');
    expect(why(draw({ width: 361 }))).toContain('361 × 800');
  });

  test('is not another by a rounding of colours', () => {
    expect(why(draw({ colour: [48, 90, 212] }))).toBe('');
  });

  test('that differs comes with a picture of where', () => {
    const found = comparePictures(draw({ left: 200 }), draw());
    if (found.same || found.diff === undefined) throw new Error('There is no difference.');
    const { data, width } = PNG.sync.read(found.diff);
    const at = (60 * width + 250) * 4;
    expect([...data.subarray(at, at + 3)]).toEqual([255, 0, 0]);
  });
});
