/** What leads away from a page or lies over it: tabs, dialogs, history, addresses, sockets. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from './open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('tabs, dialogs and history', () => {
  test('a popup becomes the active tab, and one can switch back', async () => {
    hands.site.show('/popup', '<title>Popup</title><p>in the popup</p>');
    await hands.show('<title>Opener</title><a href="/popup" target="_blank">Open</a>');
    expect(await hands.click('Open')).toMatchObject({ ok: true, effect: 'navigated', url: `${hands.site.url}/popup` });
    const observation = await hands.look();
    expect(observation.text).toMatch(/tabs: t\d+ "Opener", t\d+ "Popup" \(active\)/);
    expect(observation.text).toContain('"in the popup"');
    const opener = observation.tabs.find(tab => tab.title === 'Opener')?.tab ?? '';
    expect(await hands.act({ kind: 'switch-tab', tab: opener })).toMatchObject({ ok: true });
    expect(await hands.text()).toContain('link "Open"');
    expect(await hands.act({ kind: 'switch-tab', tab: 't99' })).toMatchObject({ ok: false, code: 'page.tab-unknown' });
  });

  test('a ref of another tab is refused', async () => {
    await hands.show('<a href="/popup" target="_blank">Open</a><button>Here</button>');
    const ref = hands.refOf('Here');
    await hands.click('Open');
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: false, code: 'page.ref-stale' });
    await hands.look();
  });

  test('a dialog that only tells is accepted and told once', async () => {
    await hands.show(`<button onclick="alert('Saved &quot;it&quot;'); document.title = 'told'">Save</button>`);
    expect(await hands.click('Save')).toMatchObject({ ok: true, effect: 'changed' });
    const told = await hands.text();
    expect(told).toContain('notice: dialog alert "Saved \\"it\\"" accepted');
    expect(told).toContain('title "told"');
    expect(await hands.text()).not.toContain('notice:');
  });

  test.each([
    ['confirm', { accept: true }, 'true'],
    ['confirm', { accept: false }, 'false'],
    ['prompt', { accept: true }, 'Ada'],
    ['prompt', { accept: true, text: 'Grace' }, 'Grace'],
    ['prompt', { accept: false }, 'null'],
  ] as const)('a %s waits for its answer %j, and nothing else can be done before', async (kind, answer, said) => {
    await hands.show(`<p>Shop</p><button onclick="document.title = String(${kind}('Sure?', 'Ada'))">Order</button>`);
    const ref = hands.refOf('Order');
    expect(await hands.click('Order')).toMatchObject({
      ok: true,
      effect: 'changed',
      note: expect.stringContaining('Sure?'),
    });
    expect(await hands.text()).toContain(`dialog ${kind} "Sure?"${kind === 'prompt' ? ' = "Ada"' : ''} waits`);
    expect(await hands.act({ kind: 'click', ref })).toMatchObject({ ok: false, code: 'page.dialog-open' });
    await expect(hands.browser.page.screenshot({ fullPage: false })).rejects.toMatchObject({
      code: 'page.dialog-open',
    });
    expect(await hands.act({ kind: 'answer-dialog', ...answer })).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain(`title "${said}"`);
    expect(await hands.act({ kind: 'answer-dialog', accept: true })).toMatchObject({
      ok: false,
      detail: 'No dialog waits for an answer.',
    });
  });

  test('a page that asks before it is left is left', async () => {
    hands.site.show('/away', '<p>away</p>');
    await hands.show(`<button onclick="onbeforeunload = e => e.preventDefault()">Arm</button><a href="/away">Away</a>`);
    await hands.click('Arm');
    expect(await hands.click('Away')).toMatchObject({ effect: 'navigated', url: `${hands.site.url}/away` });
  });

  test('back goes to the earlier page', async () => {
    await hands.visit(hands.site.show('/first', '<p>first</p>'));
    await hands.visit(hands.site.show('/second', '<p>second</p>'));
    expect(await hands.act({ kind: 'back' })).toMatchObject({ effect: 'navigated', url: `${hands.site.url}/first` });
    expect(await hands.text()).toContain('"first"');
  });

  test('an address that is missing or no web address is refused', async () => {
    for (const url of [`${hands.site.url}/nowhere`, 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x'])
      expect(await hands.act({ kind: 'navigate', url })).toMatchObject({ ok: false, code: 'page.navigation-failed' });
  });

  test('WebSockets pass through the proxy', async () => {
    const { WebSocketServer } = await import('ws');
    const sockets = new WebSocketServer({ noServer: true });
    hands.site.show(
      '/socket-page',
      `<p id="out"></p><script>const s = new WebSocket('${hands.site.url.replace('http', 'ws')}/socket');
      s.onmessage = e => { out.textContent = e.data }</script>`,
    );
    hands.site.onUpgrade((request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, ws => ws.send('through')),
    );
    await hands.visit(`${hands.site.url}/socket-page`);
    expect(await hands.act({ kind: 'wait', text: 'through', seconds: 5 })).toMatchObject({ ok: true });
    for (const client of sockets.clients) client.terminate();
  });
});
