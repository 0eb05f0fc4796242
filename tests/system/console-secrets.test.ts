/** The console's page of secrets in real Chromium against the local cloud: what is written there is stored, and never seen again. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

describe('the secrets', () => {
  test('are stored by keyboard, never shown again, replaced, and deleted after one more question', async () => {
    await on.openPage('secrets', 'secrets-page');
    await on.page.waitForSelector('[data-testid=empty]');
    await on.tabTo('Add a secret');
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
    expect(await on.focused()).toBe('Keep it');
    await on.page.keyboard.press('Escape');
    expect(await on.page.$$('[data-testid=secret-row]')).toHaveLength(1);
    await on.click('Delete shop-password');
    await on.click('Delete it');
    await on.page.waitForSelector('[data-testid=empty]');
    expect((await on.cloud.client.call('GET /secrets')).items).toEqual([]);
  }, 60_000);

  test('what the API refuses is said in the dialog, and what was written stays', async () => {
    await on.openPage('secrets', 'secrets-page');
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

describe('the console', () => {
  test('logs no error and breaks no content policy, but for the secret that was refused on purpose', () => {
    expect(on.faults.filter(fault => !/status of 422/.test(fault))).toEqual([]);
  });
});
