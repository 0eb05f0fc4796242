import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import { refusal } from '../../lib/domain/errors.ts';
import { renderersOf } from '../support/child-processes.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';

let site: TestSite;
/** May be reached, but is no consented site. */
let outside: TestSite;
/** May not be reached at all. */
let canary: TestSite;
let browser: OpenBrowser;
let hands: ReturnType<typeof handsOn>;

beforeAll(async () => {
  [site, outside, canary] = await Promise.all([openSite(), openSite(), openSite()]);
  outside.show('/', '<p>outside</p>');
  canary.show('/', 'canary');
  browser = await openTestBrowser({
    allowHosts: [site.host, outside.host],
    mayNavigate: url => (url.startsWith(site.url) ? undefined : refusal('scope.site-outside', url)),
  });
  hands = handsOn(browser);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([site, outside, canary].map(one => one?.close()));
});

describe('the consented sites', () => {
  const refused = { ok: false, code: 'scope.site-outside' };

  test.each([
    ['a link', () => `<a href="${outside.url}/">Go</a>`],
    ['a redirect', () => '<a href="/redirect">Go</a>'],
    ['a script', () => `<button onclick="location = '${outside.url}/'">Go</button>`],
    ['a form', () => `<form action="${outside.url}/"><button>Go</button></form>`],
    ['a popup', () => `<button onclick="window.open('${outside.url}/')">Go</button>`],
    ['a popup without an opener', () => `<a href="${outside.url}/" target="_blank" rel="noopener">Go</a>`],
    [
      'a popup that is steered from its opener',
      () => `<button onclick="window.open('about:blank').location = '${outside.url}/'">Go</button>`,
    ],
  ])('are not left by %s, and the page stays', async (_how, body) => {
    site.show('/redirect', (_request, response) => void response.writeHead(302, { location: `${outside.url}/` }).end());
    await hands.visit(site.show('/page', body()));
    expect(await hands.click('Go')).toMatchObject(refused);
    const after = await hands.look();
    expect(outside.hits).toEqual([]);
    expect(after.tabs.map(tab => tab.url).filter(url => url.startsWith(outside.url))).toEqual([]);
  });

  test('are not left by an address the agent is told', async () => {
    expect(await hands.act({ kind: 'navigate', url: `${outside.url}/` })).toMatchObject(refused);
    expect(outside.hits).toEqual([]);
  });

  test('are not left by a page on its own, and the next look says that it tried', async () => {
    site.show('/later', `<p>here</p><script>setTimeout(() => { location = '${outside.url}/' }, 300)</script>`);
    const first = await hands.visit(`${site.url}/later`);
    expect(first.text).not.toContain('notice:');
    await expect
      .poll(async () => (await hands.look()).text, { timeout: 5_000 })
      .toContain(`notice: a navigation was refused: "${outside.url}/"`);
    expect(await hands.look()).toMatchObject({ url: `${site.url}/later`, text: expect.stringContaining('"here"') });
    expect(outside.hits).toEqual([]);
  });

  test('may show another site in a frame', async () => {
    const { text } = await hands.visit(site.show('/framed', `<iframe title="ad" src="${outside.url}/"></iframe>`));
    expect(text).toContain('"outside"');
  });
});

