/** From a wish to a consent: sessions, proposals, and the yes to one. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const sessionErrors = {
  'session.not-found': { status: 404, retry: 'never', title: 'No such session', hint: 'GET /sessions lists yours.' },
  'session.task-running': {
    status: 409,
    retry: 'later',
    title: 'A task of this session is still running',
    hint: 'Wait until it ends, or cancel it with POST /tasks/{id}/cancel.',
  },
  'proposal.not-found': {
    status: 404,
    retry: 'never',
    title: 'No such proposal in this session',
    hint: 'GET /sessions/{id} shows the open proposal.',
  },
  'proposal.expired': {
    status: 409,
    retry: 'after-change',
    title: 'The proposal has expired',
    hint: 'Say again what you want; a new proposal will be made.',
  },
  'proposal.not-open': {
    status: 409,
    retry: 'never',
    title: 'The proposal was already decided',
    hint: 'GET /sessions/{id} shows what became of it.',
  },
  'proposal.digest-mismatch': {
    status: 409,
    retry: 'after-change',
    title: 'The digest is not that of the proposal',
    hint: 'Read the proposal again and consent to the digest it carries.',
  },
  'consent.widens-scope': {
    status: 422,
    retry: 'after-change',
    title: 'A consent can only narrow the scope',
    hint: 'Name only sites, verbs and budgets that the proposal already has, or smaller ones.',
  },
  'consent.missing': {
    status: 403,
    retry: 'never',
    title: 'There is no valid consent to this',
    hint: 'Nothing runs without a yes to exactly this proposal.',
  },
  'consent.expired': {
    status: 403,
    retry: 'never',
    title: 'The consent has expired',
    hint: 'Ask for the errand again and consent to the new proposal.',
  },
} as const satisfies ErrorsOf<'session' | 'proposal' | 'consent'>;
