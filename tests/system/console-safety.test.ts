/** The console in real Chromium against every hostile word there can be: nothing of it runs, loads or leads away. And a control, in which it does. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-page.ts';
import { hostile, hostileHtml, hostileStrings, hostileSvg } from '../support/hostile.ts';
import { type LaidFile, layProposal, layTask } from '../support/lay-hostile.ts';
import { pixel } from '../support/pixel.ts';

let canary: { readonly url: string; readonly hits: string[]; close(): Promise<void> };

beforeAll(async () => {
  canary = await startCanary();
});
afterAll(() => canary.close());
const on = openConsole({ page: 'none' });

/** Whoever asks it has got out. It also serves one page without any policy, for the control. */
async function startCanary() {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/control') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>control</title><body></body>');
      return;
    }
    if (request.url !== '/favicon.ico') hits.push(request.url ?? '');
    response.end('');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const words = (label: string): string => hostile(canary.url, label);

const files = (): readonly LaidFile[] => [
  { kind: 'screenshot', mediaType: 'image/png', bytes: pixel },
  {
    kind: 'data-csv',
    mediaType: 'text/csv',
    bytes: text(`name,price\r\n"${words('cell').replaceAll('"', '""')}",1\r\n`),
  },
  {
    kind: 'data-json',
    mediaType: 'application/json',
    bytes: text(JSON.stringify([{ [words('key')]: words('json') }])),
  },
  { kind: 'trace', mediaType: 'application/json', bytes: text(JSON.stringify({ trace: words('trace') })) },
  { kind: 'page-html', mediaType: 'text/html', bytes: text(hostileHtml(canary.url)) },
  { kind: 'download', mediaType: 'image/svg+xml', bytes: text(hostileSvg(canary.url)) },
  { kind: 'download', mediaType: 'text/plain', bytes: text(`# ${words('markdown')}`) },
  { kind: 'download', mediaType: 'text/markdown', bytes: text(`# ${words('markdown')}`) },
  { kind: 'download', mediaType: 'image/png', bytes: text(hostileHtml(canary.url)) },
  { kind: 'download', mediaType: 'text/html', bytes: text(hostileHtml(canary.url)) },
];

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

/** What markup would have left in the page, had any become some. */
const strangersIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const strange =
      'iframe, frame, object, embed, base, meta[http-equiv], style, animate, [srcdoc], [onerror], [onload], [onfocus], [ontoggle], [onbegin], form[action], a[href^="javascript:"], a[href^="data:"]';
    const own = new Set(['main.js', 'main.css', 'icon.svg']);
    const outside = [...document.querySelectorAll('script[src], link[href]')]
      .map(element => element.getAttribute('src') ?? element.getAttribute('href') ?? '')
      .filter(name => !own.has(name));
    return [
      ...[...document.querySelectorAll(strange)].map(element => element.outerHTML.slice(0, 200)),
      ...[...document.querySelectorAll('script:not([src])')].map(() => 'inline script'),
      ...outside,
    ];
  });

describe('a conversation of hostile words', () => {
  test('is shown as text, and nothing of it runs, loads or leads away', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, words, ['shop.test', 'xn--pple-43d.com']);
    await layTask(on.cloud.local.ownerId, laid, { words, files: files(), until: 'end' });
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
    await layTask(on.cloud.local.ownerId, laid, { words, files: files().slice(0, 1), until: 'approval' });
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
    await layTask(on.cloud.local.ownerId, laid, { words: label => label, files: files(), until: 'end' });
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

describe('a file opened on its own', () => {
  test('runs nothing, from another origin than the console, even where it were served as a page', async () => {
    const laid = await layProposal(on.cloud.local.ownerId, label => label, ['shop.test']);
    const ids = await layTask(on.cloud.local.ownerId, laid, { words: label => label, files: files(), until: 'end' });
    const { page, fired } = await on.newPage();
    const seen: string[] = [];
    for (const artifactId of ids) {
      const { url, artifact } = await on.cloud.client.call('GET /artifacts/{artifactId}', { params: { artifactId } });
      expect(new URL(url).origin).not.toBe(new URL(on.cloud.local.url).origin);
      const { headers } = await fetch(url);
      const disposition = headers.get('content-disposition') ?? '';
      const isOurs = ['screenshot', 'data-json', 'trace'].includes(artifact.kind);
      expect.soft(disposition, artifact.kind).toMatch(isOurs ? /^inline;/ : /^attachment;/);
      expect.soft(headers.get('x-content-type-options')).toBe('nosniff');
      expect.soft(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      // As it is, and as a page: a deployment's links are signed and cannot be changed so.
      const asPage = url
        .replace(/response-content-type=[^&]*/, 'response-content-type=text%2Fhtml')
        .replace(/response-content-disposition=[^&]*/, 'response-content-disposition=inline');
      await page.goto(url).catch(() => undefined);
      await page.goto(asPage).catch(() => undefined);
      seen.push(await page.title());
    }
    expect(await fired()).toEqual([]);
    expect(seen).not.toContain('ran');
    expect(canary.hits).toEqual([]);
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

describe('the headers', () => {
  test.each(['/', '/main.js', '/main.css', '/icon.svg', '/config.json'])(
    'of the console at %s are strict',
    async path => {
      const { headers, status } = await fetch(`${on.cloud.local.url}${path}`);
      expect(status).toBe(200);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe-|\*|data:|blob:/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    },
  );

  test.each([
    '/health',
    '/openapi.json',
    '/docs',
    '/sessions',
    '/sessions/x',
    '/tasks?limit=x',
    '/audit',
    '/nowhere',
    '/%ff',
    '/../../etc/passwd',
  ])('of the API at %s are strict, with and without a token', async path => {
    for (const token of [on.cloud.local.token, 'wrong']) {
      const { headers } = await fetch(`${on.cloud.local.url}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-|script-src/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    }
  });
});
