/** The page as people see it live, and their hands on it: nothing secret in a picture, nothing typed in the words, and the consent's sites hold. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hands, LivePage, LivePicture } from '../../lib/browser/live-page.ts';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { refusal } from '../../lib/domain/errors.ts';
import { MAX_IMAGE_BYTES } from '../../lib/domain/live-frame.ts';
import type { PersonInput } from '../../lib/domain/person-input.ts';
import { type BarePage, openBarePage } from './open-bare-page.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';
import { type Pixels, readPixels } from './read-pixels.ts';

const COLOURS = { secret: [255, 0, 255], plain: [0, 255, 0], hidden: [59, 66, 82] } as const;
const SECRET = 'style="background:#f0f;color:#f0f;border:0;width:200px;height:40px;font:20px sans-serif"';
const PLAIN = 'style="background:#0f0;border:0;width:200px;height:40px"';
const AT = (top: number): string => `style="position:absolute;left:20px;top:${top}px;width:200px;height:30px"`;

let site: TestSite;
let other: TestSite;
let browser: OpenBrowser;
let reader: BarePage;
let live: LivePage;

beforeAll(async () => {
  [site, other] = await Promise.all([openSite(), openSite()]);
  browser = await openTestBrowser({
    allowHosts: [site.host, other.host],
    mayNavigate: url =>
      url.startsWith(site.url) ? undefined : refusal('scope.site-outside', 'It is not on a consented site.'),
  });
  reader = await openBarePage([]);
  if (browser.live === undefined) throw new Error('The browser has no live page.');
  live = browser.live;
}, 60_000);

afterAll(async () => {
  await Promise.all([browser?.close(), reader?.close(), site?.close(), other?.close()]);
});

const visit = (path: string, body: string) => handsOn(browser).visit(site.show(path, `<!doctype html>${body}`));

async function frame(texts: readonly string[] = []): Promise<LivePicture> {
  const picture = await live.frame(texts);
  if (picture === undefined) throw new Error('There was no picture.');
  return picture;
}
const bytesOf = ({ image }: LivePicture): Buffer => Buffer.from(image, 'base64');
const read = (picture: LivePicture): Promise<Pixels> => readPixels(reader.page, bytesOf(picture), COLOURS);

describe('a live picture', () => {
  test('of a page without secrets is as Chromium made it, of the view, and the same twice', async () => {
    await visit('/plain', `<title>Plain</title><div ${PLAIN}></div>`);
    const picture = await frame();
    expect(picture).toMatchObject({ url: `${site.url}/plain`, title: 'Plain', width: 1_280, height: 900 });
    expect((await read(picture)).of.plain?.count).toBeGreaterThan(5_000);
    expect((await frame()).image).toBe(picture.image);
  });

  test.each([
    ['a password', `<input type=password value=hunter2secret ${SECRET}><div ${PLAIN}></div>`, []],
    [
      'a secret that the page repeats',
      `<p><span ${SECRET}>hunter2secret</span></p><div ${PLAIN}></div>`,
      ['hunter2secret'],
    ],
  ])('does not show %s', async (_, body, texts) => {
    await visit('/secret', body);
    const { of } = await read(await frame(texts));
    expect(of.secret?.count).toBe(0);
    expect(of.hidden?.count).toBeGreaterThan(300);
    expect(of.plain?.count).toBeGreaterThan(3_000);
  });

  test('of a page that is all noise still fits into a message', async () => {
    const noise = `<canvas id=c width=1280 height=900></canvas><script>
      const x = c.getContext('2d'), d = x.createImageData(1280, 900);
      for (let i = 0; i < d.data.length; i++) d.data[i] = i % 4 === 3 ? 255 : (i * 7919 * (i % 89)) % 256;
      x.putImageData(d, 0, 0);</script>`;
    await visit('/noise', `<style>body{margin:0}</style>${noise}`);
    expect(bytesOf(await frame()).length).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
  });

  test('is none behind a dialog, and none while another is taken', async () => {
    await visit('/two', `<div ${PLAIN}></div>`);
    const [one, two] = await Promise.all([live.frame([]), live.frame([])]);
    expect([one, two].filter(picture => picture === undefined)).toHaveLength(1);
    const [picture, shot] = await Promise.all([live.frame([]), browser.page.screenshot({ fullPage: false })]);
    expect(picture?.image.length).toBeGreaterThan(0);
    expect(shot.bytes.length).toBeGreaterThan(0);
  });
});

describe("a person's hands", () => {
  const signal = AbortSignal.timeout(120_000);
  const doAll = async (hands: Hands, ...inputs: readonly PersonInput[]): Promise<void> => {
    for (const input of inputs) await hands.do(input, signal);
  };
  const click = (x: number, y: number): PersonInput[] => [
    { kind: 'move', x, y },
    { kind: 'down', x, y, button: 'left' },
    { kind: 'up', x, y, button: 'left' },
  ];
  const look = async (): Promise<string> => (await browser.page.observe()).text;

  test('click, type and press, and are told without what was typed', async () => {
    site.show('/next', '<title>Next</title><h1>Kettles</h1>');
    await visit(
      '/form',
      `<label ${AT(20)}>Name <input id=n></label><a href=/next ${AT(80)}>Kettles</a>
       <div contenteditable ${AT(140)} aria-label=Notes></div><p ${AT(200)} id=echo></p>
       <button ${AT(260)}>hello</button>
       <script>n.oninput = () => { document.querySelector('button').textContent = 'Hello ' + n.value; }</script>`,
    );
    const hands = live.hands();
    await doAll(hands, ...click(100, 35), { kind: 'text', text: 'Jane ' }, { kind: 'text', text: 'Doe' });
    await doAll(hands, { kind: 'key', key: 'a' }, { kind: 'key', key: 'Backspace' });
    expect(await look()).toContain('"Jane Doe"');
    await doAll(hands, ...click(60, 150), { kind: 'text', text: 'my private words' }, ...click(60, 275));
    expect(await look()).toContain('my private words');
    await doAll(hands, { kind: 'wheel', x: 50, y: 50, dx: 0, dy: 200 }, ...click(40, 90));
    await hands.rest(signal);
    expect(await look()).toContain('"Next"');
    await doAll(hands, { kind: 'back' });
    const acts = hands.takeActs();
    expect(acts).toEqual([
      'clicked textbox "Name"',
      'typed 9 characters into textbox "Name"',
      'pressed Backspace',
      'clicked textbox "Notes"',
      'typed 16 characters into textbox "Notes"',
      'clicked button "Hello …"',
      'scrolled',
      'clicked link "Kettles"',
      'went back',
    ]);
    expect(acts.join()).not.toMatch(/jane|doe|private/i);
  });

  test('reach into a frame, drag, and click twice', async () => {
    site.show('/inner', `<style>body{margin:0}</style><button style="width:120px;height:40px">Inner</button>`);
    await visit(
      '/outer',
      `<iframe src=/inner style="position:absolute;left:100px;top:100px;width:300px;height:100px;border:0"></iframe>
       <button ${AT(20)} ondblclick="document.title='twice'">Double</button>
       <input type=range aria-label=Volume ${AT(300)} value=0>`,
    );
    const hands = live.hands();
    await doAll(hands, ...click(150, 120));
    await doAll(hands, ...click(60, 35), { kind: 'down', x: 60, y: 35, button: 'left', clicks: 2 });
    await doAll(hands, { kind: 'up', x: 60, y: 35, button: 'left', clicks: 2 });
    await doAll(hands, { kind: 'down', x: 30, y: 315, button: 'left' }, { kind: 'move', x: 150, y: 315 });
    await doAll(hands, { kind: 'up', x: 180, y: 315, button: 'left' });
    expect(hands.takeActs()).toEqual([
      'clicked button "Inner"',
      'clicked button "Double"',
      'double-clicked button "Double"',
      'dragged slider "Volume"',
    ]);
    const text = await look();
    expect(text).toContain('title "twice"');
    expect(text).toMatch(/slider "Volume" = "(?!0")/);
  });

  test('do not leave the consented sites, by an address or by a link', async () => {
    const outside = other.show('/out', 'Outside');
    await visit('/in', `<title>In</title><a href="${outside}" ${AT(20)}>Leave</a>`);
    const hands = live.hands();
    await doAll(hands, { kind: 'navigate', url: outside }, ...click(60, 35));
    await hands.rest(signal);
    expect(await look()).toContain('title "In"');
    expect(hands.takeActs()).toEqual([
      'was kept from leaving: "It is not on a consented site."',
      'clicked link "Leave"',
      'was kept from leaving: "It is not on a consented site."',
    ]);
    expect(other.hits).toEqual([]);
    await doAll(hands, { kind: 'navigate', url: `${site.url}/plain` });
    expect(hands.takeActs()).toEqual([`went to ${site.url}/plain`]);
  });

  test('answer what the page asks, and nothing else reaches it meanwhile', async () => {
    await visit('/ask', `<button ${AT(20)} onclick="document.title = confirm('Delete it?')">Ask</button>`);
    const hands = live.hands();
    await doAll(hands, ...click(60, 35));
    expect(await live.frame([])).toBeUndefined();
    await doAll(hands, { kind: 'text', text: 'x' }, { kind: 'key', key: 'Enter' });
    await expect
      .poll(async () => (await live.frame([]).catch(() => undefined))?.title, { timeout: 10_000 })
      .toBe('true');
    expect(hands.takeActs()).toEqual([
      'clicked button "Ask"',
      'the page asks "Delete it?": Enter says yes, Escape says no',
      'said yes to what the page asked',
    ]);
  });

  test('use the tab that their click opened, and come back from it', async () => {
    await visit('/tabs', `<title>First</title><a href=/plain target=_blank ${AT(20)}>New</a>`);
    const hands = live.hands();
    await doAll(hands, ...click(40, 30));
    await hands.rest(signal);
    await expect
      .poll(async () => (await live.frame([]).catch(() => undefined))?.title, { timeout: 10_000 })
      .toBe('Plain');
    await doAll(hands, { kind: 'back' });
    await expect
      .poll(async () => (await live.frame([]).catch(() => undefined))?.title, { timeout: 10_000 })
      .toBe('First');
    expect(hands.takeActs()).toEqual(['clicked link "New"', 'closed the tab']);
  });
});
