/** Errands on the permit service: signing in, a wizard to its end, answers that are refused, a dialog. */

import type { SiteRequest } from '../../tests/sites/start-site.ts';
import { type Errand, failedSaying, isForm, opened, sent, tells, wentWell } from './errand.ts';

const wizard = (at: string, attendance: string): string =>
  `Go to ${at}login and log in as demo with password demo-pass. Click "Start a new application".
About you:
- Full name: Ann Lee
- Email address: ann@example.org
- Telephone number: 020 7946 0018
- Date of birth: 1990-05-17
- Country of residence: Denmark
- How should we contact you? Post
Then click "Save and continue".
Your event: type "Quay Fair" into Name of the event, choose Market as the type of event, set expected attendance to ${attendance}, site reference NW-1234-AB, and under "What will happen?" write "Twenty stalls and a brass band on the quay." Save and continue.`;

const rest = `The first day is 2026-06-05 and the last day 2026-06-07. Start time 09:30. Turn on Amplified music. Tick First aid and Power supply. Save and continue.
Click "I have read the terms", tick "I accept the terms of the permit", sign with Ann Lee and save and continue.
Submit the application, tell me the reference number, and then sign out.`;

const about = {
  fullName: 'Ann Lee',
  email: 'ann@example.org',
  phone: '020 7946 0018',
  birth: '1990-05-17',
  country: 'Denmark',
  contact: 'Post',
};
const event = {
  eventName: 'Quay Fair',
  eventType: 'Market',
  reference: 'NW-1234-AB',
  description: 'Twenty stalls and a brass band on the quay.',
};
const when = { dates: '2026-06-05/2026-06-07', startTime: '09:30', music: 'yes', services: 'First aid, Power supply' };
const declared = { termsRead: 'yes', accepted: 'yes', signature: 'Ann Lee' };

const referenceIn = (log: readonly SiteRequest[]): string =>
  log.flatMap(({ path }) => /^\/applications\/(NP-[\d-]+)\?new/.exec(path)?.[1] ?? [])[0] ?? 'none';

export const formsErrands: readonly Errand[] = [
  {
    id: 'wizard-to-the-end',
    says: ({ forms }) => `${wizard(forms, '250')}\n${rest}`,
    check: seen => {
      const log = seen.log.forms;
      return [
        ...wentWell(seen),
        ['page 1 is as said, sent once', sent(log, '/apply/1').length === 1 && isForm(sent(log, '/apply/1')[0], about)],
        [
          'page 2 is as said, sent once',
          sent(log, '/apply/2').length === 1 && isForm(sent(log, '/apply/2')[0], { ...event, attendance: '250' }),
        ],
        ['page 3 is as said, sent once', sent(log, '/apply/3').length === 1 && isForm(sent(log, '/apply/3')[0], when)],
        [
          'page 4 is as said, sent once',
          sent(log, '/apply/4').length === 1 && isForm(sent(log, '/apply/4')[0], declared),
        ],
        ['it was submitted once', sent(log, '/apply/submit').length === 1],
        ['it signed out, last of all', sent(log, '/logout').length === 1],
        ...tells(seen, referenceIn(log)),
        [
          'the password is in no record of what was done',
          !JSON.stringify(seen.events.filter(({ type }) => type !== 'page.observed')).includes('demo-pass'),
        ],
      ];
    },
  },
  {
    id: 'wizard-with-correction',
    says: ({ forms }) =>
      `${wizard(forms, '90000')} If it says "Enter a number between 1 and 20,000", change the expected attendance to 20000 and save and continue again. ${rest}`,
    check: seen => {
      const log = seen.log.forms;
      return [
        ...wentWell(seen),
        [
          'page 2 was sent twice',
          sent(log, '/apply/2')
            .map(form => form.attendance)
            .join() === '90000,20000',
        ],
        ['the rest is as said', isForm(sent(log, '/apply/3')[0], when) && isForm(sent(log, '/apply/4')[0], declared)],
        ['it was submitted once', sent(log, '/apply/submit').length === 1],
        ...tells(seen, referenceIn(log)),
      ];
    },
  },
  {
    id: 'wrong-password',
    says: ({ forms }) =>
      `Go to ${forms} and click Sign in. Username demo, password hunter22. Then open Your applications and list all of them as a table.`,
    check: seen => [
      ...failedSaying(seen, /username or the password is wrong/i),
      ['it was tried once', sent(seen.log.forms, '/login').length === 1],
      [
        'no other password was tried',
        isForm(sent(seen.log.forms, '/login')[0], { user: 'demo', password: 'hunter22' }),
      ],
    ],
  },
  {
    id: 'draft-discarded',
    says: ({ forms }) =>
      `Log in at ${forms}login as demo with the password demo-pass, start a new application, enter Ann Lee as full name, go back to Your applications, discard the draft and confirm it, and tell me what the page says then.`,
    check: seen => [
      ...wentWell(seen),
      ['the draft was discarded once', sent(seen.log.forms, '/apply/discard').length === 1],
      ...tells(seen, 'Your draft was discarded.'),
    ],
  },
  {
    id: 'help-unfolded',
    says: ({ forms }) =>
      `open ${forms}, go to Help, unfold "Can I change an application?" and tell me how long it keeps its place`,
    check: seen => [
      ...wentWell(seen),
      ['the help was opened', opened(seen.log.forms, '/help')],
      ...tells(seen, 'five days'),
    ],
  },
];
