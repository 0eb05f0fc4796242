/** Signing in to the console as a deployment serves it: a real issuer, real Chromium, and the API that takes that issuer's tokens. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConsole } from '../../web/build.ts';
import type { WatchedPage } from '../support/console-browser.ts';
import { type ConsoleCdn, startConsoleCdn } from '../support/console-cdn.ts';
import { openConsole } from '../support/console-page.ts';
import { type OidcServer, startOidcServer } from '../support/oidc-server.ts';

let issuer: OidcServer;
let cdn: ConsoleCdn;
let bare: ConsoleCdn;
let folder = '';

beforeAll(async () => {
  issuer = await startOidcServer({ clientId: 'console', audience: 'errand', subject: 'ada' });
});
afterAll(() => issuer.close());
const on = openConsole({
  env: () => Promise.resolve({ ERRAND_OIDC_ISSUER: issuer.issuer, ERRAND_OIDC_AUDIENCE: 'errand' }),
  page: 'none',
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-console-'));
  await (await buildConsole(folder)).close();
  const places = { folder, apiUrl: on.cloud.local.url, socketUrl: on.cloud.local.socketUrl };
  cdn = await startConsoleCdn({
    ...places,
    signIn: { issuer: issuer.issuer, clientId: 'console', scope: 'openid profile' },
  });
  bare = await startConsoleCdn(places);
}, 60_000);
afterAll(async () => {
  await cdn.close();
  await bare.close();
  await rm(folder, { recursive: true, force: true });
});

async function signIn({ page }: WatchedPage, hash: string): Promise<void> {
  await page.goto(`${cdn.url}/${hash}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('[data-testid=sign-in]');
  await page.locator('aria/Sign in[role="button"]').click();
  await page.locator('aria/Yes, it is me[role="link"]').click();
}

const textOf = ({ page }: WatchedPage, selector: string): Promise<string> =>
  page.$eval(selector, element => (element as { innerText?: string }).innerText ?? '');

test('a person signs in at the issuer, comes back to where they were, and is somebody of their own', async () => {
  const watched = await on.newPage();
  const { page, faults } = watched;
  await signIn(watched, '#/settings');
  await page.waitForSelector('[data-testid=settings-page]');
  expect(page.url()).toBe(`${cdn.url}/#/settings`);
  expect(issuer.granted).toEqual([{ ok: true, why: '' }]);
  await expect
    .poll(() => textOf(watched, '[data-testid=settings-page]'), { timeout: 10_000 })
    .toMatch(/You are\s+\S{8,}/);
  expect(await textOf(watched, '[data-testid=settings-page]')).not.toContain('local\n');
  // The code is used: it is neither in the address nor in what going back shows.
  expect(await page.evaluate(() => location.search)).toBe('');
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.waitForSelector('[data-testid=settings-page]');
  expect(issuer.granted).toHaveLength(1);
  expect(faults.filter(fault => fault.startsWith('policy'))).toEqual([]);
  await page.locator('aria/Sign out[role="button"]').click();
  await page.waitForSelector('[data-testid=sign-in]');
  await page.close();
}, 60_000);

test('the code that signs in is fetched only where one signs in', async () => {
  const { page, asked } = await on.newPage();
  await page.goto(on.cloud.local.url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.welcome');
  const here = asked.filter(url => url.endsWith('.js')).length;
  await page.goto(cdn.url, { waitUntil: 'domcontentloaded' });
  await page.locator('aria/Sign in[role="button"]').click();
  await page.waitForSelector('aria/Yes, it is me');
  expect(asked.filter(url => url.endsWith('.js')).length).toBeGreaterThan(2 * here);
  await page.close();
}, 30_000);

test('an answer that was not asked for here signs nobody in', async () => {
  const watched = await on.newPage();
  const before = issuer.granted.length;
  await watched.page.goto(`${cdn.url}/?code=stolen&state=guessed`, { waitUntil: 'domcontentloaded' });
  await watched.page.waitForSelector('[data-testid=sign-in]');
  expect(await textOf(watched, '[data-testid=sign-in]')).toContain('The sign-in did not work.');
  expect(issuer.granted).toHaveLength(before);
  expect(await watched.page.evaluate(() => location.search)).toBe('');
  // And not with a sign-in under way, where the state is another.
  await watched.page.locator('aria/Sign in[role="button"]').click();
  await watched.page.waitForSelector('aria/Yes, it is me');
  await watched.page.goto(`${cdn.url}/?code=stolen&state=guessed`, { waitUntil: 'domcontentloaded' });
  await watched.page.waitForSelector('[data-testid=sign-in]');
  expect(await textOf(watched, '[data-testid=sign-in]')).toContain('The sign-in did not work.');
  expect(issuer.granted).toHaveLength(before);
  await watched.page.close();
}, 40_000);

test('when its time is over the console says so and asks to sign in again', async () => {
  issuer.setLifetime(3);
  const watched = await on.newPage();
  await signIn(watched, '#/tasks');
  await watched.page.waitForSelector('[data-testid=tasks-page]');
  await watched.page.waitForSelector('[data-testid=sign-in]', { timeout: 15_000 });
  expect(await textOf(watched, '[data-testid=sign-in]')).toContain('Your sign-in has ended.');
  issuer.setLifetime(600);
  await watched.page.close();
}, 40_000);

test('without an issuer a token opens it, and one that the API refuses does not', async () => {
  const watched = await on.newPage();
  const { page } = watched;
  await page.goto(bare.url, { waitUntil: 'domcontentloaded' });
  await page.locator('aria/Access token').fill('wrong');
  await page.locator('aria/Use it[role="button"]').click();
  await expect.poll(() => textOf(watched, '[data-testid=sign-in]')).toContain('The API does not take this token.');
  await page.locator('aria/Access token').fill(on.cloud.local.token);
  await page.locator('aria/Use it[role="button"]').click();
  await page.waitForSelector('.welcome');
  await page.close();
}, 40_000);
