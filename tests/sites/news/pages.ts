/** The front page, sections, the archive, articles and the rest of the paper as markup. */

import { type Html, html, nothing } from '../html.ts';
import { type Article, ago, articles, inSection, paragraphsOf, related, writtenAt } from './articles.ts';
import { sectionPath } from './layout.ts';
import { type Section, sections } from './stories.ts';

export const ARCHIVE_PAGE = 12;

const time = (article: Article): Html =>
  html`<time datetime="${writtenAt(article).toISOString()}">${ago(article)}</time>`;

const kicker = (article: Article): Html =>
  html`<p class="kicker"><a href="${sectionPath(article.section)}">${article.section}</a></p>`;

function teaser(article: Article, picture: boolean): Html {
  return html`<article class="teaser">${
    picture
      ? html`<a href="/article/${article.slug}" tabindex="-1" aria-hidden="true"><img loading="lazy" alt="" width="640" height="360" src="/pictures/${article.slug}.svg"></a>`
      : nothing
  }
${kicker(article)}<h3><a href="/article/${article.slug}">${article.title}</a></h3><p>${article.line}</p>
<p class="by">${article.author} · ${time(article)}</p></article>`;
}

const ad = html`<iframe class="ad" src="/ad" title="Advertisement" loading="lazy"></iframe>`;

export function frontPage(): Html {
  const [lead, ...others] = inSection('Home');
  if (lead === undefined) return nothing;
  return html`<section class="front"><article class="lead"><a href="/article/${lead.slug}" tabindex="-1" aria-hidden="true"><img alt="" width="640" height="360"
 src="/pictures/${lead.slug}.svg"></a>${kicker(lead)}<h1><a href="/article/${lead.slug}">${lead.title}</a></h1>
<p class="standfirst">${lead.line}</p><p class="by">${lead.author} · ${time(lead)}</p></article>
<div class="second">${others.slice(0, 3).map(article => teaser(article, false))}</div>
<aside><h2>Most read</h2><ol class="most">${articles
    .slice(1, 6)
    .map(({ slug, title }) => html`<li><a href="/article/${slug}">${title}</a></li>`)}</ol>${ad}</aside></section>
${sections
  .filter(section => section !== 'Home')
  .map(
    section =>
      html`<section class="strip"><h2><a href="${sectionPath(section)}">${section}</a></h2><div>${inSection(section)
        .slice(0, 4)
        .map(article => teaser(article, true))}</div></section>`,
  )}`;
}

export const sectionPage = (section: Section): Html =>
  html`<h1>${section}</h1><div class="grid">${inSection(section)
    .slice(0, 12)
    .map(article => teaser(article, true))}</div><p><a href="/archive">More in the archive</a></p>`;

export const articlePage = (
  article: Article,
): Html => html`<article class="story"><nav class="crumbs" aria-label="Breadcrumb"><a href="/">Front page</a> ›
<a href="${sectionPath(article.section)}">${article.section}</a></nav><h1>${article.title}</h1>
<p class="by">By <b>${article.author}</b> · ${time(article)}</p>
<img alt="" width="640" height="360" src="/pictures/${article.slug}.svg">
${paragraphsOf(article).map((text, at) => html`<p class="${at === 0 ? 'standfirst' : ''}">${text}</p>${at === 3 ? ad : nothing}`)}
</article><section class="strip"><h2>Related stories</h2><div>${related(article).map(other => teaser(other, true))}</div></section>`;

export const archivePage = html`<h1>Archive</h1><p>${articles.length} stories, the newest first. More appear as you scroll.</p>
<ol class="archive" data-archive>${archiveItems(0)}</ol><p class="more" data-more role="status">Loading more…</p>`;

/** Fetched by the page's script when the end of the list comes into view. Empty after the last story. */
export function archiveItems(from: number): Html {
  return html`${articles.slice(from, from + ARCHIVE_PAGE).map(
    article => html`<li><time datetime="${writtenAt(article).toISOString()}">${ago(article)}</time>
<div><h3><a href="/article/${article.slug}">${article.title}</a></h3><p>${article.line}</p></div><span>${article.section}</span></li>`,
  )}`;
}

export const searchPage = (q: string, found: readonly Article[]): Html => html`<h1>Search</h1>
<p role="status">${found.length} ${found.length === 1 ? 'story' : 'stories'} for “${q}”</p>
<div class="grid">${found.slice(0, 24).map(article => teaser(article, true))}</div>`;

export const aboutPage = html`<article class="story"><h1>About us</h1><p class="standfirst">A newspaper of four pages that nobody prints.</p>
<p>The Morning Ledger exists so that programs have a paper to read. Its clock stands at seven in the morning of the twelfth of March 2026.</p>
<p>Corrections are printed on page two, where most of them were made.</p></article>`;

/** A document of its own, shown in a frame. */
export const adDocument = html`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Advertisement</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/assets/news.css"><link rel="stylesheet" href="/assets/news-pages.css"></head>
<body class="advert"><small>Advertisement</small><b>Boots that have met rain</b><p>Fenwright &amp; Daughters, cobblers.</p>
<a href="/ad/click" target="_top">Try a pair</a></body></html>`;
