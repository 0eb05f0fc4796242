/** The console's page of API keys in real Chromium against the local cloud: a key is seen once, does what it may, and nothing once it is revoked. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

describe('the API keys', () => {
  test('are made with what they may do, shown once, and revoked; and the account of it says so', async () => {
    await on.openPage('keys', 'keys-page');
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

describe('the console', () => {
  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
