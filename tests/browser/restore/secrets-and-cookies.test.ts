/** What a saved state has of secrets (nothing) and of cookies (all), and states that cannot be saved or read. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type PageState, readPageState } from '../../../lib/agent/page-state.ts';
import { redactPage } from '../../../lib/secrets/redact-run.ts';
import { makeRedactor } from '../../../lib/secrets/redactor.ts';
import { handsOn } from '../open-site.ts';
import { openParking, PASSWORD, type Parking } from './open-parking.ts';

let on: Parking;

beforeAll(async () => {
  on = await openParking();
});
afterEach(() => on.clear());
afterAll(() => on.close());

describe('a secret', () => {
  test('is in no part of a saved state, and a field that had it gets it again', async () => {
    const redactor = makeRedactor();
    redactor.add({ name: 'pw', kind: 'password', value: PASSWORD });
    redactor.add({ name: 'user', kind: 'username', value: 'ada-lovelace' });
    on.site.show('/secret', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': [`told=${PASSWORD}`, 'plain=1'] });
      response.end(`<title>For ${PASSWORD}</title><label>User <input value="ada-lovelace"></label>
        <label>Password <input type="password"></label><label>Unknown <input type="password" value="not ours"></label><label>Note <textarea></textarea></label>
        <script>localStorage.told = btoa('${PASSWORD}'); localStorage.plain = '1'; sessionStorage.told = '${PASSWORD}';
        const opening = indexedDB.open('told', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('all').put({ code: '${PASSWORD}' }, 1);
        opening.onsuccess = () => opening.result.close();</script>`);
    });
    const browser = await on.start();
    const hands = handsOn(browser);
    await hands.visit(`${on.site.url}/secret?a=1#${PASSWORD}`);
    await hands.fill('Password', '{{pw}}');
    await hands.fill('Note', 'I say {{pw}}.');
    const state = await redactPage(browser.page, redactor, () => []).saveState();
    const json = JSON.stringify(state);
    for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), 'ada-lovelace', 'not ours'])
      expect(json).not.toContain(secret);
    expect(state.cookies.map(({ name }) => name)).toEqual(['plain']);
    expect(state.stores[0]?.local).toEqual([['plain', '1']]);
    expect(state.tabs[0]?.url).toBe(`${on.site.url}/secret?a=1`);
    await browser.close();
    const next = await on.start();
    const told = await next.page.restoreState(state);
    const { text } = await handsOn(next).look();
    expect(text).toMatch(/"Password" \(password, filled\)/);
    expect(text).toContain(`I say ${PASSWORD}.`);
    expect(told).toContainEqual(expect.stringMatching(/cookies held a secret/));
    expect(told).toContainEqual(expect.stringMatching(/"Unknown" .*may be secret/));
  }, 60_000);
});

test('cookies of every kind come back as they were, and one that has expired is named', async () => {
  const plain = { value: 'v', path: '/', secure: true, httpOnly: true, priority: 'Medium' } as const;
  const expires = Math.floor(Date.now() / 1_000) + 3_600;
  const secure = { ...plain, sourceScheme: 'Secure', sourcePort: 443 } as const;
  const cookies: PageState['cookies'] = [
    { ...secure, name: '__Host-sid', domain: 'shop.example.com', sameSite: 'Strict' },
    { ...secure, name: 'wide', domain: '.example.com', sameSite: 'None', expires, priority: 'High' },
    { ...secure, name: 'deep', domain: 'shop.example.com', path: '/cart', sameSite: 'Lax', httpOnly: false },
    {
      ...{ ...secure, name: 'apart', domain: 'widget.example.net', sameSite: 'None' },
      partitionKey: { topLevelSite: 'https://example.com', hasCrossSiteAncestor: true },
    },
    { ...plain, name: 'open', domain: 'plain.example.org', secure: false, sourceScheme: 'NonSecure', sourcePort: 80 },
  ];
  const browser = await on.start();
  const old = { ...secure, name: 'old', domain: 'example.com', expires: 1_000 } as const;
  const told = await browser.page.restoreState({
    v: 1,
    cookies: [...cookies, old],
    stores: [],
    tabs: [],
    notSaved: [],
  });
  expect(told).toEqual(['1 cookies were not taken back: "old"']);
  const { cookies: now } = await browser.page.saveState();
  const byName = (all: PageState['cookies']) => all.toSorted((one, two) => one.name.localeCompare(two.name));
  expect(byName(now)).toEqual(byName(cookies));
}, 30_000);

test('a browser that is gone cannot be saved', async () => {
  const browser = await on.start();
  await browser.close();
  await expect(browser.page.saveState()).rejects.toMatchObject({ code: 'page.crashed' });
}, 30_000);

test.each([
  [{ v: 2, tabs: [] }, 'version 2'],
  [{ tabs: [] }, 'no version'],
  [{ v: 1, tabs: [] }, 'is not one'],
])(
  'a state of another version is refused: %j',
  async (state, words) => {
    expect(() => readPageState(state)).toThrow(words);
    const browser = await on.start();
    await expect(browser.page.restoreState(state as never)).rejects.toMatchObject({
      code: 'checkpoint.unknown-version',
    });
  },
  30_000,
);
