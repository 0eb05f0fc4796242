/** The console's page of tasks in real Chromium against the local cloud: what it lists, by what it is filtered, and how it keeps up, or says that it cannot. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast, pastRuns } from '../support/lay-past.ts';
import { layRun } from '../support/lay-runs.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

const rowTitles = (): Promise<string[]> =>
  on.page.$$eval('[data-testid=task-row] .row-link', links => links.map(link => link.textContent ?? ''));

describe('the tasks', () => {
  test('are listed with status, money and links, the newest first, and the one that waits is counted', async () => {
    await on.openPage('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    expect(await rowTitles()).toEqual(pastRuns.map(({ title }) => title).toReversed());
    const first = await on.textOf('[data-testid=task-row]');
    for (const words of ['Waiting for you', '$0.01', 'shop.test', 'Conversation']) expect(first).toContain(words);
    await expect.poll(() => on.page.$('.nav-count'), { timeout: 10_000 }).not.toBeNull();
  }, 30_000);

  test('are filtered by status, words, priority and age, and the address says by which', async () => {
    await on.openPage('tasks', 'tasks-page');
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
    await expect.poll(rowTitles).toHaveLength(pastRuns.length);
    await on.page.select('select[aria-label=Priority]', 'urgent');
    await expect.poll(rowTitles).toEqual(['List the trains to Ludlow']);
  }, 60_000);

  test('a new one appears without a reload', async () => {
    await on.openPage('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await layRun(on.cloud.local.ownerId, { title: 'Check the tide at Whitby', site: 'tides.test', end: 'completed' });
    await expect.poll(async () => (await rowTitles())[0], { timeout: 15_000 }).toBe('Check the tide at Whitby');
  }, 40_000);

  test('stay in view while there is no connection, and it says how old they are', async () => {
    await on.openPage('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await on.page.setOfflineMode(true);
    await expect
      .poll(() => on.textOf('[data-testid=tasks-page]'), { timeout: 20_000 })
      .toContain('This is how it was at');
    expect((await rowTitles()).length).toBeGreaterThan(pastRuns.length - 1);
    await on.page.setOfflineMode(false);
    await expect
      .poll(() => on.textOf('[data-testid=tasks-page]'), { timeout: 20_000 })
      .not.toContain('This is how it was');
  }, 60_000);
});

describe('the console', () => {
  test('logs no error and breaks no content policy, but for the connection that was cut on purpose', () => {
    expect(on.faults.filter(fault => !/ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
  });
});
