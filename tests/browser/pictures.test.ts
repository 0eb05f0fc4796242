/** Pictures as they leave the browser: nothing secret on them, marks where elements are, sized, and the page as it was. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withPicture } from '../../lib/agent/history.ts';
import type { Screenshot, ScreenshotOptions } from '../../lib/agent/page.ts';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { isErrandError } from '../../lib/domain/errors.ts';
import { type BarePage, openBarePage } from './open-bare-page.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';
import { type Pixels, readPixels } from './read-pixels.ts';

/** Magenta is what must not be seen, green what stands beside it and must. */
const COLOURS = {
  secret: [255, 0, 255],
  plain: [0, 255, 0],
  hidden: [59, 66, 82],
  firstMark: [194, 24, 91],
  secondMark: [21, 101, 192],
} as const;
const SECRET = 'style="background:#f0f;color:#f0f;border:0;width:200px;height:40px;font:20px sans-serif"';
const PLAIN = 'style="background:#0f0;border:0;width:200px;height:40px"';

let site: TestSite;
let other: TestSite;
let browser: OpenBrowser;
let reader: BarePage;

beforeAll(async () => {
  [site, other] = await Promise.all([openSite(), openSite()]);
  const elsewhere = other.host.replace('127.0.0.1', 'other.test');
  browser = await openTestBrowser({ allowHosts: [site.host, elsewhere], resolve: async () => ['127.0.0.1'] });
  reader = await openBarePage([]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), reader?.close(), site?.close(), other?.close()]);
});

const visit = (path: string, body: string) => handsOn(browser).visit(site.show(path, `<!doctype html>${body}`));
const take = (options: Partial<ScreenshotOptions> = {}): Promise<Screenshot> =>
  browser.page.screenshot({ fullPage: false, ...options });
const read = async (options: Partial<ScreenshotOptions> = {}): Promise<Pixels> =>
  readPixels(reader.page, (await take(options)).bytes, COLOURS);

const expectHidden = ({ of }: Pixels): void => {
  expect(of.secret?.count).toBe(0);
  expect(of.plain?.count).toBeGreaterThan(3_000);
  expect(of.hidden?.count).toBeGreaterThan(300);
};

const field = `<input type=password value=hunter2secret ${SECRET}><input value=plain ${PLAIN}>`;

