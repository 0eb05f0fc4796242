/** What an observation leaves out can be reached: by finding, unfolding and reading; and what is new stands out. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Excerpt } from '../../../lib/agent/page.ts';
import { costOf } from '../../../lib/browser/observe/cost.ts';
import type { Refusal } from '../../../lib/domain/errors.ts';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

function whole<T extends { readonly ok: true }>(answer: T | Refusal): T {
  if (!answer.ok) throw new Error(answer.detail);
  return answer;
}

const manyLinks = `<h1>Many</h1><h2>Far below</h2><div style="height:2000px"></div>
  ${Array.from({ length: 800 }, (_, index) => `<p><a href="/${index}">Link number ${index}</a> costs ${index} coins`).join('')}`;

describe('what was folded', () => {
  test('is unfolded in parts, each with refs that can be used', async () => {
    const { text } = await hands.show(manyLinks);
    const fold = /\[(x\d+)\] .*controls.* folded/.exec(text)?.[1] ?? '';
    const seen: string[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const part: Excerpt = whole(await hands.browser.page.expand(fold, from));
      expect(costOf(part.text)).toBeLessThan(2_600);
      seen.push(part.text);
      expect([...part.targets.keys()].every(ref => part.text.includes(`[${ref}]`))).toBe(true);
      from = part.next;
    }
    expect(seen.join('\n')).toContain('link "Link number 799"');
    expect(await hands.browser.page.expand('x99', 0)).toMatchObject({ ok: false, code: 'page.ref-unknown' });
  });

  test('is found by its words, with the heading it stands under', async () => {
    await hands.show(manyLinks);
    const found = whole(await hands.browser.page.find('link NUMBER  731'));
    expect(found.text).toMatch(/heading 2 "Far below"/);
    const [ref] = [...found.targets.values()]
      .filter(target => target.name === 'Link number 731')
      .map(({ ref: r }) => r);
    expect(found.text).toContain(`[${ref}] link "Link number 731"`);
    expect(await hands.act({ kind: 'click', ref: ref ?? '' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('404'),
    });
    expect(whole(await hands.browser.page.find('no such words')).lines).toBe(0);
  });

  test('has the options of a long list', async () => {
    const options = Array.from({ length: 300 }, (_, index) => `<option>Country ${index}</option>`).join('');
    const { text } = await hands.show(`<label>Land <select>${options}</select></label>`);
    expect(text).toContain('… 288 more');
    expect(whole(await hands.browser.page.find('country 250')).text).toContain('also options: "Country 250"');
    const read = whole(await hands.browser.page.readText(hands.refOf('Land')));
    expect(read.markdown).toContain('- Country 0 (chosen)\n- Country 1\n');
    expect(read.markdown).toContain('- Country 299');
  });

  test('a long text is clipped, and read whole by its element', async () => {
    const words = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ');
    const { text } = await hands.show(`<article tabindex="0" aria-label="Story"><p>${words}</p></article>`);
    expect(text).not.toContain('word299');
    expect(whole(await hands.browser.page.readText(hands.refOf('Story'))).markdown).toContain('word299');
  });
});

test('marks what an act has brought, and nothing on a page that is new as a whole', async () => {
  const first = await hands.show(`<h1>List</h1><p>a<p>b<p>c<p>d<button onclick="
    this.insertAdjacentHTML('afterend', '<p>Added</p><button>Undo</button>')">Add</button>`);
  expect(first.text).not.toMatch(/^\s*\+ /m);
  await hands.click('Add');
  const second = await hands.look();
  expect(second.text.match(/^\s*\+ .*$/gm)).toEqual([
    '+ "Added"',
    expect.stringMatching(/^\+ \[e\d+\] button "Undo"$/),
  ]);
  expect((await hands.look()).text).not.toMatch(/^\s*\+ /m);
});

describe('boxes that scroll', () => {
  test('have a ref and a place, and what they hide is not in view', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, index) => `<button style="display:block;height:30px">Row ${index}</button>`,
    );
    const { text } = await hands.show(
      `<div aria-label="Rows" style="height:150px;width:300px;overflow:auto">${rows.join('')}</div><button>After</button>`,
    );
    expect(text).toMatch(/\[e\d+\] box "Rows" scrolls 0 of \d+ px:/);
    expect(text).not.toContain('covered');
    const ref = /\[(e\d+)\] box "Rows"/.exec(text)?.[1] ?? '';
    expect(await hands.act({ kind: 'scroll', to: 'down', ref })).toMatchObject({ ok: true, effect: 'changed' });
    expect((await hands.look()).text).not.toMatch(/box "Rows" scrolls 0 of/);
    expect(await hands.click('Row 59')).toMatchObject({ ok: true });
  });
});

describe('pages without end', () => {
  test('one of 1.2 million nodes answers within 2 s, and what is far in it is found', async () => {
    // A quarter of them shown: laying out more takes Chromium longer than looking at it.
    const { ms, text } = await hands.show(`<h1>Huge</h1><main></main><script>
      for (const hidden of [true, true, true, false]) {
        const list = document.createElement('div');
        list.hidden = hidden;
        for (let index = 0; index < 100000; index++) {
          const item = document.createElement('p');
          const mark = document.createElement('b');
          mark.append('item ' + index); item.append(mark); list.append(item);
        }
        document.querySelector('main').append(list);
      }</script>`);
    expect(ms).toBeLessThan(2_000);
    expect(text).toContain('heading 1 "Huge"');
    expect(text).toContain('"item 1"');
    expect(text).toContain('too large to be read whole');
    expect(whole(await hands.browser.page.find('item 60007')).text).toContain('item 60007');
  }, 40_000);

  test('one that grows for ever answers within 2 s', async () => {
    const { ms, text } = await hands.show(`<h1>Endless</h1><script>
      setInterval(() => { for (let i = 0; i < 50; i++) document.body.append(Object.assign(document.createElement('p'), { textContent: 'more' })) }, 5);
    </script>`);
    expect(ms).toBeLessThan(2_000);
    expect(text).toContain('heading 1 "Endless"');
  });
});

describe('a stale ref', () => {
  test('says what the element is now, also where it changed since the last look', async () => {
    await hands.show(`<button onclick="this.textContent = 'Sold out'">Buy</button>`);
    const ref = hands.refOf('Buy');
    await hands.click('Buy');
    const again = await hands.act({ kind: 'click', ref });
    expect(again).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(again).toMatchObject({ detail: expect.stringMatching(/It is \[e\d+\] button "Sold out" now\.$/) });
  });

  test('says where the same role and name are now', async () => {
    await hands.show(`<div id="list"><button>Keep</button><button>Keep</button></div>
      <button onclick="list.innerHTML = '<p>moved</p><button>Keep</button>'">Redraw</button>`);
    const ref = hands.refOf('Keep');
    await hands.click('Redraw');
    const again = await hands.act({ kind: 'click', ref });
    expect(again).toMatchObject({ ok: false, code: 'page.ref-stale' });
    expect(again).toMatchObject({
      detail: expect.stringMatching(/has left the page\. The same role and name has \[e\d+\] button "Keep"\.$/),
    });
  });
});
