/** The console in real Chromium, end to end: say it, agree to it, watch it, read the result; and come back to it. */

import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../lib/browser/chromium-binary.ts';
import { type Site, startSite } from '../sites/start-site.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let shop: Site;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  shop = await startSite('shop');
  cloud = await startTestCloud({ ERRAND_ALLOW_HOSTS: shop.host });
  const binary = await findChromium({ chromeDir: join(import.meta.dirname, '../../node_modules/.cache/errand') });
  browser = await puppeteer.launch({
    executablePath: binary.executable,
    headless: 'shell',
    pipe: true,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, ...binary.env },
  });
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text());
  });
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

  test('what a page or a person writes is shown as text, never as markup', async () => {
    await say(`go to ${shop.url} and type "<img src=x onerror=alert(1)>" into "Search the shop"`);
    expect(await textOf('[data-testid=proposal]')).toContain('<img src=x onerror=alert(1)>');
    expect(await page.$$('[data-testid=proposal] img')).toHaveLength(0);
  }, 60_000);

  test('logs no error and breaks no content policy', () => {
    expect(faults).toEqual([]);
  });
});
