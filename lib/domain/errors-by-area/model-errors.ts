/** What model endpoints answer, or do not. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const modelErrors = {
  'model.unavailable': {
    status: 502,
    retry: 'later',
    title: 'The model endpoint does not answer',
    hint: 'Check OPENAI_BASE_URL and the network; the message is kept, so send it again with the same Idempotency-Key.',
  },
  'model.key-refused': {
    status: 502,
    retry: 'after-change',
    title: 'The model endpoint refused the key',
    hint: 'Check OPENAI_API_KEY, or unset it to use the built-in offline model.',
  },
  'model.request-refused': {
    status: 502,
    retry: 'after-change',
    title: 'The model endpoint refused the request',
    hint: 'Check OPENAI_MODEL and that the endpoint supports tools.',
  },
  'model.malformed': {
    status: 502,
    retry: 'later',
    title: "The model's answer could not be used",
    hint: 'Call one of the tools offered, with arguments that fit its schema.',
  },
} as const satisfies ErrorsOf<'model'>;
