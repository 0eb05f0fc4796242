/** The console's pages beside the conversation, in real Chromium against the local cloud: each works, by keyboard too, in both themes and at every width. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsoleBrowser, watchPage } from '../support/console-browser.ts';
import { layDay, layRun, type RunWish } from '../support/lay-runs.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let browser: Browser;
let page: Page;
let faults: readonly string[] = [];

const DAY_MS = 86_400_000;
/** The oldest first: ids sort by time. */
const runs: readonly RunWish[] = [
  { title: 'Read the opening hours of the town museum', site: 'museum.test', end: 'completed', agoMs: 12 * DAY_MS },
  { title: 'Compare three kettles by price', end: 'completed', agoMs: 5 * DAY_MS, steps: 9, usd: 0.0421 },
  { title: 'Renew the library books', site: 'library.test', end: 'failed', agoMs: 3 * DAY_MS, priority: 'high' },
  { title: 'Download the invoices of October', site: 'power.test', end: 'cancelled', agoMs: 2 * DAY_MS },
  {
    title: 'Find a table for four on Friday',
    site: 'tables.test',
    end: 'completed',
    agoMs: 3_600_000,
    priority: 'low',
  },
  { title: 'List the trains to Ludlow', site: 'trains.test', end: 'running', priority: 'urgent' },
  { title: 'Order a stoneware mug', end: 'waiting', usd: 0.012 },
];

beforeAll(async () => {
  cloud = await startTestCloud({});
  const { ownerId } = cloud.local;
  for (const run of runs) await layRun(ownerId, run);
  const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  for (const [days, tasks, usd] of [
    [1, 3, 0.21],
    [2, 8, 0.6],
    [3, 1, 0],
    [5, 5, 0.37],
  ] as const)
    await layDay(ownerId, { day: dayBefore(days), tasks, usd });
  await layDay(ownerId, {
    ...{ day: dayBefore(0), tasks: 2, usd: 0.054, reservedUsd: 0.5 },
    ...{ tokens: 4_321, steps: 17, seconds: 125 },
  });
  browser = await openConsoleBrowser();
  const watched = await watchPage(browser);
  page = watched.page;
  faults = watched.faults;
}, 90_000);

afterAll(async () => {
  await browser.close();
  await cloud.close();
});

const pages = [
  ['', 'sessions'],
  ['tasks', 'tasks-page'],
  ['secrets', 'secrets-page'],
  ['keys', 'keys-page'],
  ['usage', 'usage-page'],
  ['settings', 'settings-page'],
  ['nowhere', 'not-found'],
] as const;

const open = async (hash: string, testId: string): Promise<void> => {
  await page.goto(`${cloud.local.url}/#/${hash}`, { waitUntil: 'domcontentloaded' });
  // The same document with another hash is no new page.
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.waitForSelector(`[data-testid=${testId}]`);
};

const click = (name: string, role = 'button') => page.locator(`aria/${name}[role="${role}"]`).click();
const textOf = (selector: string): Promise<string> =>
  page.$eval(selector, element => (element as { innerText?: string }).innerText ?? '');
