/** Who may ask, and how much: tickets, API keys, rates, quotas. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const accessErrors = {
  'ticket.invalid': {
    status: 401,
    retry: 'after-change',
    title: 'The socket ticket is not valid',
    hint: 'Get a new one with POST /tickets; it works once and for 60 s.',
  },
  'key.not-found': { status: 404, retry: 'never', title: 'No such API key', hint: 'GET /keys lists yours.' },
  'key.scope-missing': {
    status: 403,
    retry: 'after-change',
    title: 'The API key may not do this',
    hint: 'Use a key with the scopes named, or your own token; GET /me says what a key may do.',
  },
  'key.too-many': {
    status: 409,
    retry: 'after-change',
    title: 'There are too many API keys',
    hint: 'Revoke one with POST /keys/{keyId}/revoke first.',
  },
  'rate.exceeded': {
    status: 429,
    retry: 'later',
    title: 'Too many requests',
    hint: 'Wait as many seconds as Retry-After says; follow events by the socket or with ?wait= instead of asking often.',
  },
  'quota.tasks-running': {
    status: 429,
    retry: 'later',
    title: 'Too many tasks at once',
    hint: 'Wait until one of your tasks ends, or cancel one; GET /me shows the limit.',
  },
  'quota.tasks-today': {
    status: 429,
    retry: 'later',
    title: "The day's tasks are used up",
    hint: 'Retry-After says when the next UTC day begins; GET /me shows the limit.',
  },
  'quota.money-today': {
    status: 429,
    retry: 'later',
    title: "The day's money does not cover this",
    hint: 'Narrow the budget of the consent, wait for a running task to give back what it does not spend, or for the next UTC day.',
  },
} as const satisfies ErrorsOf<'ticket' | 'key' | 'rate' | 'quota'>;
