/** What the record refuses: repeated requests, concurrent writes, events that are too large. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const recordErrors = {
  'idempotency.key-invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The Idempotency-Key is not valid',
    hint: 'Use 1 to 128 characters out of A-Z a-z 0-9 . _ : -',
  },
  'idempotency.key-reused': {
    status: 422,
    retry: 'after-change',
    title: 'This Idempotency-Key came with another request before',
    hint: 'Use a fresh key for a new request.',
  },
  'idempotency.in-progress': {
    status: 409,
    retry: 'later',
    title: 'The first request with this key is still being handled',
    hint: 'Try again in a few seconds with the same key.',
  },
  'stream.conflict': {
    status: 409,
    retry: 'later',
    title: 'Others wrote to the same stream at the same moment',
    hint: 'Try again with the same Idempotency-Key.',
  },
  'event.too-large': {
    status: 500,
    retry: 'never',
    title: 'An event may be 24 KB at most',
    hint: 'Put the large part into an artifact and name it in the event.',
  },
} as const satisfies ErrorsOf<'idempotency' | 'stream' | 'event'>;
