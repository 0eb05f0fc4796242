/** The bound on the frames of a page counts those that are there at once: however many come and go, each finds its room. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenHands, openHands } from './open-hands.ts';

const MAX = 100;
let hands: OpenHands;
/** The queries under which frames asked for their documents, in order. */
let asked: string[];

beforeAll(async () => {
  hands = await openHands({ farName: 'far.example' });
  hands.site.show('/kid', (request, response) => {
    asked.push(request.url ?? '');
    // Without it, going back would ask for none of them.
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }).end('<p>kid</p>');
  });
});
afterAll(() => hands?.close());
beforeEach(() => {
  asked = [];
});

const kids = (name: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `<iframe width="9" height="9" src="/kid?${name}-${at}"></iframe>`).join('');

/** In the page: adds so many, and is done when each has loaded, with a document or without one. */
const add = `const add = (name, count, src = '/kid') => Promise.all(Array.from({ length: count }, (_, at) => new Promise(done => {
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: src + '?' + name + '-' + at, width: 9, height: 9, onload: () => done(frame) });
  document.body.append(frame);
})));`;

/** What the page says in its title when its script is through. */
const title = (words: string) =>
  expect.poll(async () => (await hands.look()).title, { timeout: 20_000, interval: 300 }).toBe(words);

test('each of many pages in a row gets all of its frames, by link, by address, back and anew', async () => {
  const here = hands.site.show('/a', `<h1>a</h1>${kids('a', 60)}`);
  hands.site.show('/b', `<h1>b</h1><a href="/c">Next</a>${kids('b', 60)}`);
  hands.site.show('/c', `<h1>c</h1>${kids('c', 60)}`);
  await hands.visit(here);
  await hands.visit(`http://${hands.farHost}/b`);
  await hands.click('Next');
  await hands.act({ kind: 'back' });
  await hands.act({ kind: 'reload' });
  await hands.visit(here);
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(6 * 60);
}, 60_000);

test.each([
  ['removes them', `for (const frame of frames) frame.remove()`],
  ['writes itself anew', `document.open(); document.write('<body></body>'); document.close()`],
  ['empties what they are in', `document.body.innerHTML = ''`],
])(
  'a page that adds thirty frames again and again and %s gets each',
  async (_how, remove) => {
    await hands.show(
      `<title> </title><body><script>${add}
      (async () => {
        for (let round = 0; round < 5; round += 1) { const frames = await add(round, 30); ${remove}; }
        document.title = 'through';
      })();
    </script>`,
    );
    await title('through');
    expect(new Set(asked).size).toBe(5 * 30);
  },
  60_000,
);

test.each([
  ['the same site', () => hands.site.host],
  ['another site', () => hands.farHost],
])(
  'a frame that goes from page to page of %s, with frames in each, gets them all',
  async (_name, host) => {
    hands.site.show('/ads', (request, response) => {
      const name = (request.url ?? '').replace(/.*\?/, '');
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<body>${kids(name, 40)}`);
    });
    await hands.show(
      `<title> </title><iframe id="ads"></iframe><script>
      (async () => {
        for (let round = 0; round < 4; round += 1)
          await new Promise(done => { ads.onload = done; ads.src = (round % 2 ? '' : 'http://${host()}') + '/ads?' + round; });
        document.title = 'through';
      })();
    </script>`,
    );
    await title('through');
    expect(new Set(asked).size).toBe(4 * 40);
  },
  60_000,
);

test('the hundredth frame comes by a click, the next stays empty, and comes where another has left', async () => {
  await hands.show(
    `<title> </title><body><button onclick="add('more', 1).then(([frame]) => document.title = frame.contentDocument?.body?.innerText ?? 'shut')">Add</button>
     <button onclick="document.querySelector('iframe').remove(); document.title = 'removed'">Remove</button>
     <button onclick="[...document.querySelectorAll('iframe')].at(-1).src += '-again'">Ask again</button>
     <script>${add}</script>${kids('first', MAX - 1)}`,
  );
  await expect.poll(() => asked.length).toBe(MAX - 1);
  await hands.click('Add');
  await expect.poll(() => asked.length).toBe(MAX);
  await hands.click('Add');
  expect(asked.length).toBe(MAX);
  await hands.click('Remove');
  await hands.click('Ask again');
  await expect.poll(() => asked.at(-1)).toBe('/kid?more-0-again');
  await hands.click('Add');
  await hands.look();
  expect(asked.length).toBe(MAX + 1);
}, 60_000);
