/** Pages too large to be shown whole, and pages read and kept as they are. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from './open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('large pages', () => {
  test('a page of 10,000 links answers within 2 s, in the budget, and says what is folded', async () => {
    const links = Array.from({ length: 10_000 }, (_, n) => `<li><a href="/l${n}">Link number ${n}</a></li>`).join('');
    const observation = await hands.visit(hands.site.show('/links', `<h1>Many</h1><ul>${links}</ul><p>the end</p>`));
    expect(observation.ms).toBeLessThan(2_000);
    expect(observation.text.length).toBeLessThanOrEqual(12_200);
    expect(observation.text).toMatch(/… \[x1\] \d+ controls.* folded/);
    expect(observation.text).toContain('heading 1 "Many"');
    expect(observation.targets.size).toBeGreaterThan(500);
  });

  test('what is in view comes before what is below it', async () => {
    const below = Array.from({ length: 2_000 }, (_, n) => `<a href="/${n}">Below ${n}</a><br>`).join('');
    const { text } = await hands.visit(
      hands.site.show('/view', `<p>First words</p><div style="height:2000px"></div>${below}`),
    );
    expect(text).toContain('"First words"');
    expect(text.length).toBeLessThanOrEqual(12_200);
  });
});

test('the fingerprint stays while nothing that a person would notice changes', async () => {
  const url = hands.site.show(
    '/print',
    `<button onclick="out.textContent += '!'">More</button><button>Idle</button><p id="out">hi</p>`,
  );
  const first = await hands.visit(url);
  await hands.click('Idle');
  expect((await hands.look()).fingerprint).toBe(first.fingerprint);
  await hands.click('More');
  expect((await hands.look()).fingerprint).not.toBe(first.fingerprint);
});

describe('reading and keeping a page', () => {
  test('the text for extraction has headings, lists, pipe tables and links', async () => {
    await hands.visit(
      hands.site.show(
        '/read',
        `<h1>Rivers</h1><ul><li>one<li>two</ul><p>See <a href="/more">more</a>.</p>
        <table><tr><th>Name<th>Km<tr><td>Nile<td>6650</table>`,
      ),
    );
    const read = await hands.browser.page.readText();
    if (!read.ok) throw new Error(read.detail);
    const { markdown, cut } = read;
    expect(cut).toBe(false);
    expect(markdown).toContain('# Rivers');
    expect(markdown).toContain('- one\n- two');
    expect(markdown).toContain(`[more](${hands.site.url}/more)`);
    expect(markdown).toContain('| Name | Km |\n| --- | --- |\n| Nile | 6650 |');
  });

  test('pictures are JPEG, at most 300 KB', async () => {
    const noise = Array.from(
      { length: 4_000 },
      (_, n) => `<b style="color:hsl(${n * 47} 90% 40%)">${n * 7919} </b>`,
    ).join('');
    await hands.visit(hands.site.show('/picture', `<h1>Picture</h1>${noise.repeat(6)}`));
    for (const fullPage of [false, true]) {
      const { bytes, mediaType } = await hands.browser.page.screenshot({ fullPage });
      expect(mediaType).toBe('image/jpeg');
      expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
      expect(bytes.byteLength).toBeLessThanOrEqual(300_000);
    }
  });

  test('a copy has the HTML as it stands and the whole page as MHTML', async () => {
    await hands.visit(hands.site.show('/keep', `<!doctype html><p id="a"></p><script>a.textContent='drawn'</script>`));
    const { html, mhtml } = await hands.browser.page.capture();
    expect(html).toMatch(/^<!DOCTYPE html>.*drawn/s);
    expect(mhtml).toContain('multipart/related');
  });
});
