/** One scene or more for every verb, on the project's own test sites. */

import { anotherDocument, type Scene } from './scene.ts';

const LETTER = { name: 'letter.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode('Dear all\n') };
const log = `document.querySelector('#log').textContent`;
const fieldValue = (css: string): string => `document.querySelector(${JSON.stringify(css)}).value`;
/** Some way off the top, by the wheel. */
const PAGE_PX = 720;

export const scenes: readonly Scene[] = [
  {
    what: 'click, a button that answers at once',
    site: 'awkward',
    path: 'widgets/switch',
    css: '#sound',
    ours: ({ refOf }) => ({ kind: 'click', ref: refOf('Sound') }),
    bare: ({ element }) => element.click(),
    shows: log,
  },
  {
    what: 'click, a button that answers by fetch',
    site: 'shop',
    path: 'search?q=kettle',
    css: '[data-favourite]',
    ours: ({ refOf }) => ({ kind: 'click', ref: refOf('Save Heron Gooseneck Kettle to favourites') }),
    bare: ({ element }) => element.click(),
    shows: `document.querySelector('[data-favourite-count]').textContent`,
  },
  {
    what: 'click, a link to another page',
    site: 'shop',
    path: '',
    css: 'nav[aria-label="Categories"] a[href$="kettles"]',
    ours: ({ refOf }) => ({ kind: 'click', ref: refOf('Kettles', 'link') }),
    bare: ({ element }) => element.click(),
    shows: anotherDocument,
  },
  {
    what: 'fill, a text field',
    site: 'forms',
    path: 'login',
    css: '#user',
    ours: ({ refOf }) => ({ kind: 'fill', ref: refOf('Username'), value: 'demo user' }),
    async bare({ page, element }) {
      await element.click({ count: 3 });
      await page.keyboard.type('demo user');
    },
    shows: fieldValue('#user'),
  },
  {
    what: 'fill, a field that suggests',
    site: 'shop',
    path: '',
    css: 'input[name=q]',
    ours: ({ refOf }) => ({ kind: 'fill', ref: refOf('Search the shop'), value: 'kettle' }),
    async bare({ page, element }) {
      await element.click({ count: 3 });
      await page.keyboard.type('kettle');
    },
    shows: `document.querySelectorAll('[role=option]').length`,
  },
  {
    what: 'select, a native list',
    site: 'awkward',
    path: 'widgets/natives',
    css: 'select[name=country]',
    ours: ({ refOf }) => ({ kind: 'select', ref: refOf('Country'), options: ['Finland'] }),
    bare: ({ element }) => element.select('Finland'),
    shows: fieldValue('select[name=country]'),
  },
  {
    what: 'select, a drawn list',
    site: 'awkward',
    path: 'widgets/listbox',
    css: '[role=option]:nth-child(3)',
    ours: ({ refOf }) => ({ kind: 'select', ref: refOf('Toppings', 'listbox'), options: ['Peppers'] }),
    bare: ({ element }) => element.click(),
    shows: log,
  },
  {
    what: 'tick, a checkbox',
    site: 'awkward',
    path: 'widgets/switch',
    css: '#all',
    ours: ({ refOf }) => ({ kind: 'tick', ref: refOf('All rooms'), on: true }),
    bare: ({ element }) => element.click(),
    shows: `document.querySelector('#all').checked`,
  },
  {
    what: 'press, a key in a field',
    site: 'awkward',
    path: 'widgets/natives',
    css: 'input[name=guests]',
    ours: ({ refOf }) => ({ kind: 'press', keys: 'ArrowUp', ref: refOf('Guests') }),
    bare: ({ element }) => element.press('ArrowUp'),
    shows: fieldValue('input[name=guests]'),
  },
  {
    what: 'press, Enter that sends a form',
    site: 'shop',
    path: 'search?q=kettle',
    css: 'input[name=q]',
    ours: ({ refOf }) => ({ kind: 'press', keys: 'Enter', ref: refOf('Search the shop') }),
    bare: ({ element }) => element.press('Enter'),
    shows: anotherDocument,
  },
  {
    what: 'hover, a script shows more',
    site: 'awkward',
    path: 'widgets/hover',
    css: '#info',
    ours: ({ refOf }) => ({ kind: 'hover', ref: refOf('What is this?') }),
    bare: ({ element }) => element.hover(),
    shows: `document.getElementById('tip') !== null`,
  },
  {
    what: 'hover, a style sheet shows more',
    site: 'awkward',
    path: 'widgets/hover',
    css: 'nav a',
    ours: ({ refOf }) => ({ kind: 'hover', ref: refOf('Garden') }),
    bare: ({ element }) => element.hover(),
    shows: `document.querySelector('.sub').checkVisibility()`,
  },
  {
    what: 'drag, a card onto a column',
    site: 'awkward',
    path: 'widgets/kanban',
    css: '#c1',
    ours: ({ refOf }) => ({ kind: 'drag', ref: refOf('Write the letter'), to: refOf('Doing') }),
    async bare({ page, element }) {
      const [card, column] = [await element.boundingBox(), await (await page.$('section:nth-child(2)'))?.boundingBox()];
      if (card === null || column === null || column === undefined) throw new Error('no card or no column');
      await page.mouse.move(card.x + 20, card.y + 10);
      await page.mouse.down();
      await page.mouse.move(column.x + 60, column.y + 100, { steps: 12 });
      await page.mouse.up();
    },
    shows: log,
  },
  {
    what: 'scroll, a page down',
    site: 'shop',
    path: 'products',
    ours: () => ({ kind: 'scroll', to: 'down' }),
    bare: ({ page }) => page.mouse.wheel({ deltaY: PAGE_PX }),
    shows: 'scrollY',
  },
  {
    what: 'navigate',
    site: 'awkward',
    path: 'hostile/simple',
    ours: ({ urlOf }) => ({ kind: 'navigate', url: urlOf('shop', 'products') }),
    bare: ({ page, urlOf }) => page.goto(urlOf('shop', 'products'), { waitUntil: 'domcontentloaded' }),
    shows: anotherDocument,
  },
  {
    what: 'back',
    site: 'shop',
    path: '',
    prepare: ({ page, urlOf }) => page.goto(urlOf('shop', 'products')),
    ours: () => ({ kind: 'back' }),
    bare: ({ page }) => page.goBack({ waitUntil: 'domcontentloaded' }),
    shows: 'location.pathname',
  },
  {
    what: 'forward',
    site: 'shop',
    path: '',
    async prepare({ page, urlOf }) {
      await page.goto(urlOf('shop', 'products'));
      await page.goBack();
    },
    ours: () => ({ kind: 'forward' }),
    bare: ({ page }) => page.goForward({ waitUntil: 'domcontentloaded' }),
    shows: 'location.pathname',
  },
  {
    what: 'reload',
    site: 'shop',
    path: 'products',
    ours: () => ({ kind: 'reload' }),
    bare: ({ page }) => page.reload({ waitUntil: 'domcontentloaded' }),
    shows: anotherDocument,
  },
  {
    what: 'upload',
    site: 'awkward',
    path: 'files/upload',
    css: 'input[name=letter]',
    ours: ({ refOf }) => ({ kind: 'upload', ref: refOf('Letter'), files: [LETTER.name] }),
    files: [LETTER],
    // Given as an input by the selector; puppeteer wants to know that at compile time.
    bare: async ({ page, file }) => (await page.$('input[name=letter]'))?.uploadFile(file),
    shows: `document.querySelector('input[name=letter]').files.length`,
  },
  {
    what: 'click, a link that downloads',
    // A task takes 20 files, and both hands take one each.
    rounds: 8,
    site: 'awkward',
    path: 'files/downloads',
    css: 'a[href$="rivers.csv"]',
    ours: ({ refOf }) => ({ kind: 'click', ref: refOf('Rivers as CSV') }),
    bare: ({ element }) => element.click(),
    shows: { file: true },
  },
  {
    what: 'wait, for a text that comes after 300 ms',
    site: 'awkward',
    path: 'hostile/simple',
    trigger: `void setTimeout(() => document.body.append('The tide has come'), 300)`,
    ours: () => ({ kind: 'wait', text: 'The tide has come' }),
    bare: ({ page }) => page.waitForFunction(() => document.body.innerText.includes('The tide has come')),
    shows: `document.body.innerText.includes('The tide has come')`,
  },
];
