/** Frames as sites use them: near, far, written in place, sandboxed, turned, in closed roots, in one another, and framesets. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../../lib/agent/page.ts';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

const visit = (page: string): Promise<Observation> => on.visit(`structure/${page}`);
const within = (who: string, name: string) => `${name} ${who}`;

describe('frames', () => {
  test('are read in their place, each under its name; a hidden one is not', async () => {
    const seen = (await visit('frames')).text;
    for (const who of ['near', 'far', 'sandboxed', 'enclosed', 'turned'])
      expect(seen).toMatch(
        new RegExp(`iframe "${who}":\n  "This is ${who}"\n  \\[f\\d+e\\d+\\] button "Press ${who}"`),
      );
    expect(seen).toMatch(/iframe "written":\n {2}"Written in place"/);
    expect(seen).toContain('      iframe "level 4":\n        "This is the deepest"');
    expect(seen).not.toContain('invisible');
    expect(seen).not.toContain('were not read');
  });

  test.each(['near', 'far', 'sandboxed', 'enclosed', 'turned', 'the deepest'])('are acted in: %s', async who => {
    await visit('frames');
    expect(await on.hands.fill(within(who, 'Note for'), 'hello')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.hands.click(within(who, 'Press'))).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain(`"${who} pressed with hello"`);
  });

  test('written in place are acted in', async () => {
    await visit('frames');
    await on.hands.click('Press written');
    expect(await on.text()).toContain('button "Written done"');
  });

  test('go elsewhere by a link in them, and the page around stays', async () => {
    const { targets, url } = await visit('frame-of?src=/structure/inner?who=mover');
    const follow = [...targets.values()].find(target => target.name === 'Follow');
    const old = on.hands.refOf('Press mover');
    expect(await on.hands.act({ kind: 'click', ref: follow?.ref ?? '' })).toMatchObject({
      ok: true,
      effect: 'changed',
    });
    expect(await on.hands.act({ kind: 'wait', text: 'This is followed', seconds: 3 })).toMatchObject({ ok: true });
    const after = await on.hands.look();
    expect(after.url).toBe(url);
    expect(after.text).toContain('button "Press followed"');
    expect(await on.hands.act({ kind: 'click', ref: old })).toMatchObject({ ok: false, code: 'page.ref-stale' });
  });

  test('move the whole tab by a link to the top', async () => {
    await visit('frame-of?src=/structure/inner?who=mover');
    expect(await on.hands.click('Leave the frame')).toMatchObject({
      effect: 'navigated',
      url: `${on.site.url}/structure/inner?who=top`,
    });
    expect(await on.text()).toContain('"This is top"');
  });

  test('are searched, read and waited in, the far ones too', async () => {
    await visit('frames');
    expect(await on.browser.page.find('This is the deepest')).toMatchObject({
      text: expect.stringContaining('"This is the deepest"'),
    });
    expect(await on.hands.act({ kind: 'wait', text: 'This is far', seconds: 2 })).toMatchObject({ ok: true });
    const read = await on.browser.page.readText();
    for (const who of ['near', 'far', 'enclosed', 'the deepest'])
      expect(read).toMatchObject({ markdown: expect.stringContaining(`This is ${who}`) });
  });

  test('of a site that cannot be reached leave the rest readable', async () => {
    const { text: seen, ms } = await visit('frame-of?src=http://127.0.0.1:9/nothing');
    expect(seen).toContain('button "Outer"');
    expect(ms).toBeLessThan(2_000);
  });

  test('that never load do not hold the look or the act', async () => {
    const start = performance.now();
    const { text: seen } = await visit('frame-of?src=/files/silent');
    expect(seen).toContain('button "Outer"');
    expect(await on.hands.click('Outer')).toMatchObject({ ok: true, effect: 'changed' });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('a frameset', () => {
  test('is read frame by frame, by their names', async () => {
    const seen = (await visit('frameset')).text;
    expect(seen).toMatch(/"menu":\n {2}heading 2 "Menu"/);
    expect(seen).toMatch(/"body":\n {2}"This is start"/);
    expect(seen).not.toContain('no frames');
  });

  test('shows in one frame what is chosen in the other', async () => {
    await visit('frameset');
    expect(await on.hands.click('Opening hours')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain('"This is opening hours"');
    await on.hands.click('Press opening hours');
    expect(await on.text()).toContain('"opening hours pressed with no note"');
  });
});

describe('a frame of another site', () => {
  let far: Awkward;

  beforeEach(async () => {
    far = await openAwkward({ farName: 'frames.test' });
  });
  afterEach(() => far?.close());

  const frameOf = (page: string): string =>
    `structure/frame-of?src=${encodeURIComponent(`http://${far.farHost}/hostile/${page}`)}`;

  test('that hangs leaves the page around readable and usable, and the next visit well', async () => {
    const start = performance.now();
    expect((await far.visit(frameOf('hung-frame?now'))).text).toContain('button "Outer"');
    const asked = () => far.site.requests.map(({ path }) => path);
    await expect.poll(asked, { timeout: 5_000, interval: 5 }).toContain('/hostile/simple?hangs');
    expect(await far.hands.click('Outer')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await far.text()).toContain('button "Outer pressed"');
    expect(performance.now() - start).toBeLessThan(15_000);
    expect((await far.visit('hostile/simple')).text).toContain('heading 1 "A simple page"');
  });

  test('that is hung by a click gives a clear error, and the next visit is well', async () => {
    await far.visit(frameOf('hung-frame'));
    const start = performance.now();
    const outcome = await far.hands.click('Hang the frame');
    if (!outcome.ok) expect(outcome.code).toBe('page.outcome-unknown');
    expect(performance.now() - start).toBeLessThan(12_000);
    expect(await far.text()).toContain('button "Outer"');
    expect((await far.visit('hostile/simple')).text).toContain('heading 1 "A simple page"');
  });
});
