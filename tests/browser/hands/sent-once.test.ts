/** Hands on pages that forms are sent from: nothing sends one a second time, and where no answer says what came of it, that is said. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenHands, openHands } from '../open-hands.ts';

let own: OpenHands;
let hands: OpenHands;
/** The methods of the requests that were to place an order. */
let orders: (string | undefined)[];

beforeAll(async () => {
  own = await openHands();
  hands = own;
});
afterAll(() => own?.close());
beforeEach(() => {
  orders = [];
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const page =
  (status: number, html: string, headers = {}): Answer =>
  response => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(html);
  };
const thanks = page(200, '<h1>Thanks</h1><a href="/on">On</a>');
/** A page that Chromium may not keep. */
const once = page(200, '<h1>Thanks</h1><a href="/on">On</a><script>onunload = () => {}</script>', {
  'cache-control': 'no-store',
});

async function order(answer: Answer, method = 'post') {
  hands.site.show('/order', (request, response) => {
    orders.push(request.method);
    answer(response, request);
  });
  await hands.show(`<form method="${method}" action="/order"><input name="n" value="1"><button>Order</button></form>`);
  const outcome = await hands.click('Order');
  await hands.look();
  return outcome;
}

describe('a form is not sent again', () => {
  const refused = { ok: false, code: 'page.would-resend' };

  test('by loading its answer anew', async () => {
    expect(await order(thanks)).toMatchObject({ ok: true, effect: 'navigated' });
    expect(await hands.act({ kind: 'reload' })).toMatchObject(refused);
    expect(await hands.text()).toContain('heading 1 "Thanks"');
    for (const keys of ['F5', 'Control+r']) await hands.act({ kind: 'press', keys });
    expect(orders).toEqual(['POST']);
  });

  test('by loading an answer anew that says that it failed', async () => {
    await order(page(500, '<h1>Oops</h1>'));
    expect(await hands.act({ kind: 'reload' })).toMatchObject(refused);
    expect(orders).toEqual(['POST']);
  });

  test('by going back to its answer, and loading that anew', async () => {
    await order(once);
    hands.site.show('/on', '<h1>On</h1>');
    await hands.click('On');
    expect(await hands.act({ kind: 'back' })).toMatchObject(refused);
    expect(await hands.act({ kind: 'reload' })).toMatchObject({ ok: false });
    expect(orders).toEqual(['POST']);
  });

  test('by a person who loads the page anew, and they are told', async () => {
    await order(thanks);
    const person = hands.browser.live?.hands();
    await person?.do({ kind: 'reload' }, AbortSignal.timeout(10_000));
    expect(person?.takeActs()).toEqual([expect.stringContaining('loaded the page again, but')]);
    expect(orders).toEqual(['POST']);
  });

  test.each([
    [
      'that led on to a page',
      (response: ServerResponse, request: IncomingMessage) =>
        request.method === 'POST' ? response.writeHead(303, { location: '/order' }).end() : thanks(response, request),
      'post',
      ['POST', 'GET', 'GET'],
    ],
    ['that only asks', thanks, 'get', ['GET', 'GET']],
  ] as const)('while the page of one %s is loaded anew', async (_what, answer, method, asked) => {
    await order(answer, method);
    expect(await hands.act({ kind: 'reload' })).toMatchObject({ ok: true, effect: 'navigated' });
    expect(orders).toEqual(asked);
  });
});

describe('what came of a form is not known', () => {
  test.each([
    ['was answered by an error of the server', page(502, '<h1>Bad gateway</h1>')],
    ['had its connection cut', (response: ServerResponse) => response.destroy()],
    [
      'was answered by nothing',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100' });
        response.flushHeaders();
        setTimeout(() => response.destroy(), 50);
      },
    ],
    ['was never answered', () => {}],
  ])('that %s', async (_what, answer) => {
    expect(await order(answer)).toMatchObject({ ok: false, code: 'page.outcome-unknown' });
    expect(orders).toEqual(['POST']);
  });

  test('where its page hangs once it is sent', async () => {
    hands.site.show('/order', (request, response) => {
      orders.push(request.method);
      response.end();
    });
    await hands.show(`<button>Order</button><script>document.querySelector('button').onclick = () => {
      const asked = new XMLHttpRequest(); asked.open('POST', '/order', false); asked.send(); for (;;); }</script>`);
    expect(await hands.click('Order')).toMatchObject({ ok: false, code: 'page.outcome-unknown' });
    expect(orders).toEqual(['POST']);
  });
});

describe('what came of what a script sends is', () => {
  const sent = async (answer: Answer, method = 'POST', to = hands.site.url) => {
    hands.site.show('/order', (request, response) => {
      orders.push(request.method);
      response.setHeader('access-control-allow-origin', '*');
      answer(response, request);
    });
    await hands.show(`<button>Order</button><p></p><script>document.querySelector('button').onclick = () =>
      fetch('${to}/order', { method: '${method}' }).then(r => r.status, () => 'nothing')
        .then(said => { document.querySelector('p').textContent = 'Got ' + said })</script>`);
    const outcome = await hands.click('Order');
    expect(outcome).toMatchObject({ ok: true, effect: 'changed' });
    expect(orders).toEqual([method]);
    return outcome;
  };

  test.each([
    ['its server has an error', page(502, 'Bad gateway'), 'POST /order answered 502'],
    ['its connection is cut', (response: ServerResponse) => response.destroy(), 'POST /order'],
  ])('not known where %s', async (_what, answer, said) => {
    expect(await sent(answer)).toMatchObject({ inDoubt: true, note: expect.stringContaining(said) });
  });

  test.each([
    ['it was taken', page(200, 'ok'), 'POST'],
    ['it was found wanting', page(422, 'no'), 'POST'],
    ['it only asked', page(502, 'Bad gateway'), 'GET'],
  ])('known where %s', async (_what, answer, method) => {
    expect(await sent(answer, method)).not.toHaveProperty('inDoubt');
  });

  test('nothing to the agent where another site was told', async () => {
    const far = await openHands({ farName: 'counter.test' });
    try {
      hands = far;
      expect(await sent(page(502, 'Bad gateway'), 'POST', `http://${far.farHost}`)).not.toHaveProperty('inDoubt');
    } finally {
      hands = own;
      await far.close();
    }
  });
});

test.each([
  ['only asks, and an error of the server', page(502, '<h1>Bad gateway</h1>'), 'get'],
  ['goes to an address that is none', page(404, '<h1>Not found</h1>'), 'post'],
] as const)('a form that %s has failed', async (_what, answer, method) => {
  expect(await order(answer, method)).toMatchObject({ ok: false, code: 'page.navigation-failed' });
});

test('a form that reached nobody has failed', async () => {
  await hands.show('<form method="post" action="http://127.0.0.1:9/"><button>Order</button></form>');
  const outcome = await hands.click('Order');
  expect(outcome.ok).toBe(false);
  expect(outcome).not.toMatchObject({ code: 'page.outcome-unknown' });
});
