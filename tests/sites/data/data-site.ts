/** OpenRivers, a site of tables: its routes. It has no state, no script and no form that changes anything. */

import { assetRoutes, faviconRoutes } from '../assets.ts';
import { html } from '../html.ts';
import { download } from '../reply.ts';
import { get, type SiteRoutes } from '../route.ts';
import { dataPage, mark } from './layout.ts';
import { aboutPage, homePage, stationsPage, summaryPage } from './other-pages.ts';
import { riverPage, riversPage, viewOf } from './river-pages.ts';
import { riverBySlug, riversCsv } from './rivers.ts';

export const dataSite = (): SiteRoutes => ({
  routes: [
    ...assetRoutes(import.meta.dirname, ['data.css']),
    ...faviconRoutes(mark),
    get('/', ({ path }) => dataPage(path, 'Every great river', homePage)),
    get('/rivers', visit => dataPage(visit.path, 'Rivers', riversPage(viewOf(visit)))),
    get('/rivers.csv', () => download('rivers.csv', 'text/csv', riversCsv())),
    get('/rivers/:slug', ({ path, params }) => {
      const river = riverBySlug(params.slug);
      return river && dataPage(path, river.name, riverPage(river));
    }),
    get('/summary', ({ path }) => dataPage(path, 'Summary by continent', summaryPage)),
    get('/stations', ({ path }) => dataPage(path, 'Stations', stationsPage)),
    get('/about', ({ path }) => dataPage(path, 'About the data', aboutPage)),
  ],
  notFound: ({ path }) =>
    dataPage(
      path,
      'Page not found',
      html`<h1>Dry river bed</h1><p>There is no such page. <a href="/">Home</a></p>`,
      404,
    ),
});
