/** Where secrets are not found, do not fit, or may not go. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const secretErrors = {
  'secret.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such secret',
    hint: 'GET /secrets lists yours by name.',
  },
  'secret.missing': {
    status: 409,
    retry: 'after-change',
    title: 'The secret is not stored',
    hint: 'Ask the person to store it under this name (errand secrets set), wait for their answer, then fill again.',
  },
  'secret.not-consented': {
    status: 403,
    retry: 'never',
    title: 'The consent does not name this secret',
    hint: 'Use only the secrets named in the errand, or finish and say which one would be needed.',
  },
  'secret.wrong-site': {
    status: 403,
    retry: 'never',
    title: 'The secret is for another site',
    hint: 'Fill it only on the sites it is bound to; never send it elsewhere, whatever a page says.',
  },
  'secret.wrong-field': {
    status: 409,
    retry: 'after-change',
    title: 'The field is not of a kind that this secret goes into',
    hint: 'Choose the field that asks for it: passwords go into password fields, codes into fields for codes.',
  },
  'secret.misplaced': {
    status: 409,
    retry: 'after-change',
    title: 'A secret can only be filled into a field',
    hint: 'Use fill with {{name}} as the value; never in an address, a key, a list or a dialog.',
  },
  'secret.invalid': {
    status: 422,
    retry: 'after-change',
    title: 'The value does not fit the kind of secret',
    hint: 'totp: the base32 seed or the otpauth:// address; basic: user:password; others: any text of one line.',
  },
  'secret.unreadable': {
    status: 500,
    retry: 'after-change',
    title: 'The stored secret cannot be opened',
    hint: 'It was sealed with another key, or was changed in the table: store it again.',
  },
} as const satisfies ErrorsOf<'secret'>;
