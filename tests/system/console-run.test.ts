/** The page of one run in real Chromium against the local cloud: live, and read back by keyboard, by its evidence and by its files. */

import { beforeAll, describe, expect, test } from 'vitest';
import { startSite } from '../sites/start-site.ts';
import { graveViolations } from '../support/axe.ts';
import { openConsole } from '../support/console-page.ts';
import { beginErrand, doErrand } from '../support/local-cloud.ts';

/** The machine may have a lot else to do. */
const SOON = { timeout: 20_000 } as const;

const on = openConsole({ site: () => startSite('shop'), page: 'of-each-test' });

describe('a live run', () => {
  test('shows the page as it is now, the steps, the hosts and the files as they come, and then the result', async () => {
    const { taskId } = await beginErrand(
      on.cloud.client,
      `go to ${on.site.url}, wait 3 seconds, click Kettles, wait 2 seconds, then list the name and price as a table`,
    );
    await on.openRun(taskId);
    await on.page.waitForSelector('[data-testid=live-picture][data-at]', { timeout: 60_000 });
    expect(await on.countOf('[data-testid=result]')).toBe(0);
    expect(await graveViolations(on.page)).toEqual([]);
    await on.page.waitForSelector('[data-testid=result][data-status=completed]', { timeout: 90_000 });
    expect(await on.textOf('[data-testid=result]')).toContain('Heron Gooseneck Kettle');
    expect(await on.countOf('[data-testid=live-picture]')).toBe(0);
    await on.showTab('Hosts');
    expect(await on.textOf('[data-testid=hosts]')).toMatch(new RegExp(`${on.site.host}\\s*reached\\s*agreed site`));
    await on.showTab('Files');
    expect(await on.textOf('[role=tabpanel] [data-testid=files]')).toContain('name-and-price.csv');
  }, 180_000);
});

describe('a finished run', () => {
  let taskId = '';
  beforeAll(async () => {
    const done = await doErrand(
      on.cloud.client,
      `go to ${on.site.url}, click Kettles, click "Heron Gooseneck Kettle", go back, then list the name and price as a table`,
    );
    taskId = done.taskId;
  }, 120_000);

  const shown = (): Promise<string> => on.page.$eval('.stage-view img.shot', image => image.getAttribute('alt') ?? '');
  const place = (): Promise<string> => on.textOf('.replay-place');

  test('is replayed by keyboard alone: step by step, to its ends, and by itself', async () => {
    await on.openRun(taskId);
    await on.page.waitForSelector('.stage-view img.shot');
    const slider = await on.page.waitForSelector('aria/Step[role="slider"]');
    await slider?.focus();
    await on.page.keyboard.press('Home');
    await expect.poll(place, SOON).toMatch(/^Start/);
    await on.page.keyboard.press('ArrowRight');
    await expect.poll(place, SOON).toMatch(/^Step 1 of \d+/);
    await expect.poll(shown, SOON).toMatch(/^Step 1: /);
    await on.page.keyboard.press('ArrowRight');
    await expect.poll(shown, SOON).toMatch(/^Step 2: Kettles/);
    expect(
      await on.page.$$eval('.step[data-chosen=true]', rows => rows.map(row => row.getAttribute('data-index'))),
    ).toEqual(['2']);
    await on.page.keyboard.press('ArrowLeft');
    await expect.poll(shown, SOON).toMatch(/^Step 1: /);
    await on.page.select('.replay-speed', '4');
    await slider?.focus();
    await on.page.keyboard.press('Space');
    await expect.poll(() => on.countOf('aria/Play[role="button"]'), { timeout: 20_000 }).toBe(1);
    const last = await on.page.$eval('.replay input', input => (input as { max?: string }).max);
    await expect.poll(() => on.valueOf('.replay input'), SOON).toBe(last);
  }, 60_000);

  test('goes from step to step in the list by its own keys, and shows the one that is chosen', async () => {
    await on.openRun(taskId);
    await on.page.waitForSelector('[data-testid=step]');
    await on.page.focus('.step-choose[tabindex="0"]');
    await on.page.keyboard.press('Home');
    await on.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => on.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), SOON)
      .toBe('Show step 1');
    await on.page.keyboard.press('Enter');
    await expect.poll(shown, SOON).toMatch(/^Step 1: /);
    await on.showTab('Details');
    const details = await on.textOf('[data-testid=step-details]');
    expect(details).toContain('click link "Kettles"');
    expect(details).toMatch(/Found by link "Kettles"/);
    expect(details).toMatch(/looked \d+ ms/);
  }, 60_000);

  test('leads from what its result rests on to the step that shows it, with the lines marked', async () => {
    await on.openRun(taskId);
    await on.page.waitForSelector('.claim .link-button');
    await on.page.$$eval('.claim', claims => {
      const claim = claims.find(one => one.textContent?.includes('Kettles ·'));
      claim?.querySelector('button')?.click();
    });
    await on.page.waitForSelector('[data-testid=observation] mark');
    expect(await on.textOf('[data-testid=observation] mark')).toContain('Kettles');
  }, 60_000);

  test('shows its data as tables, and no file as a document', async () => {
    await on.openRun(taskId);
    await on.page.waitForSelector('[data-testid=result] [data-testid=artifact]');
    await on.click('Preview: name-and-price.csv');
    await on.click('Preview: name-and-price.json');
    await expect.poll(() => on.countOf('[data-testid=result] .file-table'), SOON).toBe(2);
    const cells = await on.page.$$eval('[data-testid=result] .file-table', tables =>
      tables.map(table => [table.querySelectorAll('th').length, table.querySelectorAll('tbody tr').length]),
    );
    expect(cells).toEqual([
      [2, 8],
      [2, 8],
    ]);
    expect(await on.countOf('iframe, object, embed')).toBe(0);
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    'has no grave fault of accessibility in the %s theme',
    async theme => {
      await on.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      await on.openRun(taskId);
      await on.page.waitForSelector('.stage-view img.shot');
      for (const tab of ['Details', 'Files', 'Hosts', 'Terms', 'Steps']) {
        await on.showTab(tab);
        expect.soft(await graveViolations(on.page), tab).toEqual([]);
      }
    },
    90_000,
  );

  test.each([360, 768, 1_280, 1_920])(
    'fits a page %i px wide',
    async width => {
      await on.page.setViewport({ width, height: 800 });
      await on.openRun(taskId);
      await on.page.waitForSelector('.stage-view img.shot');
      const wide = await on.page.evaluate(() => {
        const box = document.querySelector('.run-page');
        return [document.documentElement.scrollWidth - innerWidth, (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0)];
      });
      expect(Math.max(...wide)).toBeLessThanOrEqual(0);
    },
    60_000,
  );
});
