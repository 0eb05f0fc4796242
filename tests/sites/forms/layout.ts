/** The frame of every page of the permit service. Holds no page's content. */

import { type Html, html, nothing } from '../html.ts';
import { page, type Reply } from '../reply.ts';

export interface PermitPage {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** Shown with a sign-out button where somebody is signed in. */
  readonly user: string | undefined;
}

export const permitPage = ({ title, body, status, user }: PermitPage): Reply =>
  page(
    html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Northwind Permits</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/forms.css">
<link rel="stylesheet" href="/assets/fields.css">
<script src="/assets/widgets.js" defer></script>
<script src="/assets/forms.js" defer></script>
</head>
<body>
<header><div class="wide"><a class="logo" href="/"><img src="/favicon.svg" alt="" width="34" height="34"><span>Northwind <b>Permits</b></span></a>
<nav aria-label="Service"><a href="/applications">Your applications</a><a href="/help">Help</a>
${
  user === undefined
    ? html`<a href="/login">Sign in</a>`
    : html`<form method="post" action="/logout"><span>Signed in as ${user}</span> <button class="link">Sign out</button></form>`
}</nav></div></header>
<main class="wide">${body}</main>
<footer><div class="wide"><p>Northwind District Council · Permit office, 2 Quay Street</p>
<p><a href="/help">Help</a> <a href="/terms">Terms of permits</a></p><p class="small">A demonstration service. No permit is given.</p></div></footer>
</body>
</html>`,
    status,
  );

export const errorSummary = (errors: Readonly<Record<string, string>>): Html =>
  Object.keys(errors).length === 0
    ? nothing
    : html`<div class="summary" role="alert" aria-labelledby="summary-title"><h2 id="summary-title">There is a problem</h2>
<ul>${Object.entries(errors).map(([name, error]) => html`<li><a href="#${name}">${error}</a></li>`)}</ul></div>`;
