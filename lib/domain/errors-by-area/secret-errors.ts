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
    hint: 'Go on without it, or finish and say that it is missing.',
  },
  'secret.skipped': {
    status: 409,
    retry: 'never',
    title: 'The person chose to go on without the secret',
    hint: 'Do not ask for it again. Go on without it as far as that goes, or finish and say what it would be needed for.',
  },
  'secret.lapsed': {
    status: 409,
    retry: 'after-change',
    title: 'The person took over instead of storing the secret',
    hint: 'Look at the page: they may have typed it themselves. Fill it only if it is still missing.',
  },
  'secret.not-needed': {
    status: 409,
    retry: 'never',
    title: 'The task does not wait for a secret',
    hint: 'GET /tasks/{id} shows what it waits for.',
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