describe('what is secret', () => {
  test.each([
    ['a password', field],
    ['a password that is empty', `<input type=password placeholder=Password ${SECRET}><input ${PLAIN}>`],
    ['a card number', `<input autocomplete="section-a cc-number" ${SECRET}><input ${PLAIN}>`],
    ['a card code without autocomplete', `<label>CVC <input ${SECRET}></label><input ${PLAIN}>`],
    ['a one-time code', `<input autocomplete=one-time-code value=123456 ${SECRET}><input ${PLAIN}>`],
    ['a code in boxes', `<div>${`<span><input maxlength=1 ${SECRET}></span>`.repeat(4)}</div><input ${PLAIN}>`],
    ['a password shown as text', `<input autocomplete=current-password type=text value=abc ${SECRET}><input ${PLAIN}>`],
    ['a field in an open shadow root', shadow('open', field)],
    ['a field in a closed shadow root', shadow('closed', field)],
    ['a turned field', `<div style="transform:rotate(30deg);margin:200px">${field}</div>`],
    ['a card number as text', `<p style="color:#f0f;font-size:40px">4111 1111 1111 1111</p><input ${PLAIN}>`],
    [
      'a card number in groups',
      `<p style="color:#f0f;font-size:40px">${'<span>4242</span> '.repeat(4)}</p><input ${PLAIN}>`,
    ],
    [
      'a password that is echoed in a text one edits',
      `<input type=password value=hunter2secret><div contenteditable style="color:#f0f;font-size:40px">hunter2secret</div><input ${PLAIN}>`,
    ],
  ])('%s is in no picture', async (_name, body) => {
    await visit('/secret', body);
    expectHidden(await read());
    expectHidden(await read({ fullPage: true }));
    expectHidden(await read({ marks: true }));
  });

  test('what is painted over would be seen otherwise', async () => {
    await visit('/bare', `<input value=x ${SECRET}><p style="color:#f0f;font-size:40px">4111 1111 1111 1112</p>`);
    expect((await read()).of.secret?.count).toBeGreaterThan(7_000);
  });

  test.each([
    ['of the same site', () => site.show('/inner', field)],
    ['of another site', () => other.show('/inner', field).replace('127.0.0.1', 'other.test')],
    [
      'in a frame of another site',
      () => other.show('/nest', `<p>in<iframe src="${site.show('/inner', field)}">`).replace('127.0.0.1', 'other.test'),
    ],
  ])('a field in a frame %s is in no picture, wherever the frame stands', async (_name, address) => {
    const frame = `<iframe src="${address()}" style="width:520px;height:200px;border:9px solid;padding:7px"></iframe>`;
    await visit(
      '/framed',
      `<div style="height:60px"></div>${frame}<div style="transform:scale(.7) rotate(9deg)">${frame}</div>`,
    );
    expectHidden(await read());
    expectHidden(await read({ fullPage: true }));
  });

  test('a password that is shown for a moment stays hidden', async () => {
    await visit(
      '/toggle',
      `<input id=x type=password value=abcdef ${SECRET}><input ${PLAIN}><button onclick="x.type='text'">Show</button>`,
    );
    await take();
    await handsOn(browser).look();
    const hands = handsOn(browser);
    await hands.look();
    await hands.click('Show');
    expectHidden(await read());
  });

  test('what the caller names is hidden: an element by its ref, a text by its words', async () => {
    const { targets } = await visit('/given', `<button ${SECRET}>Nickname</button><input ${PLAIN}>`);
    const ref = [...targets.values()].find(({ name }) => name === 'Nickname')?.ref ?? '';
    expectHidden(await read({ secrets: { refs: [ref] } }));
    await visit('/given', `<p style="color:#f0f;font-size:40px">blue-heron-77</p><input ${PLAIN}>`);
    expect((await read()).of.secret?.count).toBeGreaterThan(100);
    expectHidden(await read({ secrets: { texts: ['blue-heron-77'] } }));
  });

  test.each([
    [
      'by its script',
      `<div id=m style="position:relative">${field}</div><script>let n=0;const t=()=>{m.style.left=(Math.sin(n++/3)+1)*200+'px';requestAnimationFrame(t)};t()</script>`,
    ],
    [
      'by its style',
      `<style>@keyframes go{to{transform:translate(500px,300px)}}#m{animation:go .4s linear infinite alternate}</style><div id=m>${field}</div>`,
    ],
    [
      'in a frame that moves',
      () =>
        `<style>@keyframes go{to{margin-left:500px}}#m{animation:go .5s linear infinite alternate}</style><iframe id=m src="${site.show('/inner', field)}" style="width:520px"></iframe>`,
    ],
  ])('a field that moves %s is not seen beside its mask', async (_name, body) => {
    await visit('/moving', typeof body === 'string' ? body : body());
    for (let shot = 0; shot < 4; shot += 1) expect((await read()).of.secret?.count).toBe(0);
  });

  test('on a scrolled page it is hidden where it is, also in the whole page', async () => {
    await visit(
      '/scrolled',
      `<body style="margin:0"><div style="height:100vh"></div>${field}<div style="height:2000px"></div><div style="position:fixed;bottom:9px;right:9px">${field}</div><script>scrollTo(0,600)</script>`,
    );
    expectHidden(await read());
    expectHidden(await read({ fullPage: true }));
  });
});

describe('marks', () => {
  test('are drawn around their elements, with what the caption says', async () => {
    const inner = site.show(
      '/go',
      `<body style="margin:0"><button style="position:absolute;left:50px;top:40px;width:120px;height:50px">In`,
    );
    await visit(
      '/marks',
      `<button style="position:absolute;left:300px;top:200px;width:160px;height:60px">Out</button><iframe src="${inner}" style="position:absolute;left:600px;top:400px;width:300px;height:200px;border:0"></iframe>`,
    );
    const { of } = await read({ marks: true });
    expect(of.firstMark).toMatchObject({ left: near(299), right: near(461), top: near(185), bottom: near(261) });
    expect(of.secondMark).toMatchObject({ left: near(649), right: near(771), top: near(425), bottom: near(491) });
    expect((await take({ marks: true })).caption).toBe('The view, 1280 × 900 px. Refs are drawn on 2 elements.');
    expect((await read()).of.firstMark?.count).toBe(0);
  });

  test('are at most a hundred, and the caption says how many have none', async () => {
    await visit('/many', Array.from({ length: 130 }, (_, n) => `<button>${n}</button> `).join(''));
    expect((await take({ marks: true })).caption).toContain('on 100 elements. 30 more in the picture carry none.');
  });

  test('and their caption stand in the message to the model', async () => {
    await visit('/said', '<button>Go</button>');
    const picture = await take({ marks: true });
    expect(withPicture({ messages: [] }, picture)).toMatchObject([
      {
        role: 'user',
        text: expect.stringContaining('Refs are drawn on 1 element.'),
        images: [{ bytes: picture.bytes }],
      },
    ]);
  });
});

