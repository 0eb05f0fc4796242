/** A person's own hands on a run. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const controlErrors = {
  'control.not-taken': {
    status: 409,
    retry: 'after-change',
    title: 'Nobody has control of the run',
    hint: 'POST /tasks/{id}/control asks for it; wait for the event control.taken.',
  },
} as const satisfies ErrorsOf<'control'>;
