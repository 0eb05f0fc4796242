/** Secrets in real fields: each is asked for with the field's own origin and kind, and nothing of it goes anywhere else. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import type { SecretSource } from '../../lib/browser/secret-source.ts';
import {
  canFill,
  type FieldFacts,
  fieldKindOf,
  replacePlaceholders,
  type SecretFacts,
} from '../../lib/domain/secret.ts';
import { handsOn, openSite, openTestBrowser, type TestSite } from './open-site.ts';

const PASSWORD = 'Canary 9f3k&"<Zq7';
let site: TestSite;
let other: TestSite;
let browser: OpenBrowser;
let hands: ReturnType<typeof handsOn>;
let asked: FieldFacts[] = [];

const values = new Map([
  ['pw', PASSWORD],
  ['user', 'ada'],
  ['code', '123456'],
]);

beforeAll(async () => {
  [site, other] = await Promise.all([openSite(), openSite()]);
  const bound = (name: string, kind: SecretFacts['kind'], fields: SecretFacts['fields']): [string, SecretFacts] => [
    name,
    { name, kind, fields, sites: [site.host] },
  ];
  const facts = new Map([
    bound('pw', 'password', ['password']),
    bound('user', 'username', ['username', 'text', 'prose']),
    bound('code', 'totp', ['one-time-code']),
  ]);
  const source: SecretSource = {
    values: () => [...values.values()],
    async resolve(text, field) {
      asked.push(field);
      for (const [name, secret] of facts) {
        const ruling = text.includes(`{{${name}}}`) ? canFill(secret, field) : undefined;
        if (ruling?.ok === false) return ruling;
      }
      return { ok: true, value: replacePlaceholders(text, values) };
    },
  };
  browser = await openTestBrowser({ allowHosts: [site.host, other.host], secrets: source });
  hands = handsOn(browser);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), other.close()]);
});

beforeEach(() => {
  asked = [];
});

const show = (body: string, on: TestSite = site): Promise<unknown> => hands.visit(on.show('/', body));
const textNow = async (): Promise<string> => {
  const read = await browser.page.readText();
  return read.ok ? read.markdown : read.detail;
};
/** Says in the page, beside the fields, what they hold. */
const SAYS = `<output></output><script>addEventListener('input', () => {
  document.querySelector('output').textContent = 'holds ' + [...document.querySelectorAll('input, textarea')].map(one => one.value).join('|') });</script>`;

describe('a secret is filled', () => {
  test('in place of what stood there, and the page hears of it', async () => {
    await show(`<label>Password <input type="password" value="old"></label>${SAYS}`);
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await textNow()).toContain('holds Canary 9f3k&');
    expect(asked).toMatchObject([{ origin: site.url, type: 'password' }]);
  });

  test('inside a fixed text, into a text area and an editor', async () => {
    await show(
      `<textarea aria-label="Area"></textarea><div aria-label="Editor" role="textbox" contenteditable>old</div>${SAYS}`,
    );
    expect(await hands.fill('Area', 'I am {{user}}.')).toMatchObject({ ok: true });
    expect(await textNow()).toContain('holds I am ada.');
    await hands.look();
    expect(await hands.fill('Editor', '{{user}}')).toMatchObject({ ok: true });
    expect((await hands.look()).text).toMatch(/"Editor".*ada/);
  });

  test('over a row of boxes, where it is a code', async () => {
    const box = (n: number) => `<input aria-label="Digit ${n}" maxlength="1" inputmode="numeric" style="width:30px">`;
    await show(`<div>${[1, 2, 3, 4, 5, 6].map(box).join('')}</div>${SAYS}`);
    expect(await hands.fill('Digit 1', '{{code}}')).toMatchObject({ ok: true });
    expect(await textNow()).toContain('holds 1|2|3|4|5|6');
  });

  test('where the page throws away what is typed', async () => {
    await show(`<label>Password <input type="password"></label>${SAYS}<script>
      for (const kind of ['keydown', 'keypress', 'beforeinput', 'paste'])
        document.querySelector('input').addEventListener(kind, event => event.preventDefault());</script>`);
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: true, effect: 'changed' });
    expect(await textNow()).toContain('holds Canary 9f3k&');
  });

  test('in a frame of its own site, shown by another', async () => {
    const framed = site.show('/framed', '<label>Password <input type="password"></label>');
    await show(`<iframe width="500" height="200" src="${framed}"></iframe>`, other);
    await hands.look();
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: true });
    expect(asked).toMatchObject([{ origin: site.url }]);
  });
});

describe('a secret is not filled', () => {
  test.each([
    [
      'an opaque frame',
      (html: string) => `<iframe width="500" height="200" sandbox="allow-scripts" srcdoc='${html}'></iframe>`,
      'null',
    ],
    [
      'a frame of another site',
      (html: string) => `<iframe width="500" height="200" src="${other.show('/framed', html)}"></iframe>`,
      'other',
    ],
  ])('into %s on the right site', async (_, frame, origin) => {
    await show(frame('<label>Password <input type="password"></label>'));
    await hands.look();
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: false, code: 'secret.wrong-site' });
    expect(asked[0]?.origin).toBe(origin === 'null' ? 'null' : other.url);
  });

  test('into a form whose button sends elsewhere, though its own fields hide its methods', async () => {
    await show(`<form action="/in"><input name="querySelectorAll"><input name="action">
      <label>Password <input type="password"></label><button formaction="${other.url}/take">Go</button></form>`);
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: false, code: 'secret.wrong-site' });
    expect(asked[0]?.sendsTo).toBe(other.url);
  });

  test.each([
    ['a search box', '<input type="search" aria-label="Field">'],
    ['a box in a search', '<form role="search"><input aria-label="Field"></form>'],
    ['a form that says it puts what it has into the address', '<form method="GET"><input aria-label="Field"></form>'],
    ['a field called q', '<input name="q" aria-label="Field">'],
  ])('into %s', async (_, html) => {
    await show(html);
    expect(await hands.fill('Field', '{{user}}')).toMatchObject({ ok: false, code: 'secret.wrong-field' });
    expect(asked.map(fieldKindOf)).toEqual(['search']);
  });

  test('into a field that becomes another kind when it is clicked', async () => {
    await show(`<label>Password <input type="password" onfocus="this.type='text'"></label>${SAYS}`);
    expect(await hands.fill('Password', '{{pw}}')).toMatchObject({ ok: false, code: 'secret.wrong-field' });
    expect(await textNow()).not.toContain('Canary');
  });

  test('into what takes the focus from it, in the page or in a frame around it', async () => {
    const framed = site.show('/framed', '<label>Password <input type="password"></label>');
    await show(
      `<input aria-label="Thief"><output></output><iframe width="500" height="200" src="${framed}"></iframe><script>
       const thief = document.querySelector('input');
       setInterval(() => { thief.focus(); document.querySelector('output').textContent = 'stole ' + thief.value }, 1)</script>`,
      other,
    );
    await hands.look();
    await hands.fill('Password', '{{pw}}');
    expect(await textNow()).not.toMatch(/stole \S/);
  });
});

test('without a source a placeholder is a text like any other', async () => {
  const bare = await openTestBrowser({ allowHosts: [site.host] });
  try {
    const own = handsOn(bare);
    await own.visit(site.show('/', '<input aria-label="Field">'));
    expect(await own.fill('Field', '{{pw}}')).toMatchObject({ ok: true });
    expect((await own.look()).text).toContain('= "{{pw}}"');
  } finally {
    await bare.close();
  }
});
