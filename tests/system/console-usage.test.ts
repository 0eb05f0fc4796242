/** The console's page of usage in real Chromium against the local cloud: the limits, and the figures of each day as pictures and as a table. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

describe('the usage', () => {
  test('shows the limits, a picture for each figure, and the same figures as a table', async () => {
    await on.openPage('usage', 'usage-page');
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
    await on.openPage('usage', 'usage-page');
    await on.page.waitForSelector('.bars-place');
    const money = (): Promise<string> => on.textOf('.plot:nth-of-type(2) .plot-head');
    expect(await money()).toMatch(/\$1\.23$/);
    const places = await on.page.$$('.plot:nth-of-type(2) .bars-place');
    await places.at(-3)?.hover();
    await expect.poll(money).toMatch(/\$0\.60$/);
  }, 30_000);
});

describe('the console', () => {
  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
