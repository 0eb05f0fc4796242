/** What holds for every page of the console, in real Chromium against the local cloud: how it loads, who can use it, in both themes and at every width. */

import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { graveViolations } from '../support/axe.ts';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(async () => {
  await layPast(on.cloud.local.ownerId);
  await layAccount();
}, 30_000);

const pages = [
  ['', 'sessions'],
  ['tasks', 'tasks-page'],
  ['secrets', 'secrets-page'],
  ['keys', 'keys-page'],
  ['usage', 'usage-page'],
  ['settings', 'settings-page'],
  ['nowhere', 'not-found'],
] as const;

/** Until nothing on the page stands in for something that is still being read. */
const untilSettled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('.rows-waiting, .skeletons, .spinner') === null);

/** A secret that was deleted and a key that was used and revoked: what the pages tell of both, with their lists empty. */
async function layAccount(): Promise<void> {
  const { client, local } = on.cloud;
  const name = 'shop-password';
  await client.call('POST /secrets', {
    body: { name, kind: 'password', sites: ['shop.example.com'], value: 'correct horse battery' },
  });
  await client.call('DELETE /secrets/{name}', { params: { name } });
  const made = await client.call('POST /keys', { body: { name: 'nightly report', scopes: ['tasks:read'] } });
  await fetch(`${local.url}/tasks`, { headers: { 'x-api-key': made.secret } });
  await client.call('POST /keys/{keyId}/revoke', { params: { keyId: made.key.keyId } });
}

describe('the first load', () => {
  test('fetches no page but the one that is open, and the page that is wanted when it is', async () => {
    const watched = await on.newPage();
    const scripts = (): number => watched.asked.filter(url => url.endsWith('.js')).length;
    await watched.page.goto(`${on.cloud.local.url}/#/`);
    await watched.page.waitForSelector('.welcome');
    const before = scripts();
    await watched.page.evaluate(() => {
      location.hash = '#/usage';
    });
    await watched.page.waitForSelector('[data-testid=usage-page]');
    expect(scripts()).toBeGreaterThan(before);
    await watched.page.close();
  }, 30_000);

  test('leaves what is shown where it was shown', async () => {
    const watched = await on.newPage();
    await watched.page.evaluateOnNewDocument(() => {
      Reflect.set(globalThis, 'shifts', 0);
      new PerformanceObserver(list => {
        for (const entry of list.getEntries())
          Reflect.set(
            globalThis,
            'shifts',
            Number(Reflect.get(globalThis, 'shifts')) + Number(Reflect.get(entry, 'value')),
          );
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const [hash, testId] of pages) {
      await watched.page.goto(`${on.cloud.local.url}/#/${hash}`, { waitUntil: 'domcontentloaded' });
      await watched.page.reload({ waitUntil: 'domcontentloaded' });
      await watched.page.waitForSelector(`[data-testid=${testId}]`);
      await untilSettled(watched.page);
      const shifts = await watched.page.evaluate(() => Number(Reflect.get(globalThis, 'shifts')));
      // "Good" is up to 0.1.
      expect.soft(shifts, `#/${hash}`).toBeLessThan(0.1);
    }
    await watched.page.close();
  }, 60_000);
});

describe('every page', () => {
  test('is looked at by a check that finds what is wrong', async () => {
    await on.openPage('settings', 'settings-page');
    await on.page.evaluate(() => {
      const field = document.createElement('input');
      const words = Object.assign(document.createElement('p'), { textContent: 'too pale to read' });
      words.style.color = '#c4c4c0';
      document.querySelector('main h1')?.after(field, words);
    });
    const found = await graveViolations(on.page);
    expect(found.map(fault => fault.split(':')[0]).toSorted()).toEqual(['color-contrast', 'label']);
  }, 30_000);

  for (const theme of ['light', 'dark'] as const) {
    test(`has no serious fault of accessibility in the ${theme} theme`, async () => {
      await on.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      // High enough for all of every page: what one would have to scroll to is not looked at.
      await on.page.setViewport({ width: 1280, height: 2_400 });
      for (const [hash, testId] of pages) {
        await on.openPage(hash, testId);
        await untilSettled(on.page);
        expect.soft(await graveViolations(on.page), `#/${hash}`).toEqual([]);
      }
      await on.openPage('secrets', 'secrets-page');
      await on.click('Add a secret');
      expect.soft(await graveViolations(on.page), 'the dialog of a secret').toEqual([]);
      await on.openPage('keys', 'keys-page');
      await on.click('Make a key');
      expect.soft(await graveViolations(on.page), 'the dialog of a key').toEqual([]);
      await on.page.setViewport({ width: 1280, height: 900 });
    }, 120_000);
  }

  test.each([360, 768, 1280])(
    'fits a width of %i pixels without scrolling sideways',
    async width => {
      await on.page.setViewport({ width, height: 740 });
      for (const [hash, testId] of pages) {
        await on.openPage(hash, testId);
        await untilSettled(on.page);
        const wide = await on.page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, dialog')]
            .filter(element => element.scrollWidth > element.clientWidth)
            .map(element => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
        );
        expect.soft(wide, `#/${hash}`).toEqual([]);
      }
      await on.page.setViewport({ width: 1280, height: 900 });
    },
    90_000,
  );

  test('on a narrow screen is reached through the menu, which keeps the focus until it is closed', async () => {
    await on.page.setViewport({ width: 360, height: 740 });
    await on.openPage('tasks', 'tasks-page');
    await on.click('Menu');
    await expect.poll(on.focused).toBe('Close the menu');
    expect(await on.page.$eval('.main', main => main.hasAttribute('inert'))).toBe(true);
    await on.page.keyboard.press('Escape');
    await expect.poll(on.focused).toBe('Menu');
    await on.click('Menu');
    await on.click('Usage', 'link');
    await on.page.waitForSelector('[data-testid=usage-page]');
    await expect.poll(on.focused).toBe('Usage');
    expect(await on.page.$eval('.main', main => main.hasAttribute('inert'))).toBe(false);
    await on.page.setViewport({ width: 1280, height: 900 });
  }, 40_000);

  test('on a narrow screen has a menu that moves, and does not where the person wants nothing to', async () => {
    await on.page.setViewport({ width: 360, height: 740 });
    await on.openPage('tasks', 'tasks-page');
    const moves = (): Promise<string> =>
      on.page.$eval('.sidebar', sidebar => getComputedStyle(sidebar).transitionDuration);
    expect(await moves()).toMatch(/0\.18s/);
    await on.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    expect(await moves()).toBe('0s');
    await on.click('Menu');
    await expect.poll(on.focused).toBe('Close the menu');
    expect(await moves()).toBe('0s');
    await on.page.emulateMediaFeatures([]);
    await on.page.setViewport({ width: 1280, height: 900 });
  }, 40_000);

  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
