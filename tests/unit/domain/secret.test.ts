/** Where a secret may go: truth tables, and the property that nothing goes anywhere else. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../lib/domain/digest.ts';
import { isWithin, narrowScope } from '../../../lib/domain/scope.ts';
import {
  bindingCovers,
  canFill,
  type FieldFacts,
  fieldKindOf,
  fieldKinds,
  fieldsOfKind,
  hasPlaceholder,
  isPlaceholdersOnly,
  placeholdersIn,
  replacePlaceholders,
  type SecretFacts,
  secretKinds,
} from '../../../lib/domain/secret.ts';
import { sampleField, sampleTerms } from '../../support/domain-samples.ts';

const field = (change: Partial<FieldFacts> = {}): FieldFacts =>
  sampleField({ origin: 'https://login.example.com', ...change });
const password: SecretFacts = { name: 'shop-password', kind: 'password', sites: ['example.com'], fields: ['password'] };

describe('a binding', () => {
  test.each([
    ['example.com', 'https://example.com', true],
    ['example.com', 'https://a.b.example.com', true],
    ['example.com', 'https://example.com:8443', true],
    ['example.com', 'http://example.com', false],
    ['example.com', 'https://example.com.evil.test', false],
    ['example.com', 'https://notexample.com', false],
    ['example.com', 'https://example.co', false],
    ['login.example.com', 'https://login.example.com', true],
    ['login.example.com', 'https://example.com', false],
    ['login.example.com', 'https://x.login.example.com', false],
    ['login.example.com', 'https://login.example.com:8443', false],
    ['login.example.com:8443', 'https://login.example.com:8443', true],
    ['me.github.io', 'https://me.github.io', true],
    ['github.io', 'https://me.github.io', false],
    ['co.uk', 'https://shop.co.uk', false],
    ['127.0.0.1:4311', 'http://127.0.0.1:4311', true],
    ['127.0.0.1:4311', 'http://127.0.0.1:4312', false],
    ['127.0.0.1', 'http://127.0.0.1:4311', false],
    ['[::1]:80', 'http://[::1]', false],
    ['[::1]', 'http://[::1]', true],
    ['localhost:1', 'http://localhost:1', true],
    ['example.com', 'null', false],
    ['example.com', '', false],
    ['example.com', 'file://example.com', false],
    ['example.com', 'data:text/html,example.com', false],
  ])('%s covers %s: %s', (binding, origin, covers) => expect(bindingCovers(binding, origin)).toBe(covers));
});

describe('a field', () => {
  test.each<[string, Partial<FieldFacts>, string]>([
    ['a password field', {}, 'password'],
    ['a password field for codes', { autocomplete: 'section-a one-time-code' }, 'one-time-code'],
    ['a text field', { type: 'text' }, 'text'],
    ['a text field called username', { type: 'text', words: 'user name' }, 'username'],
    ['an email field', { type: 'email' }, 'username'],
    ['a text field for codes', { type: 'text', words: 'Enter your 2FA code' }, 'one-time-code'],
    ['a row of boxes', { type: 'tel', boxes: 6 }, 'one-time-code'],
    ['a text area', { type: 'textarea' }, 'prose'],
    ['an editor', { type: 'editable' }, 'prose'],
    ['a search field', { type: 'search' }, 'search'],
    ['a password field of a search', { isSearch: true }, 'search'],
    ['a date', { type: 'date' }, 'other'],
    ['a file', { type: 'file' }, 'other'],
  ])('that is %s is of its kind', (_, change, kind) => expect(fieldKindOf(field(change))).toBe(kind));
});

describe('a secret', () => {
  test.each<[string, Partial<SecretFacts>, Partial<FieldFacts>, true | string]>([
    ['a password into a password field', {}, {}, true],
    ['a password into a text field', {}, { type: 'text' }, 'secret.wrong-field'],
    ['a password into a text field its owner named', { fields: ['password', 'text'] }, { type: 'text' }, true],
    [
      'a password into a search box its owner named all for',
      { fields: [...fieldKinds] },
      { isSearch: true },
      'secret.wrong-field',
    ],
    ['a password on another site', {}, { origin: 'https://evil.test' }, 'secret.wrong-site'],
    ['a password in an opaque frame', {}, { origin: 'null' }, 'secret.wrong-site'],
    ['a password into a form for elsewhere', {}, { sendsTo: 'https://evil.test' }, 'secret.wrong-site'],
    ['a password into a form for a sister', {}, { sendsTo: 'https://sso.example.com' }, true],
    ['a user name into an email field', { kind: 'username', fields: fieldsOfKind.username }, { type: 'email' }, true],
    ['a user name into a text field', { kind: 'username', fields: fieldsOfKind.username }, { type: 'text' }, true],
    [
      'a user name into a password field',
      { kind: 'username', fields: fieldsOfKind.username },
      {},
      'secret.wrong-field',
    ],
    ['a code into a code field', { kind: 'totp', fields: fieldsOfKind.totp }, { type: 'text', words: 'OTP' }, true],
    ['a code into an editor', { kind: 'totp', fields: fieldsOfKind.totp }, { type: 'editable' }, 'secret.wrong-field'],
    ['a basic one anywhere', { kind: 'basic', fields: ['password'] }, {}, 'secret.wrong-field'],
  ])('%s', (_, change, at, expected) => {
    const ruling = canFill({ ...password, ...change }, field(at));
    expect(ruling.ok ? true : ruling.code).toBe(expected);
  });

  test('is filled only where a binding covers the origin and the kind is allowed, whatever the page says', () => {
    const site = fc.constantFrom('example.com', 'login.example.com', 'evil.test', '127.0.0.1:1', 'co.uk', 'github.io');
    const origin = fc.oneof(
      fc.constantFrom('https://example.com', 'https://login.example.com', 'http://example.com', 'https://evil.test'),
      fc.constantFrom('http://127.0.0.1:1', 'https://a.github.io', 'null', '', 'about:blank'),
      fc.webUrl(),
      fc.string(),
    );
    const secret = fc.record({
      name: fc.constant('x'),
      kind: fc.constantFrom(...secretKinds),
      sites: fc.array(site, { maxLength: 3 }),
      fields: fc.subarray([...fieldKinds]),
    });
    const facts = fc.record({
      origin,
      type: fc.oneof(fc.constantFrom('password', 'text', 'email', 'search', 'editable', 'textarea'), fc.string()),
      autocomplete: fc.oneof(fc.constantFrom('', 'one-time-code', 'username', 'current-password'), fc.string()),
      words: fc.oneof(fc.constantFrom('', 'search', 'user', 'otp', 'password'), fc.string()),
      isSearch: fc.boolean(),
      boxes: fc.integer({ min: 0, max: 8 }),
    });
    fc.assert(
      fc.property(secret, facts, fc.option(origin, { nil: undefined }), (one, at, sendsTo) => {
        const seen: FieldFacts = sendsTo === undefined ? at : { ...at, sendsTo };
        if (!canFill(one, seen).ok) return;
        const kind = fieldKindOf(seen);
        expect(one.sites.some(binding => bindingCovers(binding, at.origin))).toBe(true);
        expect(sendsTo === undefined || one.sites.some(binding => bindingCovers(binding, sendsTo))).toBe(true);
        expect(one.fields).toContain(kind);
        expect(one.kind).not.toBe('basic');
        expect(at.isSearch).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a placeholder', () => {
  test('is found alone and inside a text, and nothing else is one', () => {
    expect(placeholdersIn('Bearer {{ api-token }} and {{a}}, {{a}}')).toEqual(['api-token', 'a']);
    for (const text of ['{{}}', '{{A}}', '{{1a}}', '{a}', '{{a b}}', '{{7*7}}', `{{${'a'.repeat(41)}}}`])
      expect(hasPlaceholder(text)).toBe(false);
    expect(isPlaceholdersOnly('{{a}}{{b}}')).toBe(true);
    expect(isPlaceholdersOnly('x{{a}}')).toBe(false);
  });

  test('is replaced once: a value that looks like another one stays what it is', () => {
    const values = new Map([
      ['a', '{{b}}$&'],
      ['b', 'secret'],
    ]);
    expect(replacePlaceholders('{{a}} {{c}}', values)).toBe('{{b}}$& {{c}}');
  });
});

describe('the secrets of a scope', () => {
  const { scope } = sampleTerms();
  const wide = { ...scope, secrets: ['a', 'b'] };

  test('may be left out by the yes, and not added', () => {
    expect(narrowScope(wide, { secrets: ['a'] })).toEqual({ ...scope, secrets: ['a'] });
    expect(isWithin(narrowScope(wide, { secrets: [] }), wide)).toBe(true);
    expect(isWithin(narrowScope(wide, { secrets: ['c'] }), wide)).toBe(false);
    expect(isWithin(narrowScope(scope, { secrets: ['a'] }), scope)).toBe(false);
    expect(isWithin(wide, scope)).toBe(false);
  });

  test('change what is consented to, and their absence changes no digest of before', () => {
    expect(digestOf(wide)).not.toBe(digestOf(scope));
    expect(narrowScope(scope, {})).toStrictEqual(scope);
  });
});
