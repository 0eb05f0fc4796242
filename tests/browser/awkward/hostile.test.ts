/** Pages that mean harm: each act and each look ends in time with a clear word, and the browser is well afterwards. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../lib/domain/events.ts';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeEach(async () => {
  on = await openAwkward();
});
afterEach(() => on.close());

/** An act may take its time to find that a page is hung; a look is what the model waits for each turn. */
const ACT_MS = 14_000;
const LOOK_MS = 9_000;

async function timed<T>(ms: number, call: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await call();
  expect(performance.now() - start).toBeLessThan(ms);
  return answer;
}

const visit = async (page: string): Promise<string> => {
  const url = `${on.site.url}/hostile/${page}`;
  await timed(ACT_MS, () => on.hands.act({ kind: 'navigate', url }));
  return look();
};
const look = async (): Promise<string> => (await timed(LOOK_MS, () => on.hands.look())).text;
const click = (name: string): Promise<Outcome> => timed(ACT_MS, () => on.hands.click(name));
const isWell = async (): Promise<void> => {
  expect(await visit('simple')).toContain('heading 1 "A simple page"');
  expect(await click('Press')).toMatchObject({ ok: true, effect: 'changed' });
  expect(await look()).toContain('button "Pressed"');
};

describe('work without end', () => {
  test.each(['Loop', 'Microtasks', 'Regular expression', 'Sort for ever', 'Synchronous request'])(
    'of a click is stopped with a clear error: %s',
    async name => {
      await visit('endless');
      expect(await click(name)).toMatchObject({ ok: false, code: 'page.outcome-unknown' });
      await look();
      await isWell();
    },
    60_000,
  );

  test.each(['Every frame', 'In pieces', 'Worker', 'Reflow'])(
    'in parts leaves the page readable and lets one leave: %s',
    async name => {
      await visit('endless');
      const outcome = await click(name);
      if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(timeout|outcome-unknown)$/);
      expect(await look()).toMatch(/heading 1 "Endless work"|does not answer and was left/);
      await isWell();
    },
    60_000,
  );

  test('of a field is stopped with a clear error', async () => {
    await visit('endless');
    expect(await timed(ACT_MS, () => on.hands.fill('Trap', 'abc'))).toMatchObject({ ok: false, code: 'page.timeout' });
    await look();
    await isWell();
  }, 60_000);

  test.each(['loop', 'micro', 'frames', 'pieces'])(
    'of a page that opens is left in time: %s',
    async how => {
      expect(await visit(`endless-load?how=${how}`)).toMatch(
        /heading 1 "Endless at once"|does not answer and was left/,
      );
      await isWell();
    },
    60_000,
  );
});

describe('memory', () => {
  test.each(['Fill the heap', 'Fill it in steps', 'Huge canvas', 'Huge text'])(
    'that is filled costs the page at most: %s',
    async name => {
      await visit('memory');
      const outcome = await click(name);
      if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(timeout|outcome-unknown|crashed)$/);
      await look();
      await isWell();
    },
    60_000,
  );
});

describe('a document that explodes', () => {
  test.each([
    ['Wide', 'wide done'],
    ['Deep', 'deep done'],
    ['Grow for ever', 'growing'],
    ['Buttons', 'buttons done'],
    ['Words', 'words done'],
    ['Roots', 'roots done'],
  ])(
    'is read as far as it goes: %s',
    async (name, said) => {
      await visit('dom-bomb');
      const outcome = await click(name);
      if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(timeout|outcome-unknown)$/);
      const seen = await look();
      expect(seen).toContain('heading 1 "Bomb"');
      expect(seen).toContain(`"${said}"`);
      expect(seen.length).toBeLessThan(30_000);
      await isWell();
    },
    60_000,
  );

  test('so deep that Chromium itself crashes on it is left, and said so', async () => {
    await visit('dom-bomb');
    const outcome = await click('Deeper');
    if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(timeout|outcome-unknown|crashed)$/);
    expect(await look()).toMatch(/heading 1 "Bomb"|(crashed|does not answer) and was left/);
    await isWell();
  }, 60_000);

  test.each(['frames-5000', 'recursive'])(
    'into frames is read as far as it goes, and says what was left out: %s',
    async page => {
      const seen = await visit(page);
      expect(seen).toMatch(/^\[e\d+\] button "Press"$/m);
      expect(seen).toMatch(/notice: \d+ frames were not read/);
      await isWell();
    },
    60_000,
  );
});

test('a page that nests frames without end gets the first hundred', async () => {
  await visit('recursive');
  const frames = on.site.requests.filter(({ path }) => path.startsWith('/hostile/recursive?depth='));
  expect(frames).toHaveLength(100);
}, 60_000);

