/** The console's pages beside the conversation, in real Chromium against the local cloud: each works, by keyboard too, in both themes and at every width. */

import { beforeAll, describe, expect, test } from 'vitest';
import { graveViolations } from '../support/axe.ts';
import { openConsole } from '../support/console-page.ts';
import { layDay, layRun, type RunWish } from '../support/lay-runs.ts';

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

const on = openConsole({ page: 'of-the-file' });

beforeAll(async () => {
  const { ownerId } = on.cloud.local;
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

const open = async (hash: string, testId: string): Promise<void> => {
  await on.page.goto(`${on.cloud.local.url}/#/${hash}`, { waitUntil: 'domcontentloaded' });
  // The same document with another hash is no new page.
  await on.page.reload({ waitUntil: 'domcontentloaded' });
  await on.page.waitForSelector(`[data-testid=${testId}]`);
};

/** Until nothing on the page stands in for something that is still being read. */
const settled = (): Promise<unknown> =>
  on.page.waitForFunction(() => document.querySelector('.rows-waiting, .skeletons, .spinner') === null);
const rowTitles = (): Promise<string[]> =>
  on.page.$$eval('[data-testid=task-row] .row-link', links => links.map(link => link.textContent ?? ''));
const focused = (): Promise<string> =>
  on.page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Tab after Tab until what has this name has the focus. */
async function tabTo(name: string, most = 60): Promise<void> {
  for (let count = 0; count < most; count++) {
    if ((await focused()) === name) return;
    await on.page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by ${most} Tabs; the last was ${await focused()}.`);
}

describe('the way between pages', () => {
  test('by a link moves the focus to the heading, marks the page, and goes back and forward', async () => {
    await open('', 'sessions');
    await on
      .click('Tasks 1 task waits for you', 'link')
      .catch(() => on.page.locator('.nav-link[href="#/tasks"]').click());
    await on.page.waitForSelector('[data-testid=tasks-page]');
    await expect.poll(focused).toBe('Tasks');
    expect(await on.page.title()).toBe('Tasks · Errand');
    expect(await on.textOf('.nav-link[aria-current=page]')).toContain('Tasks');
    await on.click('API keys', 'link');
    await on.page.waitForSelector('[data-testid=keys-page]');
    await expect.poll(focused).toBe('API keys');
    await on.page.goBack();
    await on.page.waitForSelector('[data-testid=tasks-page]');
    await on.page.goForward();
    await on.page.waitForSelector('[data-testid=keys-page]');
    await on.click('New conversation', 'link');
    await on.page.waitForSelector('.welcome');
    await expect.poll(focused).toBe('Message');
    expect(await on.page.title()).toBe('Errand');
  }, 60_000);

  test('an unknown address says so', async () => {
    await open('nowhere/at-all', 'not-found');
    expect(await on.textOf('[data-testid=not-found]')).toContain('#/nowhere/at-all');
  }, 30_000);

  test('the whole of it works by keyboard: past the navigation, to a task, to a run', async () => {
    await open('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await on.page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await on.page.keyboard.press('Enter');
    expect(await on.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await tabTo('Order a stoneware mug');
    await on.page.keyboard.press('Enter');
    await expect.poll(() => on.page.url()).toMatch(/#\/tasks\/tsk_/);
  }, 60_000);

  test('conversations are found by words of their titles', async () => {
    await open('', 'sessions');
    await on.page.locator('aria/Search conversations[role="searchbox"]').fill('LUDLOW trains');
    await expect
      .poll(() => on.page.$$eval('.session-title', all => all.map(one => one.textContent)))
      .toEqual(['List the trains to Ludlow']);
    await on.page.locator('aria/Search conversations[role="searchbox"]').fill('zebra');
    await expect.poll(() => on.textOf('[data-testid=sessions]')).toContain('No conversation with these words');
  }, 30_000);
});

describe('the tasks', () => {
  test('are listed with status, money and links, the newest first, and the one that waits is counted', async () => {
    await open('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    expect(await rowTitles()).toEqual(runs.map(({ title }) => title).toReversed());
    const first = await on.textOf('[data-testid=task-row]');
    for (const words of ['Waiting for you', '$0.01', 'shop.test', 'Conversation']) expect(first).toContain(words);
    await expect.poll(() => on.page.$('.nav-count'), { timeout: 10_000 }).not.toBeNull();
  }, 30_000);

  test('are filtered by status, words, priority and age, and the address says by which', async () => {
    await open('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await on.page.locator('::-p-xpath(//label[contains(., "Completed")])').click();
    await expect.poll(rowTitles).toHaveLength(3);
    expect(on.page.url()).toContain('#/tasks?show=completed');
    await on.page.locator('aria/Search tasks[role="searchbox"]').fill('kettles');
    await expect.poll(rowTitles).toEqual(['Compare three kettles by price']);
    await on.page.reload({ waitUntil: 'domcontentloaded' });
    await on.page.waitForSelector('[data-testid=task-row]');
    expect(await rowTitles()).toEqual(['Compare three kettles by price']);
    await on.page.select('select[aria-label=Begun]', 'day');
    await expect.poll(() => on.textOf('[data-testid=tasks-page]')).toContain('No task fits');
    await on.click('Show all');
    await expect.poll(rowTitles).toHaveLength(runs.length);
    await on.page.select('select[aria-label=Priority]', 'urgent');
    await expect.poll(rowTitles).toEqual(['List the trains to Ludlow']);
  }, 60_000);

  test('a new one appears without a reload', async () => {
    await open('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await layRun(on.cloud.local.ownerId, { title: 'Check the tide at Whitby', site: 'tides.test', end: 'completed' });
    await expect.poll(async () => (await rowTitles())[0], { timeout: 15_000 }).toBe('Check the tide at Whitby');
  }, 40_000);

  test('stay in view while there is no connection, and it says how old they are', async () => {
    await open('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await on.page.setOfflineMode(true);
    await expect
      .poll(() => on.textOf('[data-testid=tasks-page]'), { timeout: 20_000 })
      .toContain('This is how it was at');
    expect((await rowTitles()).length).toBeGreaterThan(runs.length - 1);
    await on.page.setOfflineMode(false);
    await expect
      .poll(() => on.textOf('[data-testid=tasks-page]'), { timeout: 20_000 })
      .not.toContain('This is how it was');
  }, 60_000);
});

describe('the secrets', () => {
  test('are stored by keyboard, never shown again, replaced, and deleted after one more question', async () => {
    await open('secrets', 'secrets-page');
    await on.page.waitForSelector('[data-testid=empty]');
    await tabTo('Add a secret');
    await on.page.keyboard.press('Enter');
    await on.page.waitForSelector('dialog[open]');
    await on.page.keyboard.type('shop-password');
    await on.page.keyboard.press('Tab');
    await on.page.keyboard.press('Tab');
    await on.page.keyboard.type('https://Shop.example.com/login, 127.0.0.1:4311');
    await on.page.keyboard.press('Tab');
    await on.page.keyboard.type('correct horse battery');
    expect(await on.page.$eval('#secret-value', field => field.getAttribute('type'))).toBe('password');
    await on.page.keyboard.press('Enter');
    await on.page.waitForSelector('[data-testid=secret-row]');
    expect(await on.page.$('dialog')).toBeNull();
    const row = await on.textOf('[data-testid=secret-row]');
    for (const words of ['shop-password', 'shop.example.com', '127.0.0.1:4311', 'never']) expect(row).toContain(words);
    expect(await on.page.content()).not.toContain('correct horse');
    const { items } = await on.cloud.client.call('GET /secrets');
    expect(items).toMatchObject([{ name: 'shop-password', kind: 'password', fields: ['password'] }]);

    await on.click('Replace shop-password');
    await on.page.waitForSelector('dialog[open]');
    expect(await on.page.$eval('#secret-value', field => (field as { value?: string }).value)).toBe('');
    await on.page.select('#secret-kind', 'totp');
    await on.page.locator('#secret-value').fill('123456');
    await expect.poll(() => on.textOf('dialog')).toContain('This is no base32 seed');
    await on.page.locator('#secret-value').fill('JBSW Y3DP EHPK 3PXP');
    await on.click('Store it');
    await expect.poll(() => on.textOf('[data-testid=secret-row]')).toContain('One-time code');

    await on.click('Delete shop-password');
    await on.page.waitForSelector('dialog[open]');
    expect(await focused()).toBe('Keep it');
    await on.page.keyboard.press('Escape');
    expect(await on.page.$$('[data-testid=secret-row]')).toHaveLength(1);
    await on.click('Delete shop-password');
    await on.click('Delete it');
    await on.page.waitForSelector('[data-testid=empty]');
    expect((await on.cloud.client.call('GET /secrets')).items).toEqual([]);
  }, 60_000);

  test('what the API refuses is said in the dialog, and what was written stays', async () => {
    await open('secrets', 'secrets-page');
    await on.page.waitForSelector('[data-testid=empty]');
    await on.click('Add a secret');
    await on.page.locator('#secret-name').fill('odd');
    await on.page.locator('#secret-sites').fill('not a site!');
    await expect.poll(() => on.textOf('dialog')).toContain('“site!” is no site');
    await on.page.locator('#secret-sites').fill('example.com');
    await on.page.select('#secret-kind', 'totp');
    await on.page.locator('#secret-value').fill('otpauth://nonsense');
    await on.click('Store it');
    await expect.poll(() => on.textOf('dialog')).toContain('It was not stored.');
    expect(await on.page.$eval('#secret-name', field => (field as { value?: string }).value)).toBe('odd');
  }, 30_000);
});

describe('the API keys', () => {
  test('are made with what they may do, shown once, and revoked; and the account of it says so', async () => {
    await open('keys', 'keys-page');
    await on.page.waitForSelector('[data-testid=empty]');
    await on.click('Make a key');
    await on.page.waitForSelector('dialog[open]');
    await on.page.keyboard.type('nightly report');
    await on.click('Make it');
    await on.page.waitForSelector('[data-testid=key-secret]');
    const secret = await on.page.$eval('[data-testid=key-secret]', field => (field as { value?: string }).value ?? '');
    expect(secret).toMatch(/^ek_/);
    const asKey = await fetch(`${on.cloud.local.url}/tasks`, { headers: { 'x-api-key': secret } });
    expect(asKey.status).toBe(200);
    // Escape would lose what is shown only once.
    await on.page.keyboard.press('Escape');
    expect(await on.page.$('[data-testid=key-secret]')).not.toBeNull();
    await on.click('I have copied it');
    await on.page.waitForSelector('[data-testid=key-row]');
    expect(await on.page.content()).not.toContain(secret);
    const { items } = await on.cloud.client.call('GET /keys');
    expect(items).toMatchObject([{ name: 'nightly report', scopes: ['sessions:read', 'tasks:read'] }]);
    expect(items[0]?.expiresAt).toBeDefined();

    await on.click('Revoke nightly report');
    await on.click('Revoke it');
    await expect.poll(() => on.textOf('[data-testid=keys-page]')).toContain('1 key is revoked or expired');
    const refused = await fetch(`${on.cloud.local.url}/tasks`, { headers: { 'x-api-key': secret } });
    expect(refused.status).toBe(401);
    await expect
      .poll(() => on.textOf('[data-testid=audit]'))
      .toMatch(/nightly report revoked[\s\S]*nightly report first used[\s\S]*nightly report made/);
  }, 60_000);
});

describe('the usage', () => {
  test('shows the limits, a picture for each figure, and the same figures as a table', async () => {
    await open('usage', 'usage-page');
    await on.page.waitForSelector('[data-testid=plot] svg');
    expect(await on.page.$$('[data-testid=plot]')).toHaveLength(3);
    const shown = await on.textOf('[data-testid=usage-page]');
    for (const words of ['Running now', 'Money today', '$0.55', 'of $1,000']) expect(shown).toContain(words);
    await on.page.locator('summary').click();
    const table = await on.page.$$eval('table tbody tr', rows =>
      rows.map(row => (row as { innerText?: string }).innerText),
    );
    expect(table).toHaveLength(7);
    expect(table[0]).toMatch(/2\s+\$0\.05\s+\$0\.50\s+4,321\s+17\s+2 min 05 s/);
    expect(table[2]).toMatch(/8\s+\$0\.60\s+\$0/);
    await on.page.locator('::-p-xpath(//label[contains(., "30 days")])').click();
    await expect.poll(() => on.page.$$('table tbody tr').then(rows => rows.length)).toBe(30);
    expect(on.page.url()).toContain('#/usage?days=30');
  }, 60_000);

  test('says the figure of the day that one points at', async () => {
    await open('usage', 'usage-page');
    await on.page.waitForSelector('.bars-place');
    const money = (): Promise<string> => on.textOf('.plot:nth-of-type(2) .plot-head');
    expect(await money()).toMatch(/\$1\.23$/);
    const places = await on.page.$$('.plot:nth-of-type(2) .bars-place');
    await places.at(-3)?.hover();
    await expect.poll(money).toMatch(/\$0\.60$/);
  }, 30_000);
});

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
    await on.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await open('settings', 'settings-page');
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

describe('every page', () => {
  test('is looked at by a check that finds what is wrong', async () => {
    await open('settings', 'settings-page');
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
        await open(hash, testId);
        await settled();
        expect.soft(await graveViolations(on.page), `#/${hash}`).toEqual([]);
      }
      await open('secrets', 'secrets-page');
      await on.click('Add a secret');
      expect.soft(await graveViolations(on.page), 'the dialog of a secret').toEqual([]);
      await open('keys', 'keys-page');
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
        await open(hash, testId);
        await settled();
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
    await open('tasks', 'tasks-page');
    await on.click('Menu');
    await expect.poll(focused).toBe('Close the menu');
    expect(await on.page.$eval('.main', main => main.hasAttribute('inert'))).toBe(true);
    await on.page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Menu');
    await on.click('Menu');
    await on.click('Usage', 'link');
    await on.page.waitForSelector('[data-testid=usage-page]');
    await expect.poll(focused).toBe('Usage');
    expect(await on.page.$eval('.main', main => main.hasAttribute('inert'))).toBe(false);
    await on.page.setViewport({ width: 1280, height: 900 });
  }, 40_000);

  test('on a narrow screen has a menu that moves, and does not where the person wants nothing to', async () => {
    await on.page.setViewport({ width: 360, height: 740 });
    await open('tasks', 'tasks-page');
    const moves = (): Promise<string> =>
      on.page.$eval('.sidebar', sidebar => getComputedStyle(sidebar).transitionDuration);
    expect(await moves()).toMatch(/0\.18s/);
    await on.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    expect(await moves()).toBe('0s');
    await on.click('Menu');
    await expect.poll(focused).toBe('Close the menu');
    expect(await moves()).toBe('0s');
    await on.page.emulateMediaFeatures([]);
    await on.page.setViewport({ width: 1280, height: 900 });
  }, 40_000);

  test('logs no error and breaks no content policy, but for the connection that was cut on purpose', () => {
    expect(on.faults.filter(fault => !/ERR_INTERNET_DISCONNECTED|status of 422/.test(fault))).toEqual([]);
  });
});
