/** The words of the secrets' page. */

import type { BoundField, SecretKind } from '../../lib/domain/secret.ts';

export const kindWords: Readonly<Record<SecretKind, { readonly label: string; readonly hint: string }>> = {
  password: { label: 'Password', hint: 'Goes into password fields.' },
  username: { label: 'User name', hint: 'A login name or an e-mail address that you would rather not show the model.' },
  totp: {
    label: 'One-time code',
    hint: 'The seed of an authenticator app; a fresh code is made of it when one is asked for.',
  },
  text: { label: 'Text', hint: 'A member number, an address or anything else for an ordinary field.' },
  basic: {
    label: 'Browser login',
    hint: 'Answers a server that asks for a name and a password before it shows a page.',
  },
};

export const fieldWords: Readonly<Record<BoundField, string>> = {
  password: 'password fields',
  username: 'user name fields',
  'one-time-code': 'one-time code fields',
  text: 'text fields',
  prose: 'long text fields',
};

export const secretStrings = {
  title: 'Secrets',
  lead: 'What an errand may type on a site, without the model ever seeing it. It knows only the name.',
  failed: 'The secrets could not be loaded.',
  add: 'Add a secret',
  addTitle: 'Add a secret',
  replaceTitle: (name: string): string => `Replace ${name}`,
  replace: 'Replace',
  replaceNamed: (name: string): string => `Replace ${name}`,
  remove: 'Delete',
  removeNamed: (name: string): string => `Delete ${name}`,
  removeTitle: (name: string): string => `Delete ${name}?`,
  removeText:
    'Tasks that wait to use it will have to go on without it. It cannot be brought back; you can store it again.',
  removeYes: 'Delete it',
  notRemoved: 'It was not deleted.',
  notStored: 'It was not stored.',
  stored: (name: string): string => `The secret ${name} is stored.`,
  removed: (name: string): string => `The secret ${name} is deleted.`,
  emptyTitle: 'No secrets yet',
  emptyText:
    'Store a password or a code, say for which sites it is, and name it in an errand. It is sealed, typed by code on those sites only, and painted over in every picture.',
  tableLabel: 'Your secrets',
  name: 'Name',
  nameHint: 'Lower case letters, digits and hyphens, such as shop-password. The model sees this name.',
  nameTaken: 'There is one of this name: storing puts this in its place.',
  kind: 'Kind',
  sites: 'Sites',
  sitesHint: 'One a line or with commas, such as example.com. It is typed nowhere else.',
  sitesWrong: (site: string): string => `“${site}” is no site. Write example.com, or 127.0.0.1:4311.`,
  sitesNone: 'Name at least one site.',
  fields: 'Into which fields',
  fieldsHint: 'Left as they are, those usual for its kind.',
  fieldsNone: 'Only for the login of the browser itself.',
  value: 'Value',
  valueHint: 'It is sealed and never shown again, not even to you.',
  valueTotp: 'Base32 seed or otpauth:// address',
  valueTotpHint: 'What a site shows beside its QR code, such as JBSW Y3DP EHPK 3PXP. Not the six digits.',
  valueTotpWrong: 'This is no base32 seed (letters A to Z and digits 2 to 7) and no otpauth:// address.',
  valueBasic: 'Password',
  user: 'User name',
  userWrong: 'A user name here has no colon.',
  show: 'Show',
  hide: 'Hide',
  save: 'Store it',
  cancel: 'Cancel',
  where: 'Where',
  changed: 'Changed',
  used: 'Last used',
  sealed: 'Sealed: no value is ever shown.',
} as const;
