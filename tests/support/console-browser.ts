/** A real Chromium for the console's tests, and a page that keeps all that went wrong in it. */

import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium } from '../../lib/browser/chromium-binary.ts';

export async function openConsoleBrowser(): Promise<Browser> {
  const binary = await findChromium({ chromeDir: join(import.meta.dirname, '../../node_modules/.cache/errand') });
  return puppeteer.launch({
    executablePath: binary.executable,
    headless: 'shell',
    pipe: true,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, ...binary.env },
  });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors that were thrown or logged, dialogs, and what the content policy stopped. */
  readonly faults: string[];
  /** Every address that was asked for, in order. */
  readonly asked: string[];
  /** What a hostile string has run: the labels it gave. */
  fired(): Promise<readonly string[]>;
}

export async function watchPage(browser: Browser): Promise<WatchedPage> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const faults: string[] = [];
  const asked: string[] = [];
  const fired: string[] = [];
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', request => asked.push(request.url()));
  page.on('dialog', dialog => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('fire', (label: unknown) => void fired.push(String(label)));
  await page.exposeFunction('reportViolation', (what: string) => void faults.push(`policy: ${what}`));
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', event => {
      const report: unknown = Reflect.get(globalThis, 'reportViolation');
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, faults, asked, fired: async () => [...fired] };
}
