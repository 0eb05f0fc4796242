/** What a page refuses to the hands. The model reads these as the results of its acts. Data only. */

import type { ErrorsOf } from './error-spec.ts';

export const pageErrors = {
  'page.navigation-failed': {
    status: 502,
    retry: 'later',
    title: 'The page could not be opened',
    hint: 'Check the address, or try another page of the site.',
  },
  'page.ref-stale': {
    status: 409,
    retry: 'after-change',
    title: 'The element is no longer on the page',
    hint: 'Look at the newest observation and use a ref from it.',
  },
  'page.ref-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No element has this ref',
    hint: 'Use a ref from the newest observation, such as e12.',
  },
  'page.not-interactable': {
    status: 409,
    retry: 'after-change',
    title: 'The element cannot be used this way',
    hint: 'Choose another element, or another action that fits its role.',
  },
  'page.covered': {
    status: 409,
    retry: 'after-change',
    title: 'Another element covers this one',
    hint: 'Close or move what covers it first.',
  },
  'page.option-unknown': {
    status: 409,
    retry: 'after-change',
    title: 'The list has no such option',
    hint: 'Choose one of the options named.',
  },
  'page.timeout': {
    status: 504,
    retry: 'later',
    title: 'The page did not answer in time',
    hint: 'Try again, or go another way.',
  },
  'page.outcome-unknown': {
    status: 504,
    retry: 'after-change',
    title: 'It was sent, and what came of it is not known',
    hint: 'Look whether it was done, in a list, a basket or an account, before you do it again.',
  },
  'page.would-resend': {
    status: 409,
    retry: 'after-change',
    title: 'The page came of a form, which would be sent again',
    hint: 'Look at the page as it is, or navigate to an address of the site.',
  },
  'page.crashed': {
    status: 502,
    retry: 'later',
    title: 'The page crashed',
    hint: 'Look at what took its place; what was typed there is gone.',
  },
  'page.tab-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No such tab',
    hint: 'Use one of the tabs listed in the observation.',
  },
  'page.file-unknown': {
    status: 404,
    retry: 'after-change',
    title: 'No file has this name',
    hint: 'Use one of the files named in the detail; a download is named in the result of the action that caused it.',
  },
  'page.file-unreadable': {
    status: 409,
    retry: 'after-change',
    title: 'The file cannot be used this way',
    hint: 'Text, CSV, JSON, HTML and PDF files can be read; others can only be kept.',
  },
  'page.download-refused': {
    status: 403,
    retry: 'after-change',
    title: 'The file was not taken',
    hint: 'Downloads need the verb "download" in the consent, and stay under the size limit.',
  },
  'page.dialog-open': {
    status: 409,
    retry: 'after-change',
    title: 'A dialog of the page waits for an answer',
    hint: 'Answer it first with answer_dialog: accept or not.',
  },
} as const satisfies ErrorsOf<'page'>;