describe('the network behind the proxy', () => {
  test('no kind of request reaches an address that is not public', async () => {
    const port = canary.host.split(':')[1];
    const targets = [
      canary.url,
      `http://localhost:${port}`,
      `http://foo.localhost:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://2130706433:${port}`,
      `http://0.0.0.0:${port}`,
      `https://${canary.host}`,
      `ws://${canary.host}`,
    ];
    await hands.visit(
      site.show(
        '/hostile',
        `<p id="out">-</p>${targets
          .filter(t => t.startsWith('http'))
          .map(
            t =>
              `<img src="${t}/i"><iframe src="${t}/f"></iframe><link rel="stylesheet" href="${t}/c"><link rel="prefetch" href="${t}/p">`,
          )
          .join('')}
      <script>
        const worker = new Worker(URL.createObjectURL(new Blob(['fetch("${canary.url}/w", {mode: "no-cors"}).catch(() => 0).then(() => postMessage(1))'])));
        const asked = ${JSON.stringify(targets)}.map(t => t.startsWith('ws')
          ? new Promise(done => { const s = new WebSocket(t); s.onclose = s.onerror = done; s.onopen = done })
          : fetch(t + '/x', { mode: 'no-cors' }).catch(() => 0));
        navigator.sendBeacon('${canary.url}/b');
        Promise.all([...asked, new Promise(done => { worker.onmessage = done })]).then(() => { out.textContent = 'all answered' });
      </script>`,
      ),
    );
    expect(await hands.act({ kind: 'wait', text: 'all answered', seconds: 10 })).toMatchObject({ ok: true });
    expect(canary.hits).toEqual([]);
    expect(browser.hosts()).toEqual([site.host, outside.host]);
  });

  test('a name with one address that is not public is refused, and the refusal says why', async () => {
    const rebound = await openTestBrowser({ allowHosts: [], resolve: async () => ['93.184.216.34', '127.0.0.1'] });
    try {
      const { act } = handsOn(rebound);
      for (const url of [
        'http://rebound.test/',
        'https://rebound.test/',
        'http://169.254.169.254/',
        'http://127.0.0.1/',
      ])
        expect(await act({ kind: 'navigate', url })).toMatchObject({ ok: false, code: 'egress.refused' });
      expect(rebound.hosts()).toEqual([]);
    } finally {
      await rebound.close();
    }
  });

  test('bytes are counted, and nothing comes after the limit', async () => {
    const counted = await openTestBrowser({ allowHosts: [site.host], maxBytes: 200_000 });
    try {
      const { act } = handsOn(counted);
      site.show('/kilos', 'x'.repeat(300_000));
      await act({ kind: 'navigate', url: `${site.url}/kilos` });
      expect(counted.page.bytesReceived()).toBeGreaterThan(200_000);
      expect(await act({ kind: 'navigate', url: `${site.url}/page` })).toMatchObject({ ok: false });
    } finally {
      await counted.close();
    }
  });

  test('a server cannot pose as the proxy', async () => {
    site.show(
      '/posing',
      (_request, response) => void response.writeHead(200, { 'x-errand-egress': 'refused' }).end('<p>hi</p>'),
    );
    expect(await hands.act({ kind: 'navigate', url: `${site.url}/posing` })).toMatchObject({ ok: true });
  });
});

