/** What is wrong with a request before anything is looked up. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const requestErrors = {
  'request.invalid-json': {
    status: 400,
    retry: 'after-change',
    title: 'The body is not JSON',
    hint: 'Send a JSON object with content-type application/json.',
  },
  'request.invalid': {
    status: 400,
    retry: 'after-change',
    title: 'The request is not valid',
    hint: 'Correct the named fields; GET /openapi.json has the schema.',
  },
  'request.too-large': {
    status: 413,
    retry: 'after-change',
    title: 'The request is too large',
    hint: 'Send less than the stated limit.',
  },
  'request.unauthenticated': {
    status: 401,
    retry: 'after-change',
    title: 'No valid identity',
    hint: 'Send "Authorization: Bearer <token>" or "x-api-key: <key>"; locally `npm start` prints where the token is.',
  },
  'route.not-found': { status: 404, retry: 'never', title: 'No such route', hint: 'GET /docs lists the routes.' },
} as const satisfies ErrorsOf<'request' | 'route'>;
