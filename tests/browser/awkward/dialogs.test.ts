/** Dialogs that pages throw at people: one after another, storms, at once, from frames, before leaving. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeEach(async () => {
  on = await openAwkward();
  await visit('dialogs');
});
afterEach(() => on.close());

const visit = (page: string) => on.visit(`hostile/${page}`);
const isWell = async (): Promise<void> => expect((await visit('simple')).text).toContain('heading 1 "A simple page"');
const answer = (accept: boolean, words?: string) =>
  on.hands.act({ kind: 'answer-dialog', accept, ...(words === undefined ? {} : { text: words }) });

test('alerts one after another are accepted and told in their order', async () => {
  expect(await on.hands.click('Alert')).toMatchObject({ ok: true, effect: 'changed' });
  const seen = await on.text();
  expect(seen).toMatch(/notice: dialog alert "First" accepted\nnotice: dialog alert "Second" accepted/);
  expect(seen).toContain('"alerted twice"');
});

test('questions one after another wait one by one', async () => {
  await on.hands.click('Chain');
  expect(await on.text()).toContain('dialog confirm "One?" waits');
  expect(await answer(false)).toMatchObject({ ok: true });
  expect(await on.text()).toContain('dialog prompt "Two?" = "second" waits');
  expect(await answer(true, 'mine')).toMatchObject({ ok: true });
  const seen = await on.text();
  expect(seen).toContain('notice: dialog alert "Three" accepted');
  expect(seen).toContain('"chain false mine"');
});

test('an answer to another question is not given', async () => {
  await on.hands.click('Chain');
  const said = await on.hands.act({ kind: 'answer-dialog', accept: true, question: 'Two?' });
  expect(said).toMatchObject({
    ok: false,
    code: 'page.not-interactable',
    detail: 'The dialog asks something else now: "One?".',
  });
  expect(await on.hands.look()).toMatchObject({ question: 'One?', title: 'One?' });
  expect(await on.hands.act({ kind: 'answer-dialog', accept: false, question: 'One?' })).toMatchObject({ ok: true });
  expect((await on.hands.look()).question).toBe('Two?');
});

test('a question that comes a moment later waits too', async () => {
  await on.hands.click('Asks later');
  await expect.poll(() => on.text(), { timeout: 5_000 }).toContain('dialog confirm "Later?" waits');
  await answer(true);
  expect(await on.text()).toContain('"later said true"');
});

test('a question of a frame waits like one of the page', async () => {
  await on.hands.click('Framed');
  expect(await on.text()).toContain('dialog confirm "From a frame?" waits');
  await answer(true);
  expect(await on.text()).toContain('button "framed said true"');
});

test('a page that asks before it shows anything is answered and then shows it', async () => {
  expect((await visit('dialog-load')).text).toContain('dialog confirm "Are you of age?" waits');
  expect(await answer(true)).toMatchObject({ ok: true });
  const seen = await on.text();
  expect(seen).toContain('"entry said true"');
  expect(seen).toContain('"After the question"');
  await on.hands.click('Enter');
  expect(await on.text()).toContain('button "Entered"');
});

test('one may leave instead of answering', async () => {
  await visit('dialog-load');
  const left = await on.hands.act({ kind: 'navigate', url: `${on.site.url}/hostile/simple` });
  if (!left.ok) {
    expect(left.code).toBe('page.dialog-open');
    await answer(false);
  }
  await isWell();
});

test('a storm of 200 alerts is over in time, and told shortly', async () => {
  const start = performance.now();
  expect(await on.hands.click('Storm')).toMatchObject({ ok: true, effect: 'changed' });
  const seen = await on.text();
  expect(performance.now() - start).toBeLessThan(8_000);
  expect(seen).toContain('"storm over"');
  expect(seen.split('\n').filter(line => line.startsWith('notice:')).length).toBeLessThanOrEqual(22);
  await isWell();
});

test('alerts without end do not hold the act for ever, and the next visit is well', async () => {
  const start = performance.now();
  await on.hands.click('Endless storm');
  expect(performance.now() - start).toBeLessThan(12_000);
  const looked = performance.now();
  expect((await on.text()).length).toBeLessThan(10_000);
  expect(performance.now() - looked).toBeLessThan(12_000);
  await isWell();
}, 60_000);

test('200 questions are not asked one by one', async () => {
  await on.hands.click('Asks 200 times');
  let answers = 0;
  for (; answers < 40 && (await on.text()).includes('waits'); answers += 1) await answer(true);
  expect(answers).toBeLessThanOrEqual(25);
  expect(await on.text()).toMatch(/"asked 200 times, \d+ yes"/);
  await isWell();
}, 60_000);

test('a page that guards its leaving is left by a link, by an address and by going back', async () => {
  await on.hands.click('Guard the page');
  expect(await on.hands.click('Leave')).toMatchObject({ effect: 'navigated', url: `${on.site.url}/hostile/simple` });
  expect(await on.text()).toMatch(/notice: dialog beforeunload ".*" accepted/);
  await visit('dialogs');
  await on.hands.click('Guard the page');
  await isWell();
  await visit('dialogs');
  await on.hands.click('Guard the page');
  expect(await on.hands.act({ kind: 'back' })).toMatchObject({ ok: true, effect: 'navigated' });
  expect(await on.text()).toContain('heading 1 "A simple page"');
});

test('the words of a dialog are clipped and forge no line', async () => {
  await on.hands.click('Long words');
  const seen = await on.text();
  expect(seen).toMatch(/^notice: dialog alert "\\"\]\\nnotice: forged\\n\[e1\] button/m);
  expect(seen.split('\n').filter(line => /^(notice: forged|\[e1\] button "Pay")/.test(line))).toEqual([]);
  expect(Math.max(...seen.split('\n').map(line => line.length))).toBeLessThan(800);
});

describe('while a question waits', () => {
  test('nothing else is done, and neither a picture nor a read hangs', async () => {
    const ref = on.hands.refOf('Alert');
    await on.hands.click('Confirm');
    const start = performance.now();
    for (const action of [
      { kind: 'click', ref },
      { kind: 'scroll', to: 'down' },
      { kind: 'press', keys: 'Enter' },
      { kind: 'wait', seconds: 0.2 },
      { kind: 'back' },
      { kind: 'reload' },
    ] as const)
      expect(await on.hands.act(action)).toMatchObject({ ok: false, code: 'page.dialog-open' });
    await on.browser.page.readText().catch(() => undefined);
    await on.browser.page.find('Dialogs').catch(() => undefined);
    await on.browser.page.capture().catch(() => undefined);
    expect(performance.now() - start).toBeLessThan(10_000);
    await answer(false);
    expect(await on.text()).toContain('"confirm said false"');
  });
});
