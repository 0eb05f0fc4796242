/** The way between the console's pages, in real Chromium against the local cloud: by links, by an address, by words, and by keyboard alone. */

import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { layPast } from '../support/lay-past.ts';

const on = openConsole({ page: 'of-the-file' });
beforeAll(() => layPast(on.cloud.local.ownerId), 30_000);

describe('the way between pages', () => {
  test('by a link moves the focus to the heading, marks the page, and goes back and forward', async () => {
    await on.openPage('', 'sessions');
    await on
      .click('Tasks 1 task waits for you', 'link')
      .catch(() => on.page.locator('.nav-link[href="#/tasks"]').click());
    await on.page.waitForSelector('[data-testid=tasks-page]');
    await expect.poll(on.focused).toBe('Tasks');
    expect(await on.page.title()).toBe('Tasks · Errand');
    expect(await on.textOf('.nav-link[aria-current=page]')).toContain('Tasks');
    await on.click('API keys', 'link');
    await on.page.waitForSelector('[data-testid=keys-page]');
    await expect.poll(on.focused).toBe('API keys');
    await on.page.goBack();
    await on.page.waitForSelector('[data-testid=tasks-page]');
    await on.page.goForward();
    await on.page.waitForSelector('[data-testid=keys-page]');
    await on.click('New conversation', 'link');
    await on.page.waitForSelector('.welcome');
    await expect.poll(on.focused).toBe('Message');
    expect(await on.page.title()).toBe('Errand');
  }, 60_000);

  test('an unknown address says so', async () => {
    await on.openPage('nowhere/at-all', 'not-found');
    expect(await on.textOf('[data-testid=not-found]')).toContain('#/nowhere/at-all');
  }, 30_000);

  test('the whole of it works by keyboard: past the navigation, to a task, to a run', async () => {
    await on.openPage('tasks', 'tasks-page');
    await on.page.waitForSelector('[data-testid=task-row]');
    await on.page.keyboard.press('Tab');
    expect(await on.focused()).toBe('Skip to the content');
    await on.page.keyboard.press('Enter');
    expect(await on.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await on.tabTo('Order a stoneware mug');
    await on.page.keyboard.press('Enter');
    await expect.poll(() => on.page.url()).toMatch(/#\/tasks\/tsk_/);
  }, 60_000);

  test('conversations are found by words of their titles', async () => {
    await on.openPage('', 'sessions');
    await on.page.locator('aria/Search conversations[role="searchbox"]').fill('LUDLOW trains');
    await expect
      .poll(() => on.page.$$eval('.session-title', all => all.map(one => one.textContent)))
      .toEqual(['List the trains to Ludlow']);
    await on.page.locator('aria/Search conversations[role="searchbox"]').fill('zebra');
    await expect.poll(() => on.textOf('[data-testid=sessions]')).toContain('No conversation with these words');
  }, 30_000);
});

describe('the console', () => {
  test('logs no error and breaks no content policy', () => {
    expect(on.faults).toEqual([]);
  });
});
