/** Hearth & Hollow, a teaware shop: its routes and one memory for one start. Sells nothing. */

import { assetRoutes, faviconRoutes } from '../assets.ts';
import { CookieSessions } from '../cookie-sessions.ts';
import { html } from '../html.ts';
import { page, type Reply, svg } from '../reply.ts';
import { get, post, type Route, type SiteRoutes } from '../route.ts';
import type { Visit } from '../visit.ts';
import { basketRoutes } from './basket-routes.ts';
import { card } from './cards.ts';
import { categoryBySlug, productBySlug, products, suggest } from './catalogue.ts';
import { colours } from './colours.ts';
import { homePage, newArrivals } from './home-page.ts';
import { shopPage } from './layout.ts';
import { listingPage, searchOf, titleOf } from './listing-page.ts';
import { shopMark } from './logo.ts';
import { heroPicture, productPicture } from './pictures/picture.ts';
import { pounds } from './product.ts';
import { productPage, reviews } from './product-page.ts';
import { textBody, textPages } from './text-pages.ts';
import { newVisitor, type Visitor } from './visitor.ts';

export function shopSite(): SiteRoutes {
  const visitors = new CookieSessions<Visitor>('hh_session', newVisitor);
  const visitorOf = (visit: Visit): Visitor => visitors.of(visit);
  return {
    routes: [
      ...assetRoutes(import.meta.dirname, [
        'shop.css',
        'shop-pages.css',
        'shop-listing.css',
        'shop-buying.css',
        'shop-over.css',
        'shop.js',
      ]),
      ...faviconRoutes(shopMark),
      ...pictureRoutes,
      ...browseRoutes(visitorOf),
      ...basketRoutes(visitorOf),
    ],
    notFound: visit =>
      shopPage(visit, visitorOf(visit), {
        title: 'Page not found',
        status: 404,
        body: html`<div class="wide narrow"><h1>Nothing on this shelf</h1>
<p class="empty">We could not find that page. <a href="/products">See everything</a>.</p></div>`,
      }),
  };
}

const pictureRoutes: readonly Route[] = [
  get('/pictures/hero.svg', () => svg(heroPicture())),
  get('/pictures/:file', visit => {
    const product = productBySlug((visit.params.file ?? '').replace(/\.svg$/, ''));
    if (product === undefined) return undefined;
    const colour = product.colours.find(name => name === visit.query.get('colour')) ?? product.colours[0];
    const view = (['close', 'wide'] as const).find(name => name === visit.query.get('view'));
    return svg(productPicture(product.shape, colours[colour], view));
  }),
];

function browseRoutes(visitorOf: (visit: Visit) => Visitor): Route[] {
  const list = (visit: Visit): Reply => {
    const search = searchOf(visit);
    const visitor = visitorOf(visit);
    return shopPage(visit, visitor, {
      title: titleOf(search),
      body: listingPage(visit, visitor, search),
      q: search.q,
    });
  };
  return [
    get('/', visit =>
      shopPage(visit, visitorOf(visit), { title: 'Kettles and teaware', body: homePage(visitorOf(visit)) }),
    ),
    get('/products', list),
    get('/search', list),
    get('/category/:category', visit =>
      categoryBySlug(visit.params.category) === undefined ? undefined : list(visit),
    ),
    get('/product/:slug', visit => {
      const product = productBySlug(visit.params.slug ?? '');
      if (product === undefined) return undefined;
      const visitor = visitorOf(visit);
      const body = productPage(product, visitor, { added: visit.query.get('added') === '1' });
      return shopPage(visit, visitor, { title: product.name, body });
    }),
    get('/favourites', visit => {
      const visitor = visitorOf(visit);
      const kept = products.filter(product => visitor.favourites.has(product.slug));
      const body = html`<div class="wide"><h1>Favourites</h1>${
        kept.length === 0
          ? html`<p class="empty">Nothing kept yet. Press the heart on anything you like.</p>`
          : html`<ul class="cards">${kept.map(product => card(product, visitor))}</ul>`
      }</div>`;
      return shopPage(visit, visitor, { title: 'Favourites', body });
    }),
    get('/suggest', visit =>
      page(
        html`${suggest(visit.query.get('q') ?? '').map(
          product =>
            html`<li role="option" id="suggest-${product.slug}" data-href="/product/${product.slug}"><img alt="" width="40" height="40" src="/pictures/${product.slug}.svg"><span>${product.name}</span><b>${pounds(product.price)}</b></li>`,
        )}`,
      ),
    ),
    get('/fragments/new-arrivals', visit => page(newArrivals(visitorOf(visit)))),
    get('/fragments/reviews/:slug', visit => {
      const product = productBySlug(visit.params.slug ?? '');
      return product && page(reviews(product));
    }),
    post('/newsletter', visit =>
      shopPage(visit, visitorOf(visit), {
        title: 'The Sunday letter',
        body: html`<div class="wide narrow"><h1>You are on the list</h1><p class="flash" role="status">We will write to ${
          visit.form.get('email') ?? ''
        } on Sunday. Your code is <b>WARMUP10</b>.</p></div>`,
      }),
    ),
    ...textPages.map(text =>
      get(text.path, visit => shopPage(visit, visitorOf(visit), { title: text.title, body: textBody(text) })),
    ),
  ];
}
