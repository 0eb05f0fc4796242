/** What tells one machine's way of drawing text from another's: Chromium's major version, and how wide some words are in the console's fonts. */

import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';

export interface RendererPrint {
  readonly chromium: string;
  /** By font, in hundredths of a CSS pixel. */
  readonly widths: Readonly<Record<string, readonly number[]>>;
}

const PROBES = ['Hamburgefonstiv 0123456789', 'Willow, Äpfel & “quotes” — ✓', 'mmmmiiii WAVE.To'];
const FONTS = ['400 15px', '600 21px'];

/** Of a page of the console: its style sheet says which fonts. */
export async function readRendererPrint(page: Page): Promise<RendererPrint> {
  const [, major = ''] = /\/(\d+)/.exec(await page.browser().version()) ?? [];
  const widths = await page.evaluate(
    (probes, fonts) => {
      const style = getComputedStyle(document.documentElement);
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) throw new Error('There is no canvas.');
      const entries = ['--sans', '--mono'].flatMap(stack =>
        fonts.map(font => {
          context.font = `${font} ${style.getPropertyValue(stack)}`;
          return [`${font} ${stack}`, probes.map(probe => Math.round(context.measureText(probe).width * 100))] as const;
        }),
      );
      return Object.fromEntries(entries);
    },
    PROBES,
    FONTS,
  );
  return { chromium: major, widths };
}

/** Why pictures that were accepted with the print in this file say nothing here; nothing where they do. */
export async function whyNotComparable(print: RendererPrint, file: string): Promise<string | undefined> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept === undefined) return 'no print of a renderer is kept beside the accepted pictures';
  const accepted: unknown = JSON.parse(kept);
  if (isDeepStrictEqual(accepted, print)) return undefined;
  const major: unknown =
    typeof accepted === 'object' && accepted !== null ? Reflect.get(accepted, 'chromium') : undefined;
  return major === print.chromium
    ? 'the pictures were accepted with other fonts than this machine has'
    : `the pictures were accepted with Chromium ${major}, and this is ${print.chromium}`;
}

export const keepRendererPrint = (print: RendererPrint, file: string): Promise<void> =>
  writeFile(file, `${JSON.stringify(print, undefined, 2)}\n`);
