/** A secret as it is being written down: what is wrong with it, and what is sent. Pure; keeps nothing. */

import type { BoundField, SecretKind } from '../../lib/domain/secret.ts';
import type { NewSecret } from '../data/account-api.ts';

export const kinds = ['password', 'username', 'totp', 'text', 'basic'] as const satisfies readonly SecretKind[];

/** As fieldsOfKind in lib/domain/secret.ts, which would bring a validator and a list of all domains into the page. */
export const usualFields: Readonly<Record<SecretKind, readonly BoundField[]>> = {
  password: ['password'],
  username: ['username', 'text'],
  totp: ['one-time-code', 'text'],
  text: ['text', 'username', 'prose'],
  basic: [],
};

export const allFields = [
  'password',
  'username',
  'one-time-code',
  'text',
  'prose',
] as const satisfies readonly BoundField[];

/** As the routes take them. */
export const NAME_PATTERN = '[a-z][a-z0-9\\-]{0,39}';
export const VALUE_CHARS = 4_096;
const SITE = /^[a-z0-9.[\]:-]{1,255}$/;

export interface SecretDraft {
  readonly name: string;
  readonly kind: SecretKind;
  readonly sites: string;
  readonly fields: readonly BoundField[];
  readonly user: string;
  readonly value: string;
}

export const emptyDraft: SecretDraft = {
  name: '',
  kind: 'password',
  sites: '',
  fields: usualFields.password,
  user: '',
  value: '',
};

/** What people paste: `https://Shop.example.com/login` as `shop.example.com`. */
export function sitesIn(text: string): readonly string[] {
  const sites = text
    .split(/[\s,;]+/)
    .filter(part => part !== '')
    .map(part =>
      part
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, '')
        .replace(/[/?#].*$/, ''),
    );
  return [...new Set(sites)];
}

export const wrongSite = (text: string): string | undefined => sitesIn(text).find(site => !SITE.test(site));

/** A seed as people copy it: in groups, in lower case, with padding. */
export function isSeed(value: string): boolean {
  if (/^otpauth:\/\//i.test(value.trim())) return true;
  return /^[a-z2-7]{8,}=*$/i.test(value.replace(/[\s-]/g, ''));
}

export function secretOf({ name, kind, sites, fields, user, value }: SecretDraft): NewSecret {
  const usual = usualFields[kind];
  const isUsual = fields.length === usual.length && usual.every(field => fields.includes(field));
  return {
    name,
    kind,
    sites: sitesIn(sites),
    ...(isUsual ? {} : { fields }),
    value: kind === 'basic' ? `${user}:${value}` : value,
  };
}