describe('pages that break', () => {
  test('a page whose script never ends gives a clear error soon; the script is stopped, and the page stays', async () => {
    const hung = site.show('/hung', '<h1>Hung</h1><script>for(;;);</script>');
    const start = performance.now();
    expect(await hands.act({ kind: 'navigate', url: hung })).toMatchObject({ ok: false, code: 'page.timeout' });
    expect(performance.now() - start).toBeLessThan(8_000);
    expect((await hands.look()).text).toContain('heading 1 "Hung"');
    expect((await hands.visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
  });

  test('a click that hangs its page gives a clear error too', async () => {
    await hands.visit(site.show('/trap', '<button onclick="for(;;);">Trap</button>'));
    expect(await hands.click('Trap')).toMatchObject({ ok: false, code: 'page.outcome-unknown' });
    expect((await hands.visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
  });

  /** Hangs when it is told to, and says so first. */
  const showSleeper = (path: string, script: string) => {
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    site.show(`${path}/signal`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      void told.then(() => response.write('data: now\n\n'));
    });
    site.show(`${path}/falls`, '');
    const url = site.show(
      path,
      `<button onclick="this.textContent += ' pressed'">Press</button><script>
      const fall = () => { const asked = new XMLHttpRequest(); asked.open('GET', '${path}/falls', false); asked.send(); for (;;); };
      new EventSource('${path}/signal').onmessage = () => { ${script} };</script>`,
    );
    const hang = async (): Promise<void> => {
      tell();
      await expect.poll(() => site.hits, { timeout: 5_000, interval: 5 }).toContain(`${path}/falls`);
    };
    return { url, hang };
  };

  test('a script that keeps the page busy before an act is stopped, and the act is done, once', async () => {
    const sleeper = showSleeper('/sleeper', 'fall()');
    await hands.visit(sleeper.url);
    await sleeper.hang();
    const note = expect.stringContaining('a script kept the page busy and was stopped');
    expect(await hands.click('Press')).toMatchObject({ ok: true, effect: 'changed', note });
    expect((await hands.look()).text).toContain('button "Press pressed"');
  });

  test('a page that hangs anew before an act is left with a clear error', async () => {
    const sleeper = showSleeper('/insomniac', 'setInterval(fall, 1)');
    await hands.visit(sleeper.url);
    await sleeper.hang();
    const start = performance.now();
    expect(await hands.click('Press')).toMatchObject({ ok: false, code: 'page.timeout' });
    expect(performance.now() - start).toBeLessThan(14_000);
    expect((await hands.visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
  });

  test('a page that hangs before another address is asked for is left with its tab', async () => {
    const sleeper = showSleeper('/dormouse', 'fall()');
    await hands.visit(sleeper.url);
    await sleeper.hang();
    const start = performance.now();
    expect((await hands.visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
    expect(performance.now() - start).toBeLessThan(9_000);
  });

  test('a page that hangs again and again is left', async () => {
    const hung = site.show('/again', '<h1>Again</h1><script>setInterval(() => { for(;;); }, 1)</script>');
    expect(await hands.act({ kind: 'navigate', url: hung })).toMatchObject({ ok: false, code: 'page.timeout' });
    expect((await hands.look()).text).toContain(`notice: the page at "${hung}" does not answer and was left`);
    expect((await hands.visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
  });

  test('a crashed page is opened again once, then left; and the next page opens', async () => {
    const doomed = await openTestBrowser({ allowHosts: [site.host] });
    try {
      const { visit, look, act } = handsOn(doomed);
      const { targets } = await visit(site.show('/doomed', '<button>Any</button>'));
      for (const pid of renderersOf(doomed.pid)) process.kill(pid, 'SIGKILL');
      const [any] = targets.keys();
      const outcome = await act({ kind: 'click', ref: any ?? '' });
      expect(outcome).toMatchObject({ ok: false, code: 'page.crashed' });
      const again = (await look()).text;
      expect(again).toContain(`notice: the page at "${site.url}/doomed" crashed and was opened again`);
      expect(again).toContain('button "Any"');
      // What paints the pictures was killed too.
      expect((await doomed.page.screenshot({ fullPage: false })).bytes.byteLength).toBeGreaterThan(500);
      for (const pid of renderersOf(doomed.pid)) process.kill(pid, 'SIGKILL');
      expect((await look()).text).toContain(`notice: the page at "${site.url}/doomed" crashed and was left`);
      expect((await visit(site.show('/well', '<p>well</p>'))).text).toContain('"well"');
    } finally {
      await doomed.close();
    }
  });

  test('a page that crashes once a click has led to it was led to', async () => {
    const doomed = await openTestBrowser({ allowHosts: [site.host] });
    try {
      const { visit, look, act, refOf } = handsOn(doomed);
      site.show('/came', '');
      // It is never at rest, so that the act is not over when it crashes.
      site.show(
        '/next',
        `<h1>Next</h1><script>fetch('/came'); setInterval(() => document.body.append('.'), 10)</script>`,
      );
      await visit(site.show('/before', '<a href="/next">Go on</a>'));
      const outcome = act({ kind: 'click', ref: refOf('Go on') });
      await expect.poll(() => site.hits, { timeout: 5_000, interval: 5 }).toContain('/came');
      for (const pid of renderersOf(doomed.pid)) process.kill(pid, 'SIGKILL');
      const note = 'the page crashed once it had come';
      expect(await outcome).toMatchObject({ ok: true, effect: 'navigated', url: `${site.url}/next`, note });
      const { text } = await look();
      expect(text).toContain(`notice: the page at "${site.url}/next" crashed and was opened again`);
      expect(text).toContain('heading 1 "Next"');
    } finally {
      await doomed.close();
    }
  });

  test('popups without end are capped', async () => {
    site.show('/well', '<p>well</p>');
    const { tabs } = await hands.visit(
      site.show('/bomb', `<script>for (let i = 0; i < 40; i++) open('/well')</script>`),
    );
    expect(tabs.length).toBeLessThanOrEqual(8);
    await hands.act({ kind: 'wait', seconds: 0.3 });
    expect((await hands.look()).tabs.length).toBeLessThanOrEqual(8);
  });
});
