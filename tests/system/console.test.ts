/** The console in real Chromium, end to end: say it, agree to it, watch it, read the result; and come back to it. */

import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Site, startSite } from '../sites/start-site.ts';
import { openConsoleBrowser, watchPage } from '../support/console-browser.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { mugOrder, ordersSent } from '../support/mug-order.ts';

let cloud: TestCloud;
let shop: Site;
let browser: Browser;
let page: Page;
let faults: readonly string[] = [];

beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
  browser = await openConsoleBrowser();
  const watched = await watchPage(browser);
  page = watched.page;
  faults = watched.faults;
}, 60_000);

afterAll(async () => {
  await browser.close();
  await cloud.close();
  await shop.close();
});

const say = async (text: string): Promise<void> => {
  await page.goto(cloud.local.url, { waitUntil: 'domcontentloaded' });
  const composer = await page.waitForSelector('aria/Message[role="textbox"]');
  await composer?.type(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=proposal]');
};

const click = (name: string) => page.locator(`aria/${name}[role="button"]`).click();
const textOf = (selector: string): Promise<string> =>
  page.$eval(selector, element => (element as { innerText?: string }).innerText ?? '');

describe('the console', () => {
  test('shows the proposal as a card and runs nothing before the yes', async () => {
    const before = shop.requests.length;
    await say(`go to ${shop.url}, click Kettles and list the name and price as a table`);
    const card = await textOf('[data-testid=proposal]');
    expect(card).toContain(shop.host);
    expect(card).toContain('follow links');
    expect(card).toMatch(/steps/);
    expect(shop.requests).toHaveLength(before);
  }, 60_000);

  test('after the yes shows the steps live, then the result and its files', async () => {
    await click('Yes, do it');
    await page.waitForSelector('[data-testid=step]');
    const result = await page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 40_000 });
    expect(result).not.toBeNull();
    const text = await textOf('[data-testid=result]');
    expect(text).toContain('Verified');
    expect(text).toContain('name-and-price.csv');
    expect(text).toContain('Heron Gooseneck Kettle');
  }, 60_000);

  test('shows it all again after a reload, from the events', async () => {
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.waitForSelector('[data-testid=result][data-status=completed]');
    expect(await page.$$('[data-testid=proposal]')).toHaveLength(1);
    expect((await page.$$('[data-testid=step]')).length).toBeGreaterThan(1);
  }, 60_000);

  test('a no closes the proposal', async () => {
    await say(`go to ${shop.url} and take a screenshot`);
    await click('No');
    await page.waitForSelector('[data-testid=proposal][data-status=declined]');
  }, 60_000);

  test('a cancel ends a running task', async () => {
    await say(`go to ${shop.url}, wait 30 seconds, then click Kettles`);
    await click('Yes, do it');
    await page.waitForSelector('[data-testid=step]');
    await click('Cancel task');
    await page.waitForSelector('[data-testid=result][data-status=cancelled]', { timeout: 20_000 });
  }, 60_000);

  test('a pause rests a task, and it goes on from there', async () => {
    await say(
      `go to ${shop.url}, wait 2 seconds, wait 2 seconds, click Kettles, then list the name and price as a table`,
    );
    await click('Yes, do it');
    await page.waitForSelector('[data-testid=step]');
    await click('Pause');
    await page.waitForSelector('[data-testid=run][data-status=paused]', { timeout: 30_000 });
    await click('Go on');
    await page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 60_000 });
  }, 120_000);

  test('what a page or a person writes is shown as text, never as markup', async () => {
    await say(`go to ${shop.url} and type "<img src=x onerror=alert(1)>" into "Search the shop"`);
    expect(await textOf('[data-testid=proposal]')).toContain('<img src=x onerror=alert(1)>');
    expect(await page.$$('[data-testid=proposal] img')).toHaveLength(0);
  }, 60_000);

  test('lets a person allow less than was proposed, by keyboard alone, and says what', async () => {
    await say(`go to ${shop.url}, click Kettles and list the name and price as a table`);
    expect(await page.$$('[data-testid=narrowed]')).toHaveLength(0);
    // Reading and following links are what an errand is made of: those boxes are fixed.
    const boxes = await page.$$eval('[data-testid=proposal] input[type=checkbox]', all =>
      all.map(box => ({
        name: box.closest('label')?.innerText.trim(),
        fixed: (box as { disabled?: boolean }).disabled,
      })),
    );
    expect(boxes.slice(0, 3)).toEqual([
      { name: shop.host, fixed: true },
      { name: 'read pages', fixed: true },
      { name: 'follow links and open pages', fixed: true },
    ]);
    await page.focus('[data-testid=proposal] input[type=checkbox]:not(:disabled)');
    await page.keyboard.press('Space');
    await page.focus('[data-testid=proposal] summary');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('500');
    await page.keyboard.press('Enter');
    await click('Yes, within these limits');
    // More than was proposed: the browser itself says so, and nothing is sent.
    expect(await page.$$('[data-testid=proposal] input:invalid')).toHaveLength(1);
    expect(await page.$$('[data-testid=run]')).toHaveLength(0);
    await page.locator('aria/Steps[role="spinbutton"]').fill('7');
    expect(await textOf('[data-testid=narrowed]')).toMatch(/^You allow less: may not .* · at most 7 steps$/);
    await click('Yes, within these limits');
    await page.waitForSelector('[data-testid=result]', { timeout: 40_000 });
    expect(await textOf('[data-testid=narrowed]')).toMatch(/^You allowed less: may not .* · at most 7 steps$/);
    const { items } = await cloud.client.call('GET /tasks', { query: { limit: 1 } });
    expect(items[0]?.consent.scope.budget.steps).toBe(7);
    expect(items[0]?.consent.scope.verbs).not.toContain('input');
  }, 90_000);

  test('begins a card with the limits and the priority of the settings, shows them, and never raises what is proposed', async () => {
    onTestFinished(() => page.evaluate(() => localStorage.removeItem('errand.settings')));
    await page.goto(`${cloud.local.url}/#/settings`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('[data-testid=settings-page]');
    await page.locator('aria/Steps[role="spinbutton"]').fill('6');
    await page.locator('aria/Tokens[role="spinbutton"]').fill('5000000');
    await page.locator('aria/Megabytes[role="spinbutton"]').fill('2.5');
    await page.select('#priority', 'high');
    // What no errand may have is marked by the browser, and not kept.
    await page.locator('aria/Seconds[role="spinbutton"]').fill('9999');
    expect(await page.$$('[data-testid=settings-page] input:invalid')).toHaveLength(1);
    await say(`go to ${shop.url}, click Kettles and list the name and price as a table`);
    const { session } = await cloud.client.call('GET /sessions/{sessionId}', {
      params: {
        sessionId: (await cloud.client.call('GET /sessions', { query: { limit: 1 } })).items[0]?.sessionId ?? '',
      },
    });
    const proposed = session.proposal?.scope.budget;
    expect(await textOf('[data-testid=narrowed]')).toBe('You allow less: at most 6 steps · at most 2.5 MB of data');
    const card = await textOf('[data-testid=proposal]');
    expect(card).toContain('The limits begin as your settings say.');
    const valueIn = (label: string): Promise<unknown> =>
      page.$eval(`aria/${label}[role="spinbutton"]`, field => Reflect.get(field, 'value'));
    expect([await valueIn('Steps'), await valueIn('Tokens'), await valueIn('Seconds')]).toEqual(['6', '', '']);
    expect(await page.$eval('[data-testid=proposal] select', field => Reflect.get(field, 'value'))).toBe('high');
    // What the card begins with is the person's to change.
    await page.locator('aria/Megabytes[role="spinbutton"]').click({ count: 3 });
    await page.keyboard.press('Backspace');
    await expect.poll(() => textOf('[data-testid=narrowed]')).toBe('You allow less: at most 6 steps');
    await click('Yes, within these limits');
    await page.waitForSelector('[data-testid=result]', { timeout: 40_000 });
    const { items } = await cloud.client.call('GET /tasks', { query: { limit: 1 } });
    expect(items[0]?.priority).toBe('high');
    expect(items[0]?.consent.scope.budget).toEqual({ ...proposed, steps: 6 });
    // And the run has its meter of bytes, which the row has too.
    expect(items[0]?.spent.bytes).toBeGreaterThan(1_000);
    expect(await textOf('.meters')).toMatch(/Data\s*[\d.]+ [kM]B \/ \d+ MB/);
  }, 90_000);

  test('shows the order that waits for a yes with all that it sends, and places it after the yes alone', async () => {
    const before = ordersSent(shop);
    await say(mugOrder(shop));
    await click('Yes, do it');
    await page.waitForSelector('[data-testid=approval]', { timeout: 60_000 });
    const asked = await textOf('[data-testid=approval]');
    for (const words of ['pay', shop.host, 'Place order', 'Ann Lee', '1 Quay Street', 'SY8 1AA', '/checkout'])
      expect(asked).toContain(words);
    await page.locator('[data-testid=approval] summary').click();
    await page.waitForSelector('[data-testid=approval] img.shot');
    expect(ordersSent(shop)).toBe(before);
    await click('Yes, do this once');
    await page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 60_000 });
    expect(ordersSent(shop)).toBe(before + 1);
    expect(await page.$$('[data-testid=approval]')).toHaveLength(0);
  }, 150_000);

  test('logs no error and breaks no content policy', () => {
    expect(faults).toEqual([]);
  });
});
