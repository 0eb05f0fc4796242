/** The settings, the local cloud, the table, the bucket, and what nobody foresaw. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const systemErrors = {
  'config.invalid': {
    status: 500,
    retry: 'after-change',
    title: 'A setting is not valid',
    hint: 'The README has the table of settings.',
  },
  'local.port-taken': {
    status: 500,
    retry: 'after-change',
    title: 'The port is taken',
    hint: 'Stop what uses it, or choose another with ERRAND_PORT.',
  },
  'local.data-version': {
    status: 500,
    retry: 'after-change',
    title: 'The data folder was made by another version',
    hint: 'Use another folder with ERRAND_DATA, or move this one away.',
  },
  'local.data-in-use': {
    status: 500,
    retry: 'after-change',
    title: 'Another Errand uses this data folder',
    hint: 'Stop it first, or use another folder with ERRAND_DATA.',
  },
  'local.data-unwritable': {
    status: 500,
    retry: 'after-change',
    title: 'The data folder cannot be written',
    hint: 'Free some space or fix its permissions, or use another folder with ERRAND_DATA.',
  },
  'local.emulator-failed': {
    status: 500,
    retry: 'later',
    title: 'An emulator did not start',
    hint: 'The detail has what it said; outside Linux x64 set AWS_ENDPOINT_URL_DYNAMODB to a running DynamoDB Local.',
  },
  'store.unavailable': {
    status: 503,
    retry: 'later',
    title: 'The table does not answer',
    hint: 'Try again with the same Idempotency-Key.',
  },
  'bucket.unavailable': {
    status: 503,
    retry: 'later',
    title: 'The bucket does not answer',
    hint: 'Nothing to do: the task is tried again by itself, a few times.',
  },
  'internal.unexpected': {
    status: 500,
    retry: 'later',
    title: 'Something unexpected went wrong',
    hint: 'Try again; if it stays, report the requestId.',
  },
} as const satisfies ErrorsOf<'config' | 'local' | 'store' | 'bucket' | 'internal'>;
