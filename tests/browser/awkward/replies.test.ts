/** Answers of servers that are no plain page: passwords, redirects, drips, silence, errors, halves. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handsOn, openTestBrowser } from '../open-site.ts';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeEach(async () => {
  on = await openAwkward();
  await on.visit('files/replies');
});
afterEach(() => on.close());

const isWell = async (): Promise<void> =>
  expect((await on.visit('hostile/simple')).text).toContain('heading 1 "A simple page"');
const attempts = async (): Promise<number> => Number(await (await fetch(`${on.site.url}/files/attempts`)).text());

describe('a password that the server asks for', () => {
  test('is told as such, and nothing is guessed', async () => {
    const before = await attempts();
    const outcome = await on.hands.click('Members only');
    expect(JSON.stringify(outcome)).toMatch(/password/);
    expect(JSON.stringify(outcome)).toContain('The club of kettles');
    expect(await on.text()).toContain('heading 1 "Who are you?"');
    expect(await attempts()).toBe(before);
    await isWell();
  });

  test('is given where it is known, once', async () => {
    const browser = await openTestBrowser({
      allowHosts: [on.site.host],
      credentials: (origin, realm) =>
        origin === on.site.url && realm === 'The club of kettles'
          ? { username: 'visitor', password: 'open sesame' }
          : undefined,
    });
    try {
      const { text: seen } = await handsOn(browser).visit(`${on.site.url}/files/private`);
      expect(seen).toContain('heading 1 "Members"');
      expect(seen).not.toContain('sesame');
    } finally {
      await browser.close();
    }
  });

  test('that is wrong is tried once and told to be refused', async () => {
    const before = await attempts();
    const browser = await openTestBrowser({
      allowHosts: [on.site.host],
      credentials: () => ({ username: 'visitor', password: 'wrong one' }),
    });
    try {
      const hands = handsOn(browser);
      const outcome = await hands.act({ kind: 'navigate', url: `${on.site.url}/files/private` });
      expect(JSON.stringify(outcome)).toContain('refused');
      expect(JSON.stringify(outcome)).not.toContain('wrong one');
      await hands.act({ kind: 'navigate', url: `${on.site.url}/files/private` });
      expect(await attempts()).toBe(before + 1);
    } finally {
      await browser.close();
    }
  });
});

describe('redirects', () => {
  test.each(['Five redirects', 'Redirects to the other site'])('lead to their end: %s', async link => {
    expect(await on.hands.click(link)).toMatchObject({
      ok: true,
      effect: 'navigated',
      url: expect.stringContaining('/files/refreshed'),
    });
    expect(await on.text()).toContain('heading 1 "Here we are"');
  });

  test('that never end are a clear error', async () => {
    expect(await on.hands.click('Redirects for ever')).toMatchObject({ ok: false, code: 'page.navigation-failed' });
    await isWell();
  });

  test('by the page itself are followed', async () => {
    await on.hands.click('A page that moves on');
    expect(await on.hands.act({ kind: 'wait', url: '/files/refreshed', seconds: 5 })).toMatchObject({ ok: true });
    expect(await on.text()).toContain('heading 1 "Here we are"');
  });
});

describe('slow answers', () => {
  test('are waited for', async () => {
    expect(await on.hands.click('A slow page')).toMatchObject({ ok: true, effect: 'navigated' });
    expect(await on.text()).toContain('heading 1 "Slow but sure"');
  });

  test('that drip without end are read as far as they came, and left by a link in them', async () => {
    const start = performance.now();
    expect(await on.hands.click('A page that drips')).toMatchObject({ ok: true, effect: 'navigated' });
    expect(performance.now() - start).toBeLessThan(16_000);
    expect(await on.text()).toContain('heading 1 "Dripping"');
    expect(await on.hands.click('Away from here')).toMatchObject({ ok: true, effect: 'navigated' });
    expect(await on.text()).toContain('heading 1 "Here we are"');
  });

  test('that never come end as an error in time, and the page stays', async () => {
    const start = performance.now();
    const outcome = await on.hands.click('A page that never answers');
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(outcome).toMatchObject({ ok: false, code: 'page.timeout' });
    expect(await on.text()).toContain('heading 1 "Replies"');
    await isWell();
  });

  test('that never come to an address that is told are an error in time too', async () => {
    const start = performance.now();
    const url = `${on.site.url}/files/silent`;
    expect(await on.hands.act({ kind: 'navigate', url })).toMatchObject({ ok: false, code: 'page.timeout' });
    expect(performance.now() - start).toBeLessThan(21_000);
    await isWell();
  });
});

describe('answers that are no page', () => {
  test('with no content leave the page as it is, and say so at once', async () => {
    const start = performance.now();
    expect(await on.hands.click('No content')).toMatchObject({ ok: true, effect: 'none' });
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(await on.text()).toContain('"still here"');
  });

  test.each([
    ['A broken page', 500, '"Quote the number 4711"'],
    ['Too many requests', 429, '"Try in 30 s"'],
    ['A teapot', 418, '"short and stout"'],
    ['Only by form', 405, '"Only by form"'],
  ])('say their status and can be read: %s', async (link, status, words) => {
    expect(JSON.stringify(await on.hands.click(link))).toContain(`answered ${status}`);
    expect(await on.text()).toContain(words);
    await isWell();
  });

  test('cut off in the middle are read as far as they came', async () => {
    await on.hands.click('A page that is cut off');
    expect(await on.text()).toContain('heading 1 "Cut off"');
    await isWell();
  });

  test('by form are reached by the form', async () => {
    expect(await on.hands.click('Send the form')).toMatchObject({ ok: true, effect: 'navigated' });
    expect(await on.text()).toContain('heading 1 "Form taken"');
  });

  test('for a mail program do nothing', async () => {
    const outcome = await on.hands.click('Mail Mira');
    if (outcome.ok) expect(outcome.effect).toBe('none');
    expect(await on.text()).toContain('"still here"');
    await isWell();
  });

  test('of bare data and bare pictures are shown', async () => {
    await on.hands.click('Bare data');
    expect(await on.text()).toContain('kettle');
    await on.visit('files/replies');
    expect(await on.hands.click('A bare picture')).toMatchObject({ ok: true, effect: 'navigated' });
    await on.hands.look();
    await isWell();
  });
});