/** Until nothing on the page stands in for something that is still being read. */
const settled = (): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('.rows-waiting, .skeletons, .spinner') === null);
const rowTitles = (): Promise<string[]> =>
  page.$$eval('[data-testid=task-row] .row-link', links => links.map(link => link.textContent ?? ''));
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Tab after Tab until what has this name has the focus. */
async function tabTo(name: string, most = 60): Promise<void> {
  for (let count = 0; count < most; count++) {
    if ((await focused()) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by ${most} Tabs; the last was ${await focused()}.`);
}

describe('the way between pages', () => {
  test('by a link moves the focus to the heading, marks the page, and goes back and forward', async () => {
    await open('', 'sessions');
    await click('Tasks 1 task waits for you', 'link').catch(() => page.locator('.nav-link[href="#/tasks"]').click());
    await page.waitForSelector('[data-testid=tasks-page]');
    await expect.poll(focused).toBe('Tasks');
    expect(await page.title()).toBe('Tasks · Errand');
    expect(await textOf('.nav-link[aria-current=page]')).toContain('Tasks');
    await click('API keys', 'link');
    await page.waitForSelector('[data-testid=keys-page]');
    await expect.poll(focused).toBe('API keys');
    await page.goBack();
    await page.waitForSelector('[data-testid=tasks-page]');
    await page.goForward();
    await page.waitForSelector('[data-testid=keys-page]');
    await click('New conversation', 'link');
    await page.waitForSelector('.welcome');
    await expect.poll(focused).toBe('Message');
    expect(await page.title()).toBe('Errand');
  }, 60_000);

  test('an unknown address says so', async () => {
    await open('nowhere/at-all', 'not-found');
    expect(await textOf('[data-testid=not-found]')).toContain('#/nowhere/at-all');
  }, 30_000);

  test('the whole of it works by keyboard: past the navigation, to a task, to a run', async () => {
    await open('tasks', 'tasks-page');
    await page.waitForSelector('[data-testid=task-row]');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await tabTo('Order a stoneware mug');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/#\/tasks\/tsk_/);
  }, 60_000);

  test('conversations are found by words of their titles', async () => {
    await open('', 'sessions');
    await page.locator('aria/Search conversations[role="searchbox"]').fill('LUDLOW trains');
    await expect
      .poll(() => page.$$eval('.session-title', all => all.map(one => one.textContent)))
      .toEqual(['List the trains to Ludlow']);
    await page.locator('aria/Search conversations[role="searchbox"]').fill('zebra');
    await expect.poll(() => textOf('[data-testid=sessions]')).toContain('No conversation with these words');
  }, 30_000);
});

describe('the tasks', () => {
  test('are listed with status, money and links, the newest first, and the one that waits is counted', async () => {
    await open('tasks', 'tasks-page');
    await page.waitForSelector('[data-testid=task-row]');
    expect(await rowTitles()).toEqual(runs.map(({ title }) => title).toReversed());
    const first = await textOf('[data-testid=task-row]');
    for (const words of ['Waiting for you', '$0.01', 'shop.test', 'Conversation']) expect(first).toContain(words);
    await expect.poll(() => page.$('.nav-count'), { timeout: 10_000 }).not.toBeNull();
  }, 30_000);

  test('are filtered by status, words, priority and age, and the address says by which', async () => {
    await open('tasks', 'tasks-page');
    await page.waitForSelector('[data-testid=task-row]');
    await page.locator('::-p-xpath(//label[contains(., "Completed")])').click();
    await expect.poll(rowTitles).toHaveLength(3);
    expect(page.url()).toContain('#/tasks?show=completed');
    await page.locator('aria/Search tasks[role="searchbox"]').fill('kettles');
    await expect.poll(rowTitles).toEqual(['Compare three kettles by price']);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.waitForSelector('[data-testid=task-row]');
    expect(await rowTitles()).toEqual(['Compare three kettles by price']);
    await page.select('select[aria-label=Begun]', 'day');
    await expect.poll(() => textOf('[data-testid=tasks-page]')).toContain('No task fits');
    await click('Show all');
    await expect.poll(rowTitles).toHaveLength(runs.length);
    await page.select('select[aria-label=Priority]', 'urgent');
    await expect.poll(rowTitles).toEqual(['List the trains to Ludlow']);
  }, 60_000);

  test('a new one appears without a reload', async () => {
    await open('tasks', 'tasks-page');
    await page.waitForSelector('[data-testid=task-row]');
    await layRun(cloud.local.ownerId, { title: 'Check the tide at Whitby', site: 'tides.test', end: 'completed' });
    await expect.poll(async () => (await rowTitles())[0], { timeout: 15_000 }).toBe('Check the tide at Whitby');
  }, 40_000);

  test('stay in view while there is no connection, and it says how old they are', async () => {
    await open('tasks', 'tasks-page');
    await page.waitForSelector('[data-testid=task-row]');
    await page.setOfflineMode(true);
    await expect.poll(() => textOf('[data-testid=tasks-page]'), { timeout: 20_000 }).toContain('This is how it was at');
    expect((await rowTitles()).length).toBeGreaterThan(runs.length - 1);
    await page.setOfflineMode(false);
    await expect
      .poll(() => textOf('[data-testid=tasks-page]'), { timeout: 20_000 })
      .not.toContain('This is how it was');
  }, 60_000);
});

describe('the secrets', () => {
  test('are stored by keyboard, never shown again, replaced, and deleted after one more question', async () => {
    await open('secrets', 'secrets-page');
    await page.waitForSelector('[data-testid=empty]');
    await tabTo('Add a secret');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.type('shop-password');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('https://Shop.example.com/login, 127.0.0.1:4311');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct horse battery');
    expect(await page.$eval('#secret-value', field => field.getAttribute('type'))).toBe('password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=secret-row]');
    expect(await page.$('dialog')).toBeNull();
    const row = await textOf('[data-testid=secret-row]');
    for (const words of ['shop-password', 'shop.example.com', '127.0.0.1:4311', 'never']) expect(row).toContain(words);
    expect(await page.content()).not.toContain('correct horse');
    const { items } = await cloud.client.call('GET /secrets');
    expect(items).toMatchObject([{ name: 'shop-password', kind: 'password', fields: ['password'] }]);

    await click('Replace shop-password');
    await page.waitForSelector('dialog[open]');
    expect(await page.$eval('#secret-value', field => (field as { value?: string }).value)).toBe('');
    await page.select('#secret-kind', 'totp');
    await page.locator('#secret-value').fill('123456');
    await expect.poll(() => textOf('dialog')).toContain('This is no base32 seed');
    await page.locator('#secret-value').fill('JBSW Y3DP EHPK 3PXP');
    await click('Store it');
    await expect.poll(() => textOf('[data-testid=secret-row]')).toContain('One-time code');

    await click('Delete shop-password');
    await page.waitForSelector('dialog[open]');
    expect(await focused()).toBe('Keep it');
    await page.keyboard.press('Escape');
    expect(await page.$$('[data-testid=secret-row]')).toHaveLength(1);
    await click('Delete shop-password');
    await click('Delete it');
    await page.waitForSelector('[data-testid=empty]');
    expect((await cloud.client.call('GET /secrets')).items).toEqual([]);
  }, 60_000);

  test('what the API refuses is said in the dialog, and what was written stays', async () => {
    await open('secrets', 'secrets-page');
    await page.waitForSelector('[data-testid=empty]');
    await click('Add a secret');
    await page.locator('#secret-name').fill('odd');
    await page.locator('#secret-sites').fill('not a site!');
    await expect.poll(() => textOf('dialog')).toContain('“site!” is no site');
    await page.locator('#secret-sites').fill('example.com');
    await page.select('#secret-kind', 'totp');
    await page.locator('#secret-value').fill('otpauth://nonsense');
    await click('Store it');
    await expect.poll(() => textOf('dialog')).toContain('It was not stored.');
    expect(await page.$eval('#secret-name', field => (field as { value?: string }).value)).toBe('odd');
  }, 30_000);
});

describe('the API keys', () => {
  test('are made with what they may do, shown once, and revoked; and the account of it says so', async () => {
    await open('keys', 'keys-page');
    await page.waitForSelector('[data-testid=empty]');
    await click('Make a key');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.type('nightly report');
    await click('Make it');
    await page.waitForSelector('[data-testid=key-secret]');
    const secret = await page.$eval('[data-testid=key-secret]', field => (field as { value?: string }).value ?? '');
    expect(secret).toMatch(/^ek_/);
    const asKey = await fetch(`${cloud.local.url}/tasks`, { headers: { 'x-api-key': secret } });
    expect(asKey.status).toBe(200);
    // Escape would lose what is shown only once.
    await page.keyboard.press('Escape');
    expect(await page.$('[data-testid=key-secret]')).not.toBeNull();
    await click('I have copied it');
    await page.waitForSelector('[data-testid=key-row]');
    expect(await page.content()).not.toContain(secret);
    const { items } = await cloud.client.call('GET /keys');
    expect(items).toMatchObject([{ name: 'nightly report', scopes: ['sessions:read', 'tasks:read'] }]);
    expect(items[0]?.expiresAt).toBeDefined();

    await click('Revoke nightly report');
    await click('Revoke it');
    await expect.poll(() => textOf('[data-testid=keys-page]')).toContain('1 key is revoked or expired');
    const refused = await fetch(`${cloud.local.url}/tasks`, { headers: { 'x-api-key': secret } });
    expect(refused.status).toBe(401);
    await expect
      .poll(() => textOf('[data-testid=audit]'))
      .toMatch(/nightly report revoked[\s\S]*nightly report first used[\s\S]*nightly report made/);
  }, 60_000);
});

describe('the usage', () => {
  test('shows the limits, a picture for each figure, and the same figures as a table', async () => {
    await open('usage', 'usage-page');
    await page.waitForSelector('[data-testid=plot] svg');
    expect(await page.$$('[data-testid=plot]')).toHaveLength(3);
    const shown = await textOf('[data-testid=usage-page]');
    for (const words of ['Running now', 'Money today', '$0.55', 'of $1,000']) expect(shown).toContain(words);
    await page.locator('summary').click();
    const table = await page.$$eval('table tbody tr', rows =>
      rows.map(row => (row as { innerText?: string }).innerText),
    );
    expect(table).toHaveLength(7);
    expect(table[0]).toMatch(/2\s+\$0\.05\s+\$0\.50\s+4,321\s+17\s+2 min 05 s/);
    expect(table[2]).toMatch(/8\s+\$0\.60\s+\$0/);
    await page.locator('::-p-xpath(//label[contains(., "30 days")])').click();
    await expect.poll(() => page.$$('table tbody tr').then(rows => rows.length)).toBe(30);
    expect(page.url()).toContain('#/usage?days=30');
  }, 60_000);

  test('says the figure of the day that one points at', async () => {
    await open('usage', 'usage-page');
    await page.waitForSelector('.bars-place');
    const money = (): Promise<string> => textOf('.plot:nth-of-type(2) .plot-head');
    expect(await money()).toMatch(/\$1\.23$/);
    const places = await page.$$('.plot:nth-of-type(2) .bars-place');
    await places.at(-3)?.hover();
    await expect.poll(money).toMatch(/\$0\.60$/);
  }, 30_000);
});

describe('the first load', () => {
  test('fetches no page but the one that is open, and the page that is wanted when it is', async () => {
    const watched = await watchPage(browser);
    const scripts = (): number => watched.asked.filter(url => url.endsWith('.js')).length;
    await watched.page.goto(`${cloud.local.url}/#/`);
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
    const watched = await watchPage(browser);
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
      await watched.page.goto(`${cloud.local.url}/#/${hash}`, { waitUntil: 'domcontentloaded' });
      await watched.page.reload({ waitUntil: 'domcontentloaded' });
      await watched.page.waitForSelector(`[data-testid=${testId}]`);
      await watched.page.waitForFunction(() => document.querySelector('.rows-waiting, .skeletons, .spinner') === null);
      const shifts = await watched.page.evaluate(() => Number(Reflect.get(globalThis, 'shifts')));
      // "Good" is up to 0.1.
      expect.soft(shifts, `#/${hash}`).toBeLessThan(0.1);
    }
    await watched.page.close();
  }, 60_000);
});

