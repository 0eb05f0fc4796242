/** The permit service's pages as markup: sign-in, steps, review and what was submitted. */

import { type Html, html, nothing } from '../html.ts';
import type { Application, Citizen } from './citizen.ts';
import { type Answers, answerInWords, type FieldErrors } from './field.ts';
import { fieldView } from './field-view.ts';
import { errorSummary } from './layout.ts';
import { steps } from './steps.ts';

export const homePage = html`<section class="intro"><h1>Permits for streets, squares and quays</h1>
<p class="lead">Apply for a permit to hold an event in a public place. It takes about ten minutes, in four steps.</p>
<p><a class="button" href="/apply">Start now</a></p></section>
<div class="cards"><div><h2>Before you start</h2><p>You need your site reference (NW-1234-AB) from the pre-approval letter,
and the days of your event.</p></div><div><h2>What it costs</h2><p>Street parties are free. Markets and concerts cost £85 a day.</p></div>
<div><h2>How long it takes</h2><p>We decide within ten working days and write to you by email.</p></div></div>`;

export const loginPage = (
  next: string,
  notice: { error?: string; expired: boolean; user?: string },
): Html => html`<div class="narrow">
<h1>Sign in</h1>
${notice.expired ? html`<p class="notice" role="status">Your session has expired. Sign in again to go on; your draft was kept.</p>` : nothing}
${notice.error === undefined ? nothing : html`<p class="summary" role="alert">${notice.error}</p>`}
<form method="post" action="/login"><input type="hidden" name="next" value="${next}">
<div class="field"><label for="user">Username</label><input id="user" name="user" autocomplete="username" value="${notice.user ?? ''}"></div>
<div class="field"><label for="password">Password</label><input id="password" type="password" name="password" autocomplete="current-password"></div>
<button class="button">Sign in</button></form>
<p class="hint">For this demonstration: <b>demo</b> and <b>demo-pass</b>.</p></div>`;

export function stepPage(number: number, answers: Answers, errors: FieldErrors): Html {
  const step = steps[number - 1];
  if (step === undefined) return nothing;
  return html`<div class="narrow">${progress(number)}
${errorSummary(errors)}
<p class="caption">Step ${number} of ${steps.length}</p><h1>${step.title}</h1><p class="lead">${step.intro}</p>
<form method="post" action="/apply/${number}" novalidate>
${step.fields.map(field => fieldView(field, answers[field.name] ?? '', errors[field.name]))}
<p class="row"><button class="button">Save and continue</button>
${number > 1 ? html`<a class="plain" href="/apply/${number - 1}">Back</a>` : nothing}</p></form>
${discard}</div>`;
}

const discard = html`<form method="post" action="/apply/discard" data-confirm="Discard this draft? Your answers cannot be brought back.">
<button class="link danger">Discard draft</button></form>`;

const progress = (current: number): Html =>
  html`<ol class="progress" aria-label="Progress">${steps.map(
    ({ title }, at) =>
      html`<li class="${at + 1 < current ? 'done' : ''}" ${at + 1 === current ? html`aria-current="step"` : nothing}>${title}</li>`,
  )}</ol>`;

const answersList = (answers: Answers, editable: boolean): Html[] =>
  steps.map(
    (step, at) =>
      html`<section class="answers"><h2>${step.title}</h2><dl>${step.fields.map(
        field =>
          html`<div><dt>${field.label}</dt><dd>${answerInWords(field, answers[field.name] ?? '')}</dd>${
            editable
              ? html`<dd class="change"><a href="/apply/${at + 1}#${field.name}">Change<span class="visually-hidden"> ${field.label}</span></a></dd>`
              : nothing
          }</div>`,
      )}</dl></section>`,
  );

export const reviewPage = (answers: Answers): Html => html`<div class="narrow">${progress(steps.length + 1)}
<h1>Check your answers</h1>${answersList(answers, true)}
<form method="post" action="/apply/submit"><p class="row"><button class="button">Submit application</button></p></form>${discard}</div>`;

export const applicationPage = (application: Application, isNew: boolean): Html => html`<div class="narrow">
${
  isNew
    ? html`<div class="panel" role="status"><h1>Application received</h1><p>Your reference number<br><b data-reference>${application.reference}</b></p></div>`
    : html`<h1>Application ${application.reference}</h1>`
}
<p>Status: <b>${application.status}</b></p>${answersList(application.answers, false)}
${
  application.status === 'Received'
    ? html`<form method="post" action="/applications/${application.reference}/withdraw"
 data-confirm="Withdraw application ${application.reference}?"><button class="link danger">Withdraw application</button></form>`
    : nothing
}<p><a href="/applications">Your applications</a></p></div>`;

export const applicationsPage = (
  { draft, applications }: Citizen,
  notice: string | undefined,
): Html => html`<div class="narrow">
<h1>Your applications</h1>${notice === undefined ? nothing : html`<p class="notice" role="status">${notice}</p>`}
${
  draft === undefined
    ? html`<p><a class="button" href="/apply">Start a new application</a></p>`
    : html`<p class="notice">You have a draft. <a href="/apply">Continue your draft</a></p>${discard}`
}
${
  applications.length === 0
    ? html`<p class="hint">Nothing submitted yet.</p>`
    : html`<table><thead><tr><th>Reference</th><th>Event</th><th>Status</th></tr></thead><tbody>${applications.map(
        ({ reference, answers, status }) =>
          html`<tr><td><a href="/applications/${reference}">${reference}</a></td><td>${answers.eventName}</td><td>${status}</td></tr>`,
      )}</tbody></table>`
}</div>`;
