/** The browser itself: its start, its saved state, the addresses it may reach. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const browserErrors = {
  'checkpoint.unknown-version': {
    status: 500,
    retry: 'never',
    title: 'The saved state of the browser was made by another version',
    hint: 'Start the errand anew, or go on with the version that saved it.',
  },
  'browser.launch-failed': {
    status: 500,
    retry: 'later',
    title: 'Chromium did not start',
    hint: 'The detail has what Chromium said; README.md has the known causes.',
  },
  'browser.library-missing': {
    status: 500,
    retry: 'after-change',
    title: 'A system library that Chromium needs is missing',
    hint: 'apt-get install -y libnss3 libexpat1, or set CHROME_PATH to an installed Chrome.',
  },
  'browser.unsupported-platform': {
    status: 500,
    retry: 'after-change',
    title: 'The bundled Chromium runs on Linux x64 only',
    hint: 'Install Chrome and set CHROME_PATH to it.',
  },
  'egress.refused': {
    status: 403,
    retry: 'never',
    title: 'The browser may not reach this address',
    hint: 'Only public addresses, and hosts named in ERRAND_ALLOW_HOSTS, are reachable.',
  },
} as const satisfies ErrorsOf<'checkpoint' | 'browser' | 'egress'>;
