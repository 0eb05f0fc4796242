/** The wizard's routes: each step is saved when it is right, and all are checked again before an application is made. */

import { type Reply, redirect } from '../reply.ts';
import { get, type Handler, post, type Route } from '../route.ts';
import { type Visit, wholeNumber } from '../visit.ts';
import type { Application, Citizen } from './citizen.ts';
import { type Answers, errorsOf, type Field } from './field.ts';
import { permitPage } from './layout.ts';
import { reviewPage, stepPage } from './pages.ts';
import { steps } from './steps.ts';

type SignedIn = (show: (visit: Visit, citizen: Citizen) => Reply | undefined) => Handler;

export function applyRoutes(signedIn: SignedIn): Route[] {
  let submitted = 0;

  const showStep = (citizen: Citizen, number: number, answers: Answers, errors: Answers): Reply =>
    permitPage({
      title: `${Object.keys(errors).length > 0 ? 'Error: ' : ''}${steps[number - 1]?.title ?? ''}`,
      body: stepPage(number, answers, errors),
      status: Object.keys(errors).length > 0 ? 422 : 200,
      user: citizen.user,
    });

  const submit = (citizen: Citizen, answers: Answers): Application => {
    submitted += 1;
    const application: Application = {
      reference: `NP-2026-${String(submitted).padStart(4, '0')}`,
      answers,
      status: 'Received',
    };
    citizen.applications.push(application);
    citizen.draft = undefined;
    return application;
  };

  return [
    get(
      '/apply',
      signedIn((_visit, citizen) => {
        citizen.draft ??= {};
        return redirect(nextPath(citizen.draft));
      }),
    ),
    get(
      '/apply/review',
      signedIn((_visit, citizen) => {
        const draft = citizen.draft ?? {};
        if (nextPath(draft) !== '/apply/review') return redirect(nextPath(draft));
        return permitPage({ title: 'Check your answers', body: reviewPage(draft), user: citizen.user });
      }),
    ),
    post(
      '/apply/submit',
      signedIn((_visit, citizen) => {
        const draft = citizen.draft ?? {};
        if (nextPath(draft) !== '/apply/review') return redirect(nextPath(draft));
        return redirect(`/applications/${submit(citizen, draft).reference}?new=1`);
      }),
    ),
    post(
      '/apply/discard',
      signedIn((_visit, citizen) => {
        citizen.draft = undefined;
        return redirect('/applications?discarded=1');
      }),
    ),
    get(
      '/apply/:step',
      signedIn((visit, citizen) => {
        const number = stepNumber(visit);
        return number === undefined ? undefined : showStep(citizen, number, citizen.draft ?? {}, {});
      }),
    ),
    post(
      '/apply/:step',
      signedIn((visit, citizen) => {
        const number = stepNumber(visit);
        if (number === undefined) return undefined;
        const fields = steps[number - 1]?.fields ?? [];
        const answers = { ...citizen.draft, ...readAnswers(visit, fields) };
        const errors = errorsOf(fields, answers);
        if (Object.keys(errors).length > 0) return showStep(citizen, number, answers, errors);
        citizen.draft = answers;
        return redirect(number === steps.length ? '/apply/review' : `/apply/${number + 1}`);
      }),
    ),
  ];
}

function stepNumber(visit: Visit): number | undefined {
  const number = wholeNumber(visit.params.step ?? null, 0);
  return steps[number - 1] === undefined ? undefined : number;
}

/** The first step that is not right yet, or the review. */
function nextPath(draft: Answers): string {
  const at = steps.findIndex(step => Object.keys(errorsOf(step.fields, draft)).length > 0);
  return at < 0 ? '/apply/review' : `/apply/${at + 1}`;
}

const readAnswers = (visit: Visit, fields: readonly Field[]): Answers =>
  Object.fromEntries(
    fields.map(({ name }) => [
      name,
      visit.form
        .getAll(name)
        .map(value => value.trim())
        .join(', '),
    ]),
  );
