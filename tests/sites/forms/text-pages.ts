/** The permit service's pages of plain words, the framed terms among them. */

import { html } from '../html.ts';
import { page, type Reply } from '../reply.ts';

export const helpBody = html`<div class="narrow"><h1>Help</h1>
<h2>I do not have a site reference</h2><p>Write to the permit office. You will have one within two days.</p>
<h2>My session expired</h2><p>We sign you out after fifteen minutes without a visit. Your draft is kept until you close the browser.</p>
<details><summary>Who can see my application?</summary><p>The permit office, the police and the fire service of the district.</p></details>
<details><summary>Can I change an application?</summary><p>Withdraw it and submit another. It keeps its place for five days.</p></details></div>`;

const clauses = [
  'The permit is for the place, the days and the number of people named in it, and for no others.',
  'The person responsible is present from the first barrier to the last, and can be reached by telephone.',
  'Fire engines can pass at all times. A lane of 3.7 metres stays free, whatever the weather.',
  'Music ends at eleven in the evening. On Sundays it ends at ten.',
  'What was brought is taken away. The council sends a bill for what was not.',
  'Food is sold only by stalls that carry the yellow card of the district.',
  'Animals are welcome; fireworks are not.',
  'The council may end an event where people are in danger. The officer on duty decides.',
];

/** A document of its own: shown in a frame on step 4, and by itself. */
export const termsReply = (): Reply =>
  page(html`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Terms of permits · Northwind Permits</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/assets/forms.css"><link rel="stylesheet" href="/assets/fields.css"></head>
<body class="terms"><h1>Terms of permits</h1><ol>${clauses.map(clause => html`<li>${clause}</li>`)}</ol>
<p><button class="button" onclick="parent.postMessage('terms-read', location.origin); this.textContent = 'Noted'">I have read the terms</button></p></body></html>`);

export const crest = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M32 3 58 12V32C58 47 46 57 32 61 18 57 6 47 6 32V12Z" fill="#f4c95d"/>
<path d="M32 9 52 16V32C52 43 43 51 32 55 21 51 12 43 12 32V16Z" fill="#0f3d52"/>
<path d="M16 34 Q24 26 32 34 T48 34" fill="none" stroke="#fff" stroke-width="4"/><path d="M18 43 Q25 36 32 43 T46 43" fill="none" stroke="#8fc7dd" stroke-width="4"/>
<circle cx="32" cy="22" r="4" fill="#f4c95d"/></svg>`;
