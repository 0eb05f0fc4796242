/** The Morning Ledger, a newspaper: its routes. It remembers nothing of its readers but a closed paywall, in their cookie. */

import { assetRoutes, faviconRoutes } from '../assets.ts';
import { html } from '../html.ts';
import { page, svg } from '../reply.ts';
import { get, type SiteRoutes } from '../route.ts';
import { wholeNumber } from '../visit.ts';
import { articleBySlug, searchArticles } from './articles.ts';
import { newsPage, paywall } from './layout.ts';
import {
  aboutPage,
  adDocument,
  archiveItems,
  archivePage,
  articlePage,
  frontPage,
  searchPage,
  sectionPage,
} from './pages.ts';
import { articlePicture, masthead } from './picture.ts';
import { sections } from './stories.ts';

export const newsSite = (): SiteRoutes => ({
  routes: [
    ...assetRoutes(import.meta.dirname, ['news.css', 'news-pages.css', 'news.js']),
    ...faviconRoutes(masthead),
    get('/', () => newsPage('Front page', frontPage())),
    get('/section/:section', ({ params }) => {
      const section = sections.find(name => name.toLowerCase() === params.section);
      return section && newsPage(section, sectionPage(section));
    }),
    get('/article/:slug', ({ params, cookies }) => {
      const article = articleBySlug(params.slug);
      if (article === undefined) return undefined;
      return newsPage(article.title, articlePage(article), cookies.has('ml_wall') ? {} : { over: paywall });
    }),
    get('/pictures/:file', ({ params }) => {
      const article = articleBySlug((params.file ?? '').replace(/\.svg$/, ''));
      return article && svg(articlePicture(article));
    }),
    get('/archive', () => newsPage('Archive', archivePage)),
    get('/archive/more', ({ query }) => page(archiveItems(Math.max(0, wholeNumber(query.get('from'), 0))))),
    get('/search', ({ query }) => {
      const q = (query.get('q') ?? '').trim();
      return newsPage('Search', searchPage(q, searchArticles(q)));
    }),
    get('/about', () => newsPage('About us', aboutPage)),
    get('/ad', () => page(adDocument)),
    get('/ad/click', () =>
      newsPage(
        'Advertisement',
        html`<article class="story"><h1>You followed an advertisement</h1><p><a href="/">Back to the front page</a></p></article>`,
      ),
    ),
  ],
  notFound: () =>
    newsPage(
      'Page not found',
      html`<article class="story"><h1>Stop press</h1><p>There is no such page. <a href="/">Front page</a></p></article>`,
      {
        status: 404,
      },
    ),
});
