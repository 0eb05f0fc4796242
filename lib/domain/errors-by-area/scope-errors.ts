/** What the consent does not cover: sites and verbs. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const scopeErrors = {
  'scope.site-outside': {
    status: 403,
    retry: 'never',
    title: 'The site is outside the consented scope',
    hint: 'Stay on the consented sites, or finish and say what else would be needed.',
  },
  'scope.verb-outside': {
    status: 403,
    retry: 'never',
    title: 'The consent does not cover this kind of action',
    hint: 'Use only the consented verbs, or finish and say what else would be needed.',
  },
} as const satisfies ErrorsOf<'scope'>;
