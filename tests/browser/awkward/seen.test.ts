/** What a person sees is listed and nothing else: by style, by state, and by listeners as the only sign. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Awkward, openAwkward } from './open-awkward.ts';

let on: Awkward;

beforeAll(async () => {
  on = await openAwkward();
});
afterAll(() => on.close());

const visit = (page: string) => on.visit(`structure/${page}`);

describe('what a style hides', () => {
  test.each([
    'Hidden words',
    'Hidden button',
    'Words until found',
    'Words of hidden content',
    'Button of hidden content',
    'Words of no display',
    'Transparent words',
    'Clipped words',
    'Far away button',
    'Words in a closed accordion',
    'Button in a closed accordion',
  ])('is not listed: %s', async words => {
    expect((await visit('visibility')).text).not.toContain(words);
  });

  test.each([
    '"Words in contents."',
    'button "Button in contents"',
    'link "the contents link"',
    'button "Button brought back"',
    'file "Photo"',
    '"Inert words"',
    'button "Inert button" (inert)',
    'checkbox "Legend stays enabled"',
    'textbox "Disabled field" (disabled)',
    'button "Disabled button" (disabled)',
    'heading 2 "Lazy section two"',
    'button "Lazy button two"',
  ])('is no more than that: %s', async line => {
    expect((await visit('visibility')).text).toContain(line);
  });

  test.each(['Button in contents', 'Button brought back', 'Lazy button one', 'Lazy button two'])(
    'does not hinder a click on %s',
    async name => {
      await visit('visibility');
      expect(await on.hands.click(name)).toMatchObject({ ok: true, effect: 'changed' });
      expect(await on.text()).toContain(`"pressed ${name}"`);
    },
  );

  test.each(['Inert button', 'Disabled button'])('or switches off is not clicked: %s', async name => {
    await visit('visibility');
    expect(await on.hands.click(name)).toMatchObject({ ok: false });
    expect(await on.text()).toContain('"nothing yet');
  });

  test('a box in the legend of a disabled group is ticked', async () => {
    await visit('visibility');
    const ref = on.hands.refOf('Legend stays enabled');
    expect(await on.hands.act({ kind: 'tick', ref, on: true })).toMatchObject({ ok: true });
    expect(await on.text()).toContain('"legend true');
  });
});

describe('listeners as the only sign', () => {
  test.each([
    ['Bare words that listen', 'bare pressed'],
    ['Banana', 'fruit b'],
    ['Medium', 'size Medium'],
    ['React card', 'react pressed'],
    ['Svelte card', 'svelte pressed'],
    ['jQuery line', 'jquery pressed'],
    ['Heard in the capture phase', 'captured'],
    ['Heard as touch and pointer', 'pointer down'],
    ['Row two 20', 'row 20'],
  ])('make %s something to click', async (name, said) => {
    expect((await visit('listeners')).text).toContain(`clickable "${name}"`);
    expect(await on.hands.click(name)).toMatchObject({ ok: true, effect: 'changed' });
    expect(await on.text()).toContain(`"${said}"`);
  });

  test('are found on a wordless box too, and not where nobody listens', async () => {
    const { targets, text: seen } = await visit('listeners');
    expect(seen).not.toMatch(/clickable "Words that nobody/);
    expect(seen).not.toMatch(/clickable "React still"/);
    const icon = [...targets.values()].find(target => target.name === '');
    await on.hands.act({ kind: 'click', ref: icon?.ref ?? '' });
    expect(await on.text()).toContain('"icon pressed"');
  });
});
