/** The console in real Chromium, end to end: say it, agree to it, watch it, read the result; and come back to it. */

import { describe, expect, onTestFinished, test } from 'vitest';
import { startSite } from '../sites/start-site.ts';
import { openConsole } from '../support/console-page.ts';
import { mugOrder, ordersSent } from '../support/mug-order.ts';

const on = openConsole({ site: () => startSite('shop'), page: 'of-the-file' });

const say = async (text: string): Promise<void> => {
  await on.page.goto(on.cloud.local.url, { waitUntil: 'domcontentloaded' });
  const composer = await on.page.waitForSelector('aria/Message[role="textbox"]');
  await composer?.type(text);
  await on.page.keyboard.press('Enter');
  await on.page.waitForSelector('[data-testid=proposal]');
};

describe('the console', () => {
  test('shows the proposal as a card and runs nothing before the yes', async () => {
    const before = on.site.requests.length;
    await say(`go to ${on.site.url}, click Kettles and list the name and price as a table`);
    const card = await on.textOf('[data-testid=proposal]');
    expect(card).toContain(on.site.host);
    expect(card).toContain('follow links');
    expect(card).toMatch(/steps/);
    expect(on.site.requests).toHaveLength(before);
  }, 60_000);

  test('after the yes shows the steps live, then the result and its files', async () => {
    await on.click('Yes, do it');
    await on.page.waitForSelector('[data-testid=step]');
    const result = await on.page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 40_000 });
    expect(result).not.toBeNull();
    const text = await on.textOf('[data-testid=result]');
    expect(text).toContain('Verified');
    expect(text).toContain('name-and-price.csv');
    expect(text).toContain('Heron Gooseneck Kettle');
  }, 60_000);

  test('shows it all again after a reload, from the events', async () => {
    await on.page.reload({ waitUntil: 'domcontentloaded' });
    await on.page.waitForSelector('[data-testid=result][data-status=completed]');
    expect(await on.page.$$('[data-testid=proposal]')).toHaveLength(1);
    expect((await on.page.$$('[data-testid=step]')).length).toBeGreaterThan(1);
  }, 60_000);

  test('a no closes the proposal', async () => {
    await say(`go to ${on.site.url} and take a screenshot`);
    await on.click('No');
    await on.page.waitForSelector('[data-testid=proposal][data-status=declined]');
  }, 60_000);

  test('a cancel ends a running task', async () => {
    await say(`go to ${on.site.url}, wait 30 seconds, then click Kettles`);
    await on.click('Yes, do it');
    await on.page.waitForSelector('[data-testid=step]');
    await on.click('Cancel task');
    await on.page.waitForSelector('[data-testid=result][data-status=cancelled]', { timeout: 20_000 });
  }, 60_000);

  test('a pause rests a task, and it goes on from there', async () => {
    await say(
      `go to ${on.site.url}, wait 2 seconds, wait 2 seconds, click Kettles, then list the name and price as a table`,
    );
    await on.click('Yes, do it');
    await on.page.waitForSelector('[data-testid=step]');
    await on.click('Pause');
    await on.page.waitForSelector('[data-testid=run][data-status=paused]', { timeout: 30_000 });
    await on.click('Go on');
    await on.page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 60_000 });
  }, 120_000);

  test('what a page or a person writes is shown as text, never as markup', async () => {
    await say(`go to ${on.site.url} and type "<img src=x onerror=alert(1)>" into "Search the shop"`);
    expect(await on.textOf('[data-testid=proposal]')).toContain('<img src=x onerror=alert(1)>');
    expect(await on.page.$$('[data-testid=proposal] img')).toHaveLength(0);
  }, 60_000);

  test('lets a person allow less than was proposed, by keyboard alone, and says what', async () => {
    await say(`go to ${on.site.url}, click Kettles and list the name and price as a table`);
    expect(await on.page.$$('[data-testid=narrowed]')).toHaveLength(0);
    // Reading and following links are what an errand is made of: those boxes are fixed.
    const boxes = await on.page.$$eval('[data-testid=proposal] input[type=checkbox]', all =>
      all.map(box => ({
        name: box.closest('label')?.innerText.trim(),
        fixed: (box as { disabled?: boolean }).disabled,
      })),
    );
    expect(boxes.slice(0, 3)).toEqual([
      { name: on.site.host, fixed: true },
      { name: 'read pages', fixed: true },
      { name: 'follow links and open pages', fixed: true },
    ]);
    await on.page.focus('[data-testid=proposal] input[type=checkbox]:not(:disabled)');
    await on.page.keyboard.press('Space');
    await on.page.focus('[data-testid=proposal] summary');
    await on.page.keyboard.press('Enter');
    await on.page.keyboard.press('Tab');
    await on.page.keyboard.type('500');
    await on.page.keyboard.press('Enter');
    await on.click('Yes, within these limits');
    // More than was proposed: the browser itself says so, and nothing is sent.
    expect(await on.page.$$('[data-testid=proposal] input:invalid')).toHaveLength(1);
    expect(await on.page.$$('[data-testid=run]')).toHaveLength(0);
    await on.page.locator('aria/Steps[role="spinbutton"]').fill('7');
    expect(await on.textOf('[data-testid=narrowed]')).toMatch(/^You allow less: may not .* · at most 7 steps$/);
    await on.click('Yes, within these limits');
    await on.page.waitForSelector('[data-testid=result]', { timeout: 40_000 });
    expect(await on.textOf('[data-testid=narrowed]')).toMatch(/^You allowed less: may not .* · at most 7 steps$/);
    const { items } = await on.cloud.client.call('GET /tasks', { query: { limit: 1 } });
    expect(items[0]?.consent.scope.budget.steps).toBe(7);
    expect(items[0]?.consent.scope.verbs).not.toContain('input');
  }, 90_000);

  test('begins a card with the limits and the priority of the settings, shows them, and never raises what is proposed', async () => {
    onTestFinished(() => on.page.evaluate(() => localStorage.removeItem('errand.settings')));
    await on.openPage('settings', 'settings-page');
    await on.page.locator('aria/Steps[role="spinbutton"]').fill('6');
    await on.page.locator('aria/Tokens[role="spinbutton"]').fill('5000000');
    await on.page.locator('aria/Megabytes[role="spinbutton"]').fill('2.5');
    await on.page.select('#priority', 'high');
    // What no errand may have is marked by the browser, and not kept.
    await on.page.locator('aria/Seconds[role="spinbutton"]').fill('9999');
    expect(await on.page.$$('[data-testid=settings-page] input:invalid')).toHaveLength(1);
    await say(`go to ${on.site.url}, click Kettles and list the name and price as a table`);
    const { session } = await on.cloud.client.call('GET /sessions/{sessionId}', {
      params: {
        sessionId: (await on.cloud.client.call('GET /sessions', { query: { limit: 1 } })).items[0]?.sessionId ?? '',
      },
    });
    const proposed = session.proposal?.scope.budget;
    expect(await on.textOf('[data-testid=narrowed]')).toBe('You allow less: at most 6 steps · at most 2.5 MB of data');
    const card = await on.textOf('[data-testid=proposal]');
    expect(card).toContain('The limits begin as your settings say.');
    const valueIn = (label: string): Promise<unknown> =>
      on.page.$eval(`aria/${label}[role="spinbutton"]`, field => Reflect.get(field, 'value'));
    expect([await valueIn('Steps'), await valueIn('Tokens'), await valueIn('Seconds')]).toEqual(['6', '', '']);
    expect(await on.page.$eval('[data-testid=proposal] select', field => Reflect.get(field, 'value'))).toBe('high');
    // What the card begins with is the person's to change.
    await on.page.locator('aria/Megabytes[role="spinbutton"]').click({ count: 3 });
    await on.page.keyboard.press('Backspace');
    await expect.poll(() => on.textOf('[data-testid=narrowed]')).toBe('You allow less: at most 6 steps');
    await on.click('Yes, within these limits');
    await on.page.waitForSelector('[data-testid=result]', { timeout: 40_000 });
    const { items } = await on.cloud.client.call('GET /tasks', { query: { limit: 1 } });
    expect(items[0]?.priority).toBe('high');
    expect(items[0]?.consent.scope.budget).toEqual({ ...proposed, steps: 6 });
    // And the run has its meter of bytes, which the row has too.
    expect(items[0]?.spent.bytes).toBeGreaterThan(1_000);
    expect(await on.textOf('.meters')).toMatch(/Data\s*[\d.]+ [kM]B \/ \d+ MB/);
  }, 90_000);

  test('shows the order that waits for a yes with all that it sends, and places it after the yes alone', async () => {
    const before = ordersSent(on.site);
    await say(mugOrder(on.site));
    await on.click('Yes, do it');
    await on.page.waitForSelector('[data-testid=approval]', { timeout: 60_000 });
    const asked = await on.textOf('[data-testid=approval]');
    for (const words of ['pay', on.site.host, 'Place order', 'Ann Lee', '1 Quay Street', 'SY8 1AA', '/checkout'])
      expect(asked).toContain(words);
    await on.page.locator('[data-testid=approval] summary').click();
    await on.page.waitForSelector('[data-testid=approval] img.shot');
    expect(ordersSent(on.site)).toBe(before);
    await on.click('Yes, do this once');
    await on.page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 60_000 });
    expect(ordersSent(on.site)).toBe(before + 1);
    expect(await on.page.$$('[data-testid=approval]')).toHaveLength(0);
  }, 150_000);

  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
