/** A click on the picture is a click on the same place of the page, whatever size the picture has. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureBox, toNearest, toPage } from '../../web/state/pointer-map.ts';

const page = { width: 1_280, height: 900 };

describe('a place on the picture', () => {
  test('is the same place on the page, in its own pixels', () => {
    const box = { left: 100, top: 50, width: 640, height: 450 };
    expect(toPage({ x: 100, y: 50 }, box, page)).toEqual({ x: 0, y: 0 });
    expect(toPage({ x: 420, y: 275 }, box, page)).toEqual({ x: 640, y: 450 });
  });

  test('beside a picture that is letterboxed is no place', () => {
    const wide = { left: 0, top: 0, width: 1_000, height: 450 };
    expect(pictureBox(wide, page)).toEqual({ left: 180, top: 0, width: 640, height: 450 });
    expect(toPage({ x: 100, y: 100 }, wide, page)).toBeUndefined();
    expect(toPage({ x: 500, y: 225 }, wide, page)).toEqual({ x: 640, y: 450 });
    const tall = { left: 0, top: 0, width: 640, height: 900 };
    expect(toPage({ x: 320, y: 600 }, tall, page)).toBeUndefined();
  });

  test('is none where the picture has no size yet', () => {
    expect(toPage({ x: 0, y: 0 }, { left: 0, top: 0, width: 0, height: 0 }, page)).toBeUndefined();
    expect(toNearest({ x: 0, y: 0 }, { left: 0, top: 0, width: 0, height: 0 }, page)).toBeUndefined();
  });

  test('is the nearest one on the page where a button is let go of outside', () => {
    const box = { left: 0, top: 0, width: 640, height: 450 };
    const at = toNearest({ x: 2_000, y: -30 }, box, page);
    expect(at?.y).toBe(0);
    expect(at?.x).toBeGreaterThan(1_279);
    expect(at?.x).toBeLessThan(1_280);
  });

  test('comes back to where it was within a pixel, for any box and page', () => {
    const size = fc.integer({ min: 50, max: 4_000 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (width, height, pageWidth, pageHeight, across, down) => {
          const view = { width: pageWidth, height: pageHeight };
          const box = { left: 7, top: 11, width, height };
          const picture = pictureBox(box, view);
          const at = { x: picture.left + picture.width * across, y: picture.top + picture.height * down };
          const place = toPage(at, box, view);
          expect(Math.abs((place?.x ?? -9) - pageWidth * across)).toBeLessThan(1);
          expect(Math.abs((place?.y ?? -9) - pageHeight * down)).toBeLessThan(1);
        },
      ),
    );
  });
});
