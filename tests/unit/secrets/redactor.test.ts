/** The redactor: a value is found however it is written, and nothing else is touched. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../lib/secrets/redactor.ts';

const value = 'C4nary "ü/&<+>\'=%';
const redactor = makeRedactor();
redactor.add({ name: 'shop-password', kind: 'password', value });
const inside = (written: string): string => `before ${written} after`;

const qp = [...Buffer.from(value)].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);
const ways: Readonly<Record<string, string>> = {
  plain: value,
  'upper case': value.toUpperCase(),
  'lower case': value.toLowerCase(),
  'for an address': encodeURIComponent(value),
  'for an address, escaped twice': encodeURIComponent(encodeURIComponent(value)),
  'in a form': new URLSearchParams({ q: value }).toString().slice(2),
  'in JSON': JSON.stringify(value).slice(1, -1),
  'in JSON in JSON': JSON.stringify(JSON.stringify(value)).slice(3, -3),
  'in HTML': value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'in HTML, by numbers': [...value].map(char => `&#${char.codePointAt(0)};`).join(''),
  'in HTML, by hexadecimal numbers': [...value].map(char => `&#x${char.codePointAt(0)?.toString(16)};`).join(''),
  'quoted-printable': qp.join(''),
  'quoted-printable over two lines': `${qp.slice(0, 7).join('')}=\r\n${qp.slice(7).join('')}`,
  'with soft hyphens': [...value].join('\u00ad'),
  'in base64': Buffer.from(value).toString('base64'),
  'in base64 for addresses': Buffer.from(value).toString('base64url'),
  'in hexadecimal': Buffer.from(value).toString('hex'),
};

describe('a known value', () => {
  test.each(Object.entries(ways))('is replaced %s', (_, written) => {
    expect(redactor.text(inside(written))).toMatch(/^before \{\{shop-password\}\}=* after$/);
  });

  test.each([0, 1, 2])('is taken out of the base64 of a longer text, after %i characters', shift => {
    const written = Buffer.from(`${'x'.repeat(shift)}${value}:and more`).toString('base64');
    const told = redactor.text(written);
    expect(told).toContain('{{shop-password}}');
    expect(Buffer.from(told.replace('{{shop-password}}', ''), 'base64').toString()).not.toContain(value.slice(1, -2));
  });

  test('is replaced where what stands before it looks like another escape', () => {
    const plain = makeRedactor();
    plain.add({ name: 'pw', kind: 'password', value: 'Canary & more' });
    expect(plain.text('?echo=Canary%20%26%20more&x=1')).toBe('?echo={{pw}}&x=1');
    expect(plain.text('<a href=3D"/?p=3DCanary%20&amp;%20mo=\r\nre">')).toBe('<a href=3D"/?p=3D{{pw}}">');
  });

  test('is replaced where a text was cut off in it', () => {
    expect(redactor.text(`a ${value.slice(0, 9)}…`)).toBe('a {{shop-password}}…');
    expect(redactor.text(`a ${value.slice(0, 7)}`)).toBe('a {{shop-password}}');
  });

  test('is replaced in every text of a structure, names of fields too, and our own words stay', () => {
    const weak = makeRedactor();
    weak.add({ name: 'pw', kind: 'password', value: 'password' });
    const event = {
      type: 'action.finished',
      data: { inputType: 'password', 'a password': ['password'], code: 'password' },
    };
    expect(weak.deep(event)).toEqual({
      type: 'action.finished',
      data: { inputType: 'password', 'a {{pw}}': ['{{pw}}'], code: 'password' },
    });
  });

  test('is replaced in the name of a file, in a slug and letter by letter', () => {
    const plain = makeRedactor();
    plain.add({ name: 'pw', kind: 'password', value: 'Canary/9f3k&Zq7 "x"' });
    plain.add({ name: 'code', kind: 'totp', value: '123456' });
    expect(plain.text('saved "Canary_9f3k&Zq7 _x_.csv"')).toBe('saved "{{pw}}_.csv"');
    expect(plain.text('/posts/canary-9f3k-zq7-x/')).toBe('/posts/{{pw}}/');
    expect(plain.text('C a n a r y / 9 f 3 k & Z q 7 x!')).toBe('{{pw}}!');
    expect(plain.text('code 123 456, 123-456, 1234567')).toBe('code {{code}}, {{code}}, 1234567');
  });

  test('is replaced in braces too: a page cannot make a placeholder of it', () => {
    const plain = makeRedactor();
    plain.add({ name: 'pw', kind: 'password', value: 'hunter-two' });
    expect(plain.text('{{hunter-two}} {{pw}}')).toBe('{{{{pw}}}} {{pw}}');
  });

  test('is taken out of bytes: as text where they are, and without moving anything where not', () => {
    const text = redactor.bytes(Buffer.from(inside(value)), 'text/csv; charset=utf-8');
    expect(Buffer.from(text).toString()).toBe(inside('{{shop-password}}'));
    const raw = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(value), Buffer.from([1])]);
    const masked = Buffer.from(redactor.bytes(raw, 'image/jpeg'));
    expect(masked.length).toBe(raw.length);
    expect(masked.includes(value)).toBe(false);
  });
});

describe('a text without the value', () => {
  test('stays as it is, placeholders too', () => {
    const two = makeRedactor();
    two.add({ name: 'shop-user', kind: 'username', value: 'shop' });
    two.add({ name: 'shop-password', kind: 'password', value: 'hunter2hunter2' });
    expect(two.text('{{shop-password}} in the workshop')).toBe('{{shop-password}} in the workshop');
    expect(two.text('the shop is http://shop.test/shop')).toBe('the {{shop-user}} is http://shop.test/{{shop-user}}');
  });

  test('stays as it is where only a short value is part of a word', () => {
    const short = makeRedactor();
    short.add({ name: 'code', kind: 'totp', value: '12345' });
    expect(short.text('A12345 112345 12345')).toBe('A12345 112345 {{code}}');
    expect(short.text('?a=%2012345&b')).toBe('?a=%20{{code}}&b');
  });

  test('is any text, for any values: what comes out has none, and a second time changes nothing', () => {
    const values = fc.uniqueArray(
      fc
        .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 20 })
        .filter(v => /^\S.*\S$/.test(v) && !v.includes('{')),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(values, fc.array(fc.string({ maxLength: 10 }), { maxLength: 6 }), (known, words) => {
        const some = makeRedactor();
        for (const [index, one] of known.entries()) some.add({ name: `s${index}`, kind: 'password', value: one });
        const told = some.text(known.map((one, index) => `${words[index] ?? ''}\n${one}\n`).join(''));
        for (const one of known) expect(told.toLowerCase().includes(one.toLowerCase())).toBe(false);
        expect(some.text(told)).toBe(told);
      }),
      { numRuns: 60 },
    );
  });

  test('costs little: a megabyte full of escapes takes less than three seconds of processor time for twenty values', () => {
    const many = makeRedactor();
    for (let n = 0; n < 20; n += 1) many.add({ name: `s${n}`, kind: 'password', value: `correct-horse-${n}-battery` });
    const page =
      '<p class="row">Nothing of it: correct answers, horses and batteries &amp; more%20of=20them</p>\n'.repeat(11_000);
    const before = process.cpuUsage();
    expect(many.text(page)).toBe(page);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
