/** The console in real Chromium against every hostile word there can be: nothing of it runs, loads or leads away. And a control, in which it does. */

import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Canary, startCanary } from '../support/canary-server.ts';
import { openConsole } from '../support/console-page.ts';
import { hostile, hostileStrings } from '../support/hostile.ts';
import { hostileFiles } from '../support/hostile-files.ts';
import { layProposal, layTask } from '../support/lay-hostile.ts';
import { strangersIn } from '../support/strangers-in.ts';

let canary: Canary;
beforeAll(async () => {
  canary = await startCanary();
});
afterAll(() => canary.close());
const on = openConsole({ page: 'none' });

const words = (label: string): string => hostile(canary.url, label);

const openSession = async (page: Page, sessionId: string): Promise<void> => {
  await page.goto(`${on.cloud.local.url}/#/${sessionId}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('[data-testid=proposal]');
};

/** Whatever can be unfolded or previewed is, and the pointer rests on what shows more. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const button of document.querySelectorAll('[aria-expanded=false]')) (button as { click?(): void }).click?.();
  });
}

const shownOf = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText);

describe('a conversation of hostile words', () => {
  test('is shown as text, and nothing of it runs, loads or leads away', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, words, ['shop.test', 'xn--pple-43d.com']);
    await layTask(on.cloud.local.ownerId, laid, { words, files: hostileFiles(canary.url), until: 'end' });
    const { page, faults, asked, fired } = await on.newPage();
    await openSession(page, laid.sessionId);
    await page.waitForSelector('[data-testid=result]');
    await openAll(page);
    await openAll(page);
    await expect.poll(async () => (await page.$$('.file-table td')).length, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect.poll(async () => (await page.$$('.file-text')).length, { timeout: 10_000 }).toBeGreaterThan(2);
    const shown = await shownOf(page);
    const labels = [
      'proposal',
      'instruction',
      'plan',
      'user',
      'assistant',
      'reasoning',
      'refused',
      'summary',
      'cell',
      'json',
      'markdown',
      'data-csv',
      'download',
      'description',
      'secret',
      'quote',
      'evidence',
    ];
    expect(labels.filter(label => !shown.includes(`fire('${label}')`))).toEqual([]);
    expect(await fired()).toEqual([]);
    expect(await strangersIn(page)).toEqual([]);
    expect(canary.hits).toEqual([]);
    const storage = process.env.AWS_ENDPOINT_URL_S3 ?? '';
    const ours = [on.cloud.local.url, on.cloud.local.socketUrl, storage];
    expect(asked.filter(url => !ours.some(origin => url.startsWith(origin)))).toEqual([]);
    expect(page.url()).toBe(`${on.cloud.local.url}/#/${laid.sessionId}`);
    // A picture that is none says that it cannot be shown; that is no fault of the page's policy.
    expect(faults.filter(fault => fault.startsWith('policy') || fault.startsWith('dialog'))).toEqual([]);
    await page.close();
  }, 60_000);

  test('is as harmless on the approval that waits and on the card that asks for a yes', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, words, ['shop.test', 'xn--pple-43d.com']);
    const { page, faults, fired } = await on.newPage();
    await openSession(page, laid.sessionId);
    await openAll(page);
    const card = await page.$eval('[data-testid=proposal]', element => element.textContent ?? '');
    expect(card).toContain(`<img src=x onerror="fire('secret')">`);
    expect(card).toContain('xn--pple-43d.com looks like apple.com and is another site.');
    await layTask(on.cloud.local.ownerId, laid, {
      words,
      files: hostileFiles(canary.url).slice(0, 1),
      until: 'approval',
    });
    await page.waitForSelector('[data-testid=approval]', { timeout: 20_000 });
    await openAll(page);
    const approval = await page.$eval('[data-testid=approval]', element => element.textContent ?? '');
    const labels = ['site', 'description', 'label', 'value', 'pageUrl'];
    expect(labels.filter(label => !approval.includes(`fire('${label}')`))).toEqual([]);
    expect(await fired()).toEqual([]);
    expect(await strangersIn(page)).toEqual([]);
    expect(canary.hits).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  test('has links that tell nobody where they were followed from', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, label => label, ['shop.test']);
    await layTask(on.cloud.local.ownerId, laid, {
      words: label => label,
      files: hostileFiles(canary.url),
      until: 'end',
    });
    const { page } = await on.newPage();
    await openSession(page, laid.sessionId);
    await page.waitForSelector('[data-testid=artifact] a');
    const links = await page.$$eval('a', all =>
      all.map(link => ({ href: link.getAttribute('href') ?? '', rel: link.getAttribute('rel') ?? '' })),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ href, rel }) => !href.startsWith('#/') && rel !== 'noreferrer noopener')).toEqual([]);
    await page.close();
  }, 60_000);
});

describe('the control', () => {
  test('each kind of string does run or load where it becomes markup', async () => {
    const { page, faults, asked, fired } = await on.newPage();
    await page.goto(`${canary.url}/control`);
    const strings = hostileStrings(canary.url, 'control').filter(one => !one.includes('http-equiv=refresh'));
    await page.evaluate(all => {
      for (const one of all) {
        const place = document.createElement('div');
        place.innerHTML = one;
        document.body.append(place);
      }
    }, strings);
    await expect.poll(async () => (await fired()).length).toBeGreaterThan(3);
    await expect.poll(() => canary.hits.filter(hit => hit.startsWith('/control/')).length).toBeGreaterThan(3);
    expect(asked.length).toBeGreaterThan(3);
    expect(faults.length).toBeGreaterThanOrEqual(0);
    // A prefetch comes when nothing else is left to load: only a page that is gone asks for no more.
    await page.close();
    canary.hits.length = 0;
  }, 60_000);

  test('in the console itself no string becomes markup or code, whoever tries', async () => {
    const { page, faults, fired } = await on.newPage();
    await page.goto(on.cloud.local.url, { waitUntil: 'load' });
    const thrown = await page.evaluate(one => {
      const attempt = (act: () => unknown): string => {
        try {
          act();
          return 'nothing';
        } catch (error) {
          return error instanceof Error ? error.name : String(error);
        }
      };
      return [
        attempt(() => {
          document.body.innerHTML = one;
        }),
        attempt(() => document.body.insertAdjacentHTML('beforeend', one)),
        attempt(() => document.write(one)),
        attempt(() => new DOMParser().parseFromString(one, 'text/html')),
        attempt(() => {
          document.createElement('script').text = 'fire(1)';
        }),
      ];
    }, words('inside'));
    expect(thrown).toEqual(Array.from({ length: 5 }, () => 'TypeError'));
    await page.evaluate(url => {
      document.body.append(Object.assign(document.createElement('img'), { src: `${url}/img` }));
      document.body.append(Object.assign(document.createElement('iframe'), { src: `${url}/frame` }));
      void fetch(`${url}/fetch`).catch(() => undefined);
      const form = Object.assign(document.createElement('form'), { action: `${url}/form` });
      document.body.append(form);
      form.submit();
    }, canary.url);
    await expect
      .poll(() =>
        ['img-src', 'frame-src', 'connect-src', 'form-action'].filter(
          name => !faults.some(fault => fault.includes(name)),
        ),
      )
      .toEqual([]);
    expect(await fired()).toEqual([]);
    expect(canary.hits).toEqual([]);
    await page.close();
  }, 60_000);
});
