import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OpenBrowser } from '../../../lib/browser/open-browser.ts';
import { refusal } from '../../../lib/domain/errors.ts';
import { isWebUrl } from '../../../lib/domain/site.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from '../open-site.ts';

const schemes = {
  file: 'file:///etc/passwd',
  'view-source': 'view-source:file:///etc/passwd',
  'view-source of a page': 'view-source:https://example.com/',
  chrome: 'chrome://version',
  'chrome-untrusted': 'chrome-untrusted://terminal/',
  devtools: 'devtools://devtools/bundled/inspector.html',
  data: 'data:text/html,<h1>data page</h1>',
  blob: 'blob:https://example.com/0b2b6a2e-0000-4000-8000-000000000000',
  javascript: 'javascript:document.write("script page")',
  filesystem: 'filesystem:https://example.com/temporary/x',
  ftp: 'ftp://example.com/',
  about: 'about:version',
  'chrome-extension': 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html',
} as const;

let site: TestSite;
let browser: OpenBrowser;
let hands: ReturnType<typeof handsOn>;

beforeAll(async () => {
  site = await openSite();
  site.show('/start', '<p>start</p>');
  browser = await openTestBrowser({
    allowHosts: [site.host],
    mayNavigate: url => (isWebUrl(url) ? undefined : refusal('scope.site-outside', `${url} is not a web address.`)),
  });
  hands = handsOn(browser);
});
afterEach(closeOthers);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Popups that came to nothing stay open, empty. */
async function closeOthers(): Promise<void> {
  const [, ...others] = (await hands.look()).tabs;
  for (const { tab } of others) await hands.act({ kind: 'close-tab', tab });
}

/** Every tab is on the site, or empty. */
async function staysOnTheSite(): Promise<void> {
  const { tabs, text } = await hands.look();
  for (const { url } of tabs) expect(url).toMatch(new RegExp(`^(${site.url}/|about:blank(#blocked)?$)`));
  expect(text).not.toMatch(/root:x:|data page|script page/);
}

describe('addresses that are not of the web', () => {
  test('are refused to the agent with a reason', async () => {
    await hands.visit(`${site.url}/start`);
    for (const url of Object.values(schemes))
      expect(await hands.act({ kind: 'navigate', url })).toMatchObject({
        ok: false,
        code: 'page.navigation-failed',
        detail: expect.stringContaining('not an http or https address'),
      });
    await staysOnTheSite();
  });

  test('are not opened by links, popups, frames and forms', async () => {
    const { javascript: _itsOwn, ...foreign } = schemes;
    await hands.visit(
      site.show(
        '/page',
        `<button id="all">All</button><script>
        all.onclick = () => { for (const url of ${JSON.stringify(Object.values(foreign))}) {
          const tried = [
            () => window.open(url),
            () => { window.open('about:blank', '_blank').location = url; },
            () => { const link = document.createElement('a'); link.href = url; link.target = '_blank'; link.click(); },
            () => { const form = document.createElement('form'); form.action = url; form.target = '_blank'; document.body.append(form); form.submit(); },
            () => { const frame = document.createElement('iframe'); frame.hidden = true; if (!url.startsWith('data:')) { frame.src = url; document.body.append(frame); } },
          ];
          for (const one of tried) try { one() } catch {}
        } }</script>`,
      ),
    );
    await hands.click('All');
    await staysOnTheSite();
  });

  test.each(['file', 'data', 'chrome', 'javascript'] as const)('are not opened by a redirect to %s:', async scheme => {
    const location = schemes[scheme];
    site.show('/away', (_request, response) => void response.writeHead(302, { location }).end());
    expect(await hands.act({ kind: 'navigate', url: `${site.url}/away` })).toMatchObject({ ok: false });
    expect((await hands.look()).text).not.toMatch(/root:x:|data page|script page/);
  });

  test.each(['file', 'data', 'chrome'] as const)('are not opened by a script that goes to %s:', async scheme => {
    const url = JSON.stringify(schemes[scheme]);
    await hands.visit(
      site.show('/going', `<button id="go">Go</button><script>go.onclick = () => { location = ${url} }</script>`),
    );
    await hands.click('Go');
    await staysOnTheSite();
  });
});

describe('a page made of nothing', () => {
  const made = `URL.createObjectURL(new Blob(['<h1>blob page</h1>'], { type: 'text/html' }))`;
  test.each([
    ['in a new tab', `window.open(${made})`],
    ['in its place', `location = ${made}`],
    ['in a tab that is steered', `window.open('about:blank').location = ${made}`],
  ])('is left at once: %s', async (_name, script) => {
    const maker = site.show(
      '/maker',
      `<button id="make">Make</button><script>make.onclick = () => { ${script} }</script>`,
    );
    await hands.visit(maker);
    expect(await hands.click('Make')).toMatchObject({ ok: false, code: 'scope.site-outside' });
    await staysOnTheSite();
    expect((await hands.look()).url).toBe(maker);
  });

  test('is left before the act ends, though the page before it comes slowly', async () => {
    let asked = 0;
    const slow = site.show('/slow', (_request, response) => {
      asked += 1;
      const answer = () =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' })
          .end(
            `<button id="make">Make</button><script>onunload = () => {}; make.onclick = () => { location = ${made} }</script>`,
          );
      setTimeout(answer, asked > 1 ? 700 : 0);
    });
    await hands.visit(slow);
    expect(await hands.click('Make')).toMatchObject({ ok: false, code: 'scope.site-outside' });
    await staysOnTheSite();
    expect(asked).toBe(2);
  });
});
