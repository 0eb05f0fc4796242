/** Holds a page of the console still for its picture: nothing moves, and what differs from run to run is painted flat. */

import type { Page } from 'puppeteer-core';

/** A flat box of one width in the place of words whose width varies. */
interface Mask {
  readonly selector: string;
  /** In CSS pixels. */
  readonly width: number;
}

const masks: readonly Mask[] = [
  { selector: 'time', width: 48 },
  { selector: '.countdown .figures', width: 40 },
  { selector: '.replay-place .quiet', width: 36 },
  // A digest has its whole self as the title.
  { selector: '.facts .mono[title]', width: 90 },
  { selector: '.meter:nth-child(2) .meter-words', width: 90 },
  { selector: '[data-testid=task-row] .row-narrow > :nth-child(2)', width: 30 },
  // The part of a key's id that is shown.
  { selector: '[data-testid=key-row] .row-under', width: 90 },
  // Until midnight.
  { selector: '.limit-note', width: 100 },
  // Addresses of this run's cloud, and a version.
  { selector: '.fact-list dd', width: 140 },
];

/** Left where they are, with nothing to see in them: what took its time, and days on an axis. */
const blank = ['[data-testid=task-row] td:nth-of-type(3)', '.bars-text[text-anchor=middle]'];

const style = [
  '*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }',
  ...masks.map(
    ({ selector, width }) =>
      `${selector} { display: inline-block !important; flex: none !important; box-sizing: border-box !important; inline-size: ${width}px !important; block-size: 1em !important;
      overflow: hidden !important; white-space: nowrap !important; vertical-align: middle !important; color: transparent !important; background: #888 !important; }
      ${selector} * { visibility: hidden !important; }`,
  ),
  `${blank.join(', ')} { font-size: 0 !important; color: transparent !important; fill: transparent !important; }`,
  '.meter:nth-child(2) progress { visibility: hidden !important; }',
].join('\n');

/** For every document that the page opens from now on. The policy of the console forbids style elements; a sheet of the document's own is none. */
export async function holdStill(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, style);
  await page.emulateTimezone('UTC');
  // Focus marks are as if the window were in front, on every machine.
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
}

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** In CSS pixels; as high as shows the most of a page in a small picture. From narrow to wide: the sidebar shows in the last alone. */
export const sizes = [
  { width: 360, height: 800 },
  { width: 768, height: 760 },
  { width: 1_280, height: 760 },
] as const;

export const setTheme = (page: Page, theme: Theme): Promise<void> =>
  page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);

/** Until nothing stands in for something that is still being read, every picture is there, and the line says that it is live. */
export async function untilShown(page: Page, ready: string): Promise<void> {
  await page.waitForSelector(ready);
  await page.waitForFunction(
    () =>
      document.querySelector('.rows-waiting, .skeletons, .spinner, .shot-empty, .connection[data-state=connecting]') ===
        null && Array.from(document.images).every(image => image.complete),
    { timeout: 15_000 },
  );
}
