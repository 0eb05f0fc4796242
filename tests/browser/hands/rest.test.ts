/** When a page counts as settled, and what counts as its change. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

describe('a click is settled when', () => {
  test.each([
    ['a handler waited 120 ms', `setTimeout(() => { out.textContent = 'came' }, 120)`],
    [
      'a handler waited 100 ms before it fetched',
      `setTimeout(() => fetch('/answer').then(r => r.text()).then(t => { out.textContent = t }), 100)`,
    ],
    [
      'two answers came one after the other',
      `fetch('/answer').then(() => fetch('/answer')).then(r => r.text()).then(t => { out.textContent = t })`,
    ],
    [
      'it sent a count first and changed something later',
      `fetch('/count', { method: 'POST' }); setTimeout(() => { out.textContent = 'came' }, 110)`,
    ],
  ])('%s', async (_, handler) => {
    hands.site.show('/answer', (_request, response) => void setTimeout(() => response.end('came'), 90));
    hands.site.show('/count', (_request, response) => void response.end());
    await hands.show(
      `<button>Go</button><p id="out"></p><script>document.querySelector('button').onclick = () => { ${handler} }</script>`,
    );
    expect(await hands.click('Go')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await hands.text()).toContain('"came"');
  });

  test.each([
    ['a field took a value from a script', '<input id="f" aria-label="F">', `f.value = 'set'`],
    ['a popover showed', '<div id="f" popover>Pop</div>', 'f.showPopover()'],
    [
      'only a style changed, late',
      '<p id="f" style="display:none">Styled</p>',
      `setTimeout(() => { f.style.display = 'block' }, 100)`,
    ],
  ])('and changed the page where %s', async (_, html, handler) => {
    await hands.show(`<button onclick="${handler.replaceAll('"', '&quot;')}">Go</button>${html}`);
    expect(await hands.click('Go')).toMatchObject({ ok: true, effect: 'changed' });
  });

  test('and did nothing where nothing came', async () => {
    await hands.show('<button>Idle</button>');
    expect(await hands.click('Idle')).toMatchObject({ ok: true, effect: 'none' });
  });

  test('an answer came whose body nobody reads, and that may not be kept', async () => {
    hands.site.show('/unread', (_request, response) => {
      response.writeHead(200, { 'cache-control': 'no-store' }).end('taken');
    });
    await hands.show(`<button>Go</button><p id="out"></p><script>document.querySelector('button').onclick = () =>
      fetch('/unread', { method: 'POST' }).then(r => { out.textContent = 'came ' + r.ok })</script>`);
    const start = performance.now();
    expect(await hands.click('Go')).toMatchObject({ effect: 'changed' });
    expect(performance.now() - start).toBeLessThan(2_500);
    expect(await hands.text()).toContain('"came true"');
  });

  test('a long answer drips in, once it is there', async () => {
    hands.site.show('/drips', (_request, response) => {
      response.writeHead(200, { 'cache-control': 'no-store' });
      let drops = 0;
      const drip = setInterval(() => {
        drops += 1;
        response.write('drop ');
        if (drops < 12) return;
        clearInterval(drip);
        response.end();
      }, 100);
    });
    await hands.show(`<button>Go</button><p id="out"></p><script>document.querySelector('button').onclick = () =>
      fetch('/drips').then(r => r.text()).then(t => { out.textContent = t.trim().split(' ').length + ' drops' })</script>`);
    await hands.click('Go');
    expect(await hands.text()).toContain('"12 drops"');
  });

  test('a clock runs on the page, without waiting for its end', async () => {
    await hands.show(`<button onclick="out.textContent = 'done'">Go</button><p id="out"></p><i id="clock"></i><script>
      const tick = () => { clock.textContent = performance.now(); requestAnimationFrame(tick) }; tick()</script>`);
    const start = performance.now();
    expect(await hands.click('Go')).toMatchObject({ effect: 'changed' });
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});

describe('the address', () => {
  test('with another path is another page, also where a script pushed it', async () => {
    await hands.show(`<button onclick="history.pushState(0, '', '/elsewhere'); document.body.append('there')">Route</button>
      <button onclick="history.replaceState(0, '', '?page=2')">Query</button><button onclick="location.hash = '#/users'">Hash route</button><a href="#part">Part</a>`);
    expect(await hands.click('Query')).toMatchObject({ effect: 'changed', url: expect.stringContaining('?page=2') });
    expect(await hands.click('Part')).toMatchObject({ effect: 'changed', url: expect.stringContaining('#part') });
    expect(await hands.click('Hash route')).toMatchObject({
      effect: 'navigated',
      url: expect.stringContaining('#/users'),
    });
    expect(await hands.click('Route')).toMatchObject({ effect: 'navigated', url: `${hands.site.url}/elsewhere` });
    expect(await hands.act({ kind: 'back' })).toMatchObject({
      effect: 'navigated',
      url: expect.stringContaining('#/users'),
    });
    expect(await hands.act({ kind: 'forward' })).toMatchObject({
      effect: 'navigated',
      url: `${hands.site.url}/elsewhere`,
    });
  });

  test('of a page that its script draws is settled when something shows', async () => {
    hands.site.show(
      '/app',
      `<div id="root"></div><script>setTimeout(() => { root.innerHTML = '<h1>Drawn</h1>' }, 300)</script>`,
    );
    await hands.act({ kind: 'navigate', url: `${hands.site.url}/app` });
    expect(await hands.text()).toContain('"Drawn"');
  });

  test('that redirects by script is settled at its end', async () => {
    hands.site.show('/hop', `<p>hop</p><script>location.href = '/end'</script>`);
    hands.site.show('/end', '<p>the end</p>');
    expect(await hands.act({ kind: 'navigate', url: `${hands.site.url}/hop` })).toMatchObject({
      effect: 'navigated',
      url: `${hands.site.url}/end`,
    });
    expect(await hands.text()).toContain('"the end"');
  });

  test('that does not answer is told, and back leads away from it', async () => {
    await hands.show(`<a href="/dead">Dead</a>`);
    hands.site.show('/dead', request => void request.socket.destroy());
    const from = (await hands.look()).url;
    expect(await hands.click('Dead')).toMatchObject({ ok: false });
    expect(await hands.act({ kind: 'back' })).toMatchObject({ effect: 'navigated', url: from });
  });
});

describe('a dialog', () => {
  test('that stops typing half-way is answered, and the rest is typed', async () => {
    await hands.show(
      `<input aria-label="Word" oninput="if (this.value === 'ab') out.textContent = confirm('Go on?')"><p id="out"></p>`,
    );
    expect(await hands.fill('Word', 'abcd')).toMatchObject({ ok: true, note: expect.stringContaining('"Go on?"') });
    expect(await hands.act({ kind: 'answer-dialog', accept: true })).toMatchObject({ ok: true });
    const now = await hands.text();
    expect(now).toContain('"Word" = "abcd"');
    expect(now).toContain('"true"');
  });

  test('ends a wait', async () => {
    await hands.show(`<p>quiet</p><script>setTimeout(() => confirm('Still there?'), 1500)</script>`);
    const start = performance.now();
    expect(await hands.act({ kind: 'wait', text: 'never', seconds: 15 })).toMatchObject({
      note: expect.stringContaining('Still there?'),
    });
    expect(performance.now() - start).toBeLessThan(5_000);
    await hands.act({ kind: 'answer-dialog', accept: false });
  });
});

describe('waiting', () => {
  test('for quiet ends when nothing is loaded and nothing changes', async () => {
    hands.site.show('/slow', (_request, response) => void setTimeout(() => response.end('loaded'), 700));
    await hands.show(
      `<p id="out">x</p><script>setTimeout(() => fetch('/slow').then(r => r.text()).then(t => { out.textContent = t }), 250)</script>`,
    );
    expect(await hands.act({ kind: 'wait', quiet: true })).toMatchObject({ ok: true, note: 'it is quiet' });
    expect(await hands.text()).toContain('"loaded"');
  });

  test('for quiet on a page that loads on and on is told; a clock alone is no unrest', async () => {
    hands.site.show('/poll', (_request, response) => void setTimeout(() => response.end('x'), 150));
    await hands.show("<script>setInterval(() => fetch('/poll'), 100)</script>");
    const waited = await hands.act({ kind: 'wait', quiet: true, seconds: 1.5 });
    expect(waited).toMatchObject({ ok: true, note: 'it still changes after 1.5 s' });
    await hands.show(
      `<i id="clock"></i><script>setInterval(() => { clock.textContent = performance.now() }, 50)</script>`,
    );
    expect(await hands.act({ kind: 'wait', quiet: true })).toMatchObject({ ok: true, note: 'it is quiet' });
  });

  test('for several things ends when all are so', async () => {
    await hands.show(
      `<p id="a">Loading</p><script>setTimeout(() => { a.textContent = 'Ready' }, 200); setTimeout(() => history.pushState(0, '', '/rest-there'), 500)</script>`,
    );
    expect(
      await hands.act({ kind: 'wait', text: 'Ready', gone: 'Loading', url: 'rest-there', seconds: 5 }),
    ).toMatchObject({ ok: true, effect: 'navigated' });
    expect(await hands.act({ kind: 'wait', text: 'Ready', url: 'nowhere', seconds: 0.3 })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('"nowhere"'),
    });
  });
});

describe('scrolling', () => {
  test('moves the box around a ref, also across, and says where it is', async () => {
    await hands.show(
      `<div style="height:200px;width:300px;overflow:auto"><div style="height:1000px;width:1300px"><button>In</button></div></div><div style="height:3000px"></div>`,
    );
    const ref = hands.refOf('In');
    expect(await hands.act({ kind: 'scroll', to: 'down', ref })).toMatchObject({
      effect: 'changed',
      note: expect.stringMatching(/^at 1\d\d of 8\d\d px$/),
    });
    expect(await hands.act({ kind: 'scroll', to: 'right', ref })).toMatchObject({
      effect: 'changed',
      note: expect.stringMatching(/^at 2\d\d of 1\d\d\d px$/),
    });
    expect(await hands.act({ kind: 'scroll', to: 'bottom', ref })).toMatchObject({
      note: expect.stringMatching(/, the end$/),
    });
    expect(await hands.act({ kind: 'scroll', to: 'bottom', ref })).toMatchObject({
      effect: 'none',
      note: expect.stringMatching(/, the end$/),
    });
  });

  test('moves the frame that fills the page', async () => {
    hands.site.show('/long', '<div style="height:3000px">long</div>');
    await hands.show(
      '<body style="margin:0;overflow:hidden"><iframe src="/long" style="width:100%;height:100vh;border:0"></iframe>',
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({
      effect: 'changed',
      note: expect.stringMatching(/^at \d+ of \d+ px$/),
    });
  });

  test('turns the wheel where a script moves the page', async () => {
    await hands.show(
      `<body style="margin:0;overflow:hidden"><p id="out">slide 1</p><script>let at = 1; addEventListener('wheel', event => { at += Math.sign(event.deltaY); out.textContent = 'slide ' + at })</script>`,
    );
    expect(await hands.act({ kind: 'scroll', to: 'down' })).toMatchObject({
      effect: 'changed',
      note: expect.stringContaining('wheel'),
    });
    expect(await hands.text()).toContain('"slide 2"');
  });

  test('goes to a text in a shadow root and in a frame', async () => {
    hands.site.show('/words', '<div style="height:2000px"></div><p>words in a frame</p>');
    await hands.show(
      `<div style="height:2000px"></div><div id="host"></div><iframe src="/words"></iframe><div style="height:2000px"></div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<p>words in a <b>shadow</b></p>'</script>`,
    );
    for (const words of ['Words in a shadow', 'words in a frame'])
      expect(await hands.act({ kind: 'scroll', to: 'down', text: words })).toMatchObject({
        ok: true,
        effect: 'changed',
        note: expect.stringContaining('in the view'),
      });
    expect(await hands.act({ kind: 'scroll', to: 'here' })).toMatchObject({ ok: false });
  });

  test('waits a moment for what the page adds', async () => {
    await hands.show(
      `<div style="height:4000px"></div><script>let timer; onscroll = () => { clearTimeout(timer); timer = setTimeout(() => { document.body.append('More came') }, 100) }</script>`,
    );
    await hands.act({ kind: 'scroll', to: 'down' });
    expect(await hands.text()).toContain('More came');
  });
});
