/** The console's page of settings in real Chromium against the local cloud: what a person has chosen holds, and nothing is asked of them unasked. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';
import { layRun } from '../support/lay-runs.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

describe('the settings', () => {
  test('hold after a reload: the colours follow what the person chose and not the system', async () => {
    await on.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await on.openPage('settings', 'settings-page');
    const background = (): Promise<string> => on.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await on.page.locator('::-p-xpath(//label[contains(., "Dark")])').click();
    await expect.poll(background).not.toBe(light);
    await on.page.reload({ waitUntil: 'domcontentloaded' });
    await on.page.waitForSelector('[data-testid=settings-page]');
    expect(await background()).not.toBe(light);
    await on.page.select('#dates', 'iso');
    expect(await on.textOf('[data-testid=settings-page]')).toContain('2026-12-31 16:05');
    await on.click('Forget these settings');
    await expect.poll(background).toBe(light);
  }, 30_000);

  test('ask for notifications by a click alone, and then tell of what waits while the page is out of sight', async () => {
    const watched = await on.newPage();
    // This Chromium has no notifications: it always says "denied". So a stand-in keeps what it is asked.
    await watched.page.evaluateOnNewDocument(() => {
      class StandIn {
        static permission = 'default';
        static asked = 0;
        static told: string[] = [];
        static async requestPermission(): Promise<string> {
          StandIn.asked++;
          StandIn.permission = 'granted';
          return 'granted';
        }
        constructor(title: string, { body }: { readonly body: string }) {
          StandIn.told.push(`${title}: ${body}`);
        }
      }
      Reflect.set(globalThis, 'Notification', StandIn);
    });
    const asked = (): Promise<number> => watched.page.evaluate(() => Number(Reflect.get(Notification, 'asked')));
    await watched.page.goto(`${on.cloud.local.url}/#/settings`, { waitUntil: 'domcontentloaded' });
    await watched.page.waitForSelector('#notify');
    expect(await asked()).toBe(0);
    await watched.page.locator('#notify').click();
    await expect.poll(asked).toBe(1);
    await expect.poll(() => watched.page.$eval('#notify', box => Reflect.get(box, 'checked'))).toBe(true);
    // Until what waits already was seen: that is no news.
    await watched.page.waitForSelector('.nav-count');
    await watched.page.evaluate(() =>
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' }),
    );
    await layRun(on.cloud.local.ownerId, { title: 'Pay the water bill', end: 'waiting' });
    await expect
      .poll(() => watched.page.evaluate((): unknown => Reflect.get(Notification, 'told')), { timeout: 40_000 })
      .toEqual(['Pay the water bill: click button "Place order"']);
    await watched.page.close();
  }, 70_000);
});

describe('the console', () => {
  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
