/** A button that only says yes is known by the question around it: the police judge that. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { verbOf } from '../../../lib/domain/verb-of.ts';
import { type OpenHands, openHands } from '../open-hands.ts';

let hands: OpenHands;

beforeAll(async () => {
  hands = await openHands();
});
afterAll(() => hands?.close());

const asks = 'Delete all 3 drafts? This cannot be undone.';

async function targetOf(html: string, name: string) {
  const { targets } = await hands.show(html);
  const target = [...targets.values()].find(one => one.name === name);
  if (target === undefined) throw new Error(`There is no ${name}.`);
  return target;
}

test.each([
  ['a dialog', `<dialog open><h2>Drafts</h2><p>${asks}</p><button>Cancel</button><button>Yes</button></dialog>`],
  ['a role', `<div role="alertdialog"><p>${asks}</p><div><button>Yes</button></div></div>`],
  ['a class', `<div class="c-ModalRoot"><p>${asks}</p><div class="modal-footer"><button>Yes</button></div></div>`],
  [
    'a shadow root',
    `<x-ask></x-ask><script>customElements.define('x-ask', class extends HTMLElement { constructor() { super();
    this.attachShadow({ mode: 'open' }).innerHTML = '<div role="dialog"><slot></slot><p>${asks}</p><button>Yes</button></div>' } })</script>`,
  ],
])('in %s', async (_what, html) => {
  const target = await targetOf(html, 'Yes');
  expect(target.asks).toContain(asks);
  expect(verbOf({ kind: 'click', ref: target.ref, target })).toBe('delete');
  expect(verbOf({ kind: 'press', keys: 'Enter', ref: target.ref, target })).toBe('delete');
});

test.each(['OK', 'Confirm', 'Continue', 'Yes, please!', 'Sí', 'Ja', '确定', 'はい', 'Да'])('called %s', async name => {
  const target = await targetOf(`<div role="dialog">${asks}<button>${name}</button></div>`, name);
  expect(target.asks).toContain(asks);
});

test.each([
  ['is a choice in a form', `<div role="dialog">${asks}<label><input type="radio">Yes</label></div>`, 'Yes'],
  ['is asked nothing', '<div class="cart-popup">Order summary: 2 mugs <button>Continue</button></div>', 'Continue'],
  ['says more than yes', `<div role="dialog">${asks}<button>Keep them</button></div>`, 'Keep them'],
  ['stands in no dialog', `<p>${asks}</p><button>Yes</button>`, 'Yes'],
  ['stands in one of many words', `<div role="dialog">${'Words. '.repeat(80)}${asks}<button>Yes</button></div>`, 'Yes'],
  ['stands in a page that is called one', `<body class="modal-open"><p>${asks}</p><button>Yes</button>`, 'Yes'],
])('one that %s has none', async (_what, html, name) => {
  const target = await targetOf(html, name);
  expect(target.asks).toBeUndefined();
  expect(verbOf({ kind: 'click', ref: target.ref, target })).toMatch(/^(navigate|input)$/);
});

test('a yes to nothing that commits is a click like any other', async () => {
  const target = await targetOf('<div role="dialog">Show the older ones?<button>Yes</button></div>', 'Yes');
  expect(verbOf({ kind: 'click', ref: target.ref, target })).toBe('navigate');
});
