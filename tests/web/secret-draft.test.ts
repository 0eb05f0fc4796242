/** What a person writes about a secret, made fit for the API before it is sent. */

import { expect, test } from 'vitest';
import { fieldKinds, fieldsOfKind, SecretName, secretKinds } from '../../lib/domain/secret.ts';
import {
  allFields,
  emptyDraft,
  isSeed,
  kinds,
  NAME_PATTERN,
  secretOf,
  sitesIn,
  usualFields,
  wrongSite,
} from '../../web/state/secret-draft.ts';

test('the copies of the words are those of the domain', () => {
  expect(kinds).toEqual(secretKinds);
  expect(allFields).toEqual(fieldKinds);
  expect(usualFields).toEqual(fieldsOfKind);
  const names = ['shop-password', 'a', 'A', '1a', 'a b', 'a'.repeat(41)];
  const pattern = new RegExp(`^(?:${NAME_PATTERN})$`, 'v');
  expect(names.map(name => pattern.test(name))).toEqual(names.map(name => SecretName.safeParse(name).success));
});

test('sites are taken as people paste them', () => {
  expect(sitesIn(' https://Shop.example.com/login?x=1,\nexample.org;127.0.0.1:4311 example.org ')).toEqual([
    'shop.example.com',
    'example.org',
    '127.0.0.1:4311',
  ]);
  expect(sitesIn('')).toEqual([]);
});

test('what is no site is named', () => {
  expect(wrongSite('example.com bad_site!')).toBe('bad_site!');
  expect(wrongSite('example.com')).toBeUndefined();
});

test('a seed is known in groups and as an address; six digits are none', () => {
  expect(['JBSW Y3DP EHPK 3PXP', 'jbswy3dpehpk3pxp', 'otpauth://totp/x?secret=JBSWY3DP'].map(isSeed)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['123456', 'JBSW1', ''].map(isSeed)).toEqual([false, false, false]);
});

test('usual fields are left to the API, others are sent', () => {
  const draft = { ...emptyDraft, name: 'a', sites: 'example.com', value: 'x' };
  expect(secretOf(draft)).toEqual({ name: 'a', kind: 'password', sites: ['example.com'], value: 'x' });
  expect(secretOf({ ...draft, fields: ['password', 'text'] }).fields).toEqual(['password', 'text']);
});

test('a login of the browser is one value of two', () => {
  const draft = {
    ...emptyDraft,
    name: 'a',
    kind: 'basic' as const,
    fields: [],
    sites: 'a.b',
    user: 'ann',
    value: 'p:w',
  };
  expect(secretOf(draft).value).toBe('ann:p:w');
});