describe('the settings', () => {
  test('hold after a reload: the colours follow what the person chose and not the system', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await open('settings', 'settings-page');
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.locator('::-p-xpath(//label[contains(., "Dark")])').click();
    await expect.poll(background).not.toBe(light);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.waitForSelector('[data-testid=settings-page]');
    expect(await background()).not.toBe(light);
    await page.select('#dates', 'iso');
    expect(await textOf('[data-testid=settings-page]')).toContain('2026-12-31 16:05');
    await click('Forget these settings');
    await expect.poll(background).toBe(light);
  }, 30_000);

  test('ask for notifications by a click alone, and then tell of what waits while the page is out of sight', async () => {
    const watched = await watchPage(browser);
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
    await watched.page.goto(`${cloud.local.url}/#/settings`, { waitUntil: 'domcontentloaded' });
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
    await layRun(cloud.local.ownerId, { title: 'Pay the water bill', end: 'waiting' });
    await expect
      .poll(() => watched.page.evaluate((): unknown => Reflect.get(Notification, 'told')), { timeout: 40_000 })
      .toEqual(['Pay the water bill: click button "Place order"']);
    await watched.page.close();
  }, 70_000);
});

/** What axe found that is serious, each with where. */
async function seriousFaults(): Promise<readonly string[]> {
  const source = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
  const session = await page.createCDPSession();
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = { frameId: frameTree.frame.id, worldName: 'axe' };
  const { executionContextId } = await session.send('Page.createIsolatedWorld', world);
  const evaluate = (expression: string) =>
    session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await evaluate(`${source};0`);
  const { result } = await evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`,
  );
  await session.detach();
  if (!Array.isArray(result.value)) throw new Error(`axe did not run: ${JSON.stringify(result)}`);
  return result.value.map(String);
}

describe('every page', () => {
  test('is looked at by a check that finds what is wrong', async () => {
    await open('settings', 'settings-page');
    await page.evaluate(() => {
      const field = document.createElement('input');
      const words = Object.assign(document.createElement('p'), { textContent: 'too pale to read' });
      words.style.color = '#c4c4c0';
      document.querySelector('main h1')?.after(field, words);
    });
    const found = await seriousFaults();
    expect(found.map(fault => fault.split(':')[0]).toSorted()).toEqual(['color-contrast', 'label']);
  }, 30_000);

  for (const theme of ['light', 'dark'] as const) {
    test(`has no serious fault of accessibility in the ${theme} theme`, async () => {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      // High enough for all of every page: what one would have to scroll to is not looked at.
      await page.setViewport({ width: 1280, height: 2_400 });
      for (const [hash, testId] of pages) {
        await open(hash, testId);
        await settled();
        expect.soft(await seriousFaults(), `#/${hash}`).toEqual([]);
      }
      await open('secrets', 'secrets-page');
      await click('Add a secret');
      expect.soft(await seriousFaults(), 'the dialog of a secret').toEqual([]);
      await open('keys', 'keys-page');
      await click('Make a key');
      expect.soft(await seriousFaults(), 'the dialog of a key').toEqual([]);
      await page.setViewport({ width: 1280, height: 900 });
    }, 120_000);
  }

  test.each([360, 768, 1280])(
    'fits a width of %i pixels without scrolling sideways',
    async width => {
      await page.setViewport({ width, height: 740 });
      for (const [hash, testId] of pages) {
        await open(hash, testId);
        await settled();
        const wide = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, dialog')]
            .filter(element => element.scrollWidth > element.clientWidth)
            .map(element => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
        );
        expect.soft(wide, `#/${hash}`).toEqual([]);
      }
      await page.setViewport({ width: 1280, height: 900 });
    },
    90_000,
  );

  test('on a narrow screen is reached through the menu, which keeps the focus until it is closed', async () => {
    await page.setViewport({ width: 360, height: 740 });
    await open('tasks', 'tasks-page');
    await click('Menu');
    await expect.poll(focused).toBe('Close the menu');
    expect(await page.$eval('.main', main => main.hasAttribute('inert'))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Menu');
    await click('Menu');
    await click('Usage', 'link');
    await page.waitForSelector('[data-testid=usage-page]');
    await expect.poll(focused).toBe('Usage');
    expect(await page.$eval('.main', main => main.hasAttribute('inert'))).toBe(false);
    await page.setViewport({ width: 1280, height: 900 });
  }, 40_000);

  test('logs no error and breaks no content policy, but for the connection that was cut on purpose', () => {
    expect(faults.filter(fault => !/ERR_INTERNET_DISCONNECTED|status of 422/.test(fault))).toEqual([]);
  });
});