describe('a page that does not hold still', () => {
  test('storms its history: it is read, clicked and left', async () => {
    expect(await visit('push-storm')).toContain('heading 1 "Push storm"');
    expect(await click('Press')).toMatchObject({ ok: true });
    expect(await look()).toContain('"pressed in the storm"');
    await click('Burst');
    expect(await look()).toContain('"burst done"');
    await isWell();
  });

  test('replaces itself again and again: each look answers, and a click has a clear outcome', async () => {
    expect(await visit('replacing')).toContain('heading 1 "Replaces itself"');
    for (let turn = 0; turn < 3; turn += 1) {
      const outcome = await click('Press me if you can');
      if (!outcome.ok) expect(outcome.code).toMatch(/^page\.(ref-stale|timeout|not-interactable)$/);
      expect(await look()).toContain('heading 1 "Replaces itself"');
    }
    await isWell();
  });

  test('goes elsewhere all the time: it can be left at any moment', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await visit('restless');
      expect(await visit('simple')).toContain('heading 1 "A simple page"');
    }
    await isWell();
  }, 60_000);

  test('draws itself anew ten times a second: its button is pressed all the same', async () => {
    await visit('redrawing');
    expect(await click('Press me')).toMatchObject({ ok: true });
    expect(await look()).toContain('"pressed between two turns"');
  });

  test('steals the focus: what is typed lands in its field, or is told not to', async () => {
    await visit('focus-thief');
    const outcome = await timed(ACT_MS, () => on.hands.fill('Victim', 'mine'));
    const seen = await look();
    // Between two keys a page may take the focus: then a part goes astray, and that is told.
    const isWhole = seen.includes('textbox "Victim" = "mine"') && !/textbox "Thief" = /.test(seen);
    if (!isWhole) expect(JSON.stringify(outcome)).toMatch(/"ok":false|note/);
  });

  test.each([
    ['Resets', 'abc', /textbox "Resets"(?! = "abc")/],
    ['Swallows keys', 'abc', /textbox "Swallows keys"/],
    ['Shouts', 'abc', /textbox "Shouts" = "ABC"/],
    ['Runs away', 'abc', /textbox "Runs away"/],
    ['Only four', 'abcdefgh', /textbox "Only four" = "abcd"/],
  ])('fights its field, which is never told as filled where it is not: %s', async (name, value, after) => {
    await visit('field-fighter');
    const outcome = await timed(ACT_MS, () => on.hands.fill(name, value));
    const seen = await look();
    expect(seen).toMatch(after);
    const isThere = seen.includes(`textbox "${name}" = "${value}"`);
    if (!isThere) expect(JSON.stringify(outcome)).toMatch(/"ok":false|note/);
  });

  test('moves a shy button away from the pointer: it is pressed, or told not to be', async () => {
    await visit('field-fighter');
    const outcome = await click('Shy button');
    const isPressed = (await look()).includes('"shy pressed"');
    if (!isPressed) expect(outcome.ok && outcome.effect === 'changed' && outcome.note === undefined).toBe(false);
  });
});

/** While tabs come they become active, as a person would see. */
async function untilNoTabComes(): Promise<void> {
  let before = 0;
  const isSame = async (): Promise<boolean> => {
    const now = (await on.hands.look()).tabs.length;
    const same = now === before;
    before = now;
    return same;
  };
  await expect.poll(isSame, { interval: 400, timeout: 15_000 }).toBe(true);
}

describe('popups', () => {
  test.each(['Open fifty', 'Open a chain'])(
    'of a click are capped, told shortly and left: %s',
    async name => {
      await visit('popups');
      await click(name);
      const seen = await look();
      expect((await on.hands.look()).tabs.length).toBeLessThanOrEqual(8);
      expect(seen.split('\n').filter(line => line.startsWith('notice:')).length).toBeLessThanOrEqual(12);
      await untilNoTabComes();
      await isWell();
    },
    60_000,
  );

  test('of a page that opens, and more and more, are capped and left', async () => {
    const seen = await visit('popups-load');
    expect((await on.hands.look()).tabs.length).toBeLessThanOrEqual(8);
    expect(seen.split('\n').filter(line => line.startsWith('notice:')).length).toBeLessThanOrEqual(12);
    await untilNoTabComes();
    await isWell();
  }, 60_000);

  test('that shut at once leave the page active', async () => {
    await visit('popups');
    expect(await click('Open and shut')).toMatchObject({ ok: true });
    const seen = await look();
    expect(seen).toContain('heading 1 "Popups"');
    expect(seen).toContain('"opened and shut"');
  });

  test('that their opener writes are read, and close themselves', async () => {
    await visit('popups');
    await click('Open a written child');
    expect(await look()).toContain('heading 1 "Written child"');
    expect(await click('Child button')).toMatchObject({ ok: true });
    const seen = await look();
    expect(seen).toContain('heading 1 "Popups"');
    expect(seen).toContain('"child pressed"');
  });
});