describe('sizes', () => {
  test('an element is pictured with a margin, small ones with twice the pixels', async () => {
    const { targets } = await visit(
      '/one',
      `<div style="height:3000px"></div><button style="display:block;width:184px;height:84px;margin:50px;background:#0f0;border:0">Deep</button><button style="display:block;width:784px;height:84px;margin:50px">Wide</button><div style="height:900px">`,
    );
    const refOf = (name: string) => [...targets.values()].find(target => target.name === name)?.ref ?? '';
    const deep = await read({ ref: refOf('Deep') });
    expect(deep).toMatchObject({ width: 400, height: 200 });
    expect(deep.of.plain).toMatchObject({ left: near(16), top: near(16), right: near(383), bottom: near(183) });
    expect(await read({ ref: refOf('Wide') })).toMatchObject({ width: 800, height: 100 });
    await expect(take({ ref: 'e9999' })).rejects.toMatchObject({ code: 'page.ref-unknown' });
  });

  test('a whole page is cut at its cap and says so', async () => {
    await visit('/long', '<body style="margin:0"><div style="height:12000px;background:#0f0">');
    const picture = await take({ fullPage: true });
    expect(picture.caption).toBe("The first 8000 of the page's 12000 px, 1280 × 8000 px: the rest is cut off.");
    expect(await readPixels(reader.page, picture.bytes, {})).toMatchObject({ width: 1280, height: 8000 });
    expect(await read({ fullPage: true, marks: true })).toMatchObject({ height: 1568 });
  });
});

test('a page is left as it was: its tree, what is scrolled, what has the focus', async () => {
  const body = `<script>log=[];new MutationObserver(all=>log.push(...all.map(one=>one.type))).observe(document,{subtree:true,childList:true,attributes:true,characterData:true})
    for(const name of ['focus','blur','focusin','resize'])addEventListener(name,()=>log.push(name),true);addEventListener('pointerdown',()=>{seen='log '+log.join()+' focus '+document.activeElement.id},true)</script>
    <p id=said></p><button onclick="said.textContent=seen">Tell</button><input id=f autofocus><div id=box style="height:90px;overflow:auto;scroll-behavior:smooth"><div style="height:900px"></div><button>Boxed</button></div>
    <div style="height:3000px"></div>${field}<button>Deep</button>
    <script>onload=()=>{f.focus();box.scrollTo({top:33,behavior:'instant'});scrollTo(0,444);setTimeout(()=>{document.title='ready';setTimeout(()=>{log.length=0},50)},50)}</script>`;
  const url = site.show('/trace', `<!doctype html>${body}`);
  const hands = handsOn(browser);
  await hands.visit(url);
  await expect.poll(async () => (await hands.look()).title).toBe('ready');
  for (const ref of [hands.refOf('Boxed'), hands.refOf('Deep')]) await take({ ref, marks: true });
  await take({ marks: true });
  await take({ fullPage: true });
  const { html } = await browser.page.capture();
  expect(html).not.toMatch(/errand/i);
  expect((await hands.look()).text).toContain('scroll: 444 of ');
  expect((await hands.look()).text).toMatch(/box .*scrolls 33 of/);
  await hands.click('Tell');
  expect((await hands.look()).text).toMatch(/log (resize,?)* focus f/);
});

test('a page that hangs has no picture, and says so in bounded time', async () => {
  await visit('/hang', '<button onclick="setTimeout(()=>{for(;;);},900)">Hang</button>');
  const hands = handsOn(browser);
  await hands.look();
  await hands.click('Hang');
  let longest = 0;
  const code = async (): Promise<unknown> => {
    const start = performance.now();
    const failed: unknown = await take().then(
      () => undefined,
      (error: unknown) => error,
    );
    longest = Math.max(longest, performance.now() - start);
    return isErrandError(failed) ? failed.code : undefined;
  };
  await expect.poll(code, { timeout: 20_000 }).toBe('page.timeout');
  expect(longest).toBeLessThan(8_000);
  // The look ends what hangs.
  await hands.look();
  expect((await hands.visit(site.show('/after', '<h1>After</h1>'))).text).toContain('After');
  expect((await take()).bytes.byteLength).toBeGreaterThan(500);
});

function shadow(mode: 'open' | 'closed', inner: string): string {
  return `<div id=h style="min-height:60px;width:500px"></div><script>h.attachShadow({mode:'${mode}'}).innerHTML=${JSON.stringify(inner)}</script>`;
}

/** JPEG smears by a pixel or three. */
const near = (wanted: number) =>
  expect.toSatisfy((value: number) => Math.abs(value - wanted) <= 4, `within 4 of ${wanted}`);
