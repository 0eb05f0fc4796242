/** The frame of every page of OpenRivers. Holds no page's content. */

import { type Html, html, nothing } from '../html.ts';
import { page, type Reply } from '../reply.ts';

const places = [
  ['/rivers', 'Rivers'],
  ['/summary', 'Summary by continent'],
  ['/stations', 'Stations'],
  ['/about', 'About the data'],
] as const;

export const dataPage = (path: string, title: string, body: Html, status = 200): Reply =>
  page(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · OpenRivers</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/data.css">
</head>
<body>
<header><a class="logo" href="/"><img src="/favicon.svg" alt="" width="32" height="32">OpenRivers</a>
<nav aria-label="Main">${places.map(
      ([href, label]) =>
        html`<a href="${href}" ${path.startsWith(href) ? html`aria-current="page"` : nothing}>${label}</a>`,
    )}</nav></header>
<main>${body}</main>
<footer>OpenRivers, release 12. Round figures, free to use. A demonstration site.</footer>
</body>
</html>`,
    status,
  );

export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0d4f8b"/>
<path d="M14 8C30 18 18 30 32 36S46 50 42 60" fill="none" stroke="#8ed0ff" stroke-width="9" stroke-linecap="round"/>
<path d="M50 10C44 20 42 28 32 36" fill="none" stroke="#d6efff" stroke-width="5" stroke-linecap="round"/></svg>`;
