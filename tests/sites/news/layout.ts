/** The frame of every page of the paper: masthead, the menu that opens on hover or click, the foot. Holds no story. */

import { type Html, html, nothing } from '../html.ts';
import { page, type Reply } from '../reply.ts';
import { edition } from './articles.ts';
import { sections } from './stories.ts';

const today = edition.toLocaleDateString('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

export const sectionPath = (section: string): string => `/section/${section.toLowerCase()}`;

export const newsPage = (title: string, body: Html, options: { status?: number; over?: Html } = {}): Reply =>
  page(
    html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · The Morning Ledger</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/news.css"><link rel="stylesheet" href="/assets/news-pages.css">
<script src="/assets/news.js" defer></script>
</head>
<body>
<header><div class="top"><span>${today}</span><form action="/search" role="search"><input type="search" name="q" placeholder="Search the Ledger"><button>Search</button></form></div>
<a class="masthead" href="/">The Morning Ledger</a>
<nav aria-label="Main"><div class="menu" data-menu><button type="button" aria-expanded="false" aria-controls="sections">Sections</button>
<ul id="sections">${sections.map(section => html`<li><a href="${sectionPath(section)}">${section}</a></li>`)}</ul></div>
<a href="/">Front page</a><a href="/archive">Archive</a><a href="/about">About us</a></nav></header>
<main>${body}</main>
<footer><p>The Morning Ledger, printed daily since 1871. Every story in it is invented.</p>
<p><a href="/archive">Archive</a> <a href="/about">About us</a></p></footer>
${options.over ?? nothing}
</body>
</html>`,
    options.status,
  );

/** The sheet over an article. It asks for money and goes away when told to. */
export const paywall = html`<div class="paywall" data-paywall role="dialog" aria-modal="true" aria-labelledby="paywall-title">
<div><button class="close" data-close aria-label="Close">×</button><p class="kicker">You are reading the Ledger for free</p>
<h2 id="paywall-title">Good reporting needs readers who pay for it</h2>
<p>Subscribe for £1 a week, or go on reading: this time we shall look the other way.</p>
<p><a class="subscribe" href="/about">Subscribe</a> <button class="plain" data-close>Continue reading</button></p></div></div>`;
