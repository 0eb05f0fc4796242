/** The frame of every shop page: head, header, footer, cookie banner and the newsletter dialog. Holds no page's content. */

import { type Html, html, nothing } from '../html.ts';
import { page, type Reply } from '../reply.ts';
import { setCookie, type Visit } from '../visit.ts';
import { categories } from './product.ts';
import type { Visitor } from './visitor.ts';

export interface ShopPage {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** What stands in the search box. */
  readonly q?: string;
}

export function shopPage(visit: Visit, visitor: Visitor, content: ShopPage): Reply {
  visitor.pageViews += 1;
  const offersLetter = visit.method === 'GET' && visitor.pageViews >= 2 && !visit.cookies.has('hh_newsletter');
  if (offersLetter) setCookie(visit, 'hh_newsletter', 'offered', { maxAgeSeconds: 31_536_000 });
  return page(
    html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title} · Hearth &amp; Hollow</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/shop.css">
<link rel="stylesheet" href="/assets/shop-pages.css">
<link rel="stylesheet" href="/assets/shop-listing.css">
<link rel="stylesheet" href="/assets/shop-buying.css">
<link rel="stylesheet" href="/assets/shop-over.css">
<script src="/assets/shop.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<p class="announcement">Free delivery on orders over £60 &nbsp;·&nbsp; Returns within 60 days</p>
${header(visitor, content.q ?? '')}
<main id="main">${content.body}</main>
${footer}
${offersLetter ? newsletter : nothing}
${visit.cookies.has('hh_consent') ? nothing : cookieBanner}
</body>
</html>`,
    content.status,
  );
}

const header = (visitor: Visitor, q: string): Html => html`<header class="site-header">
<div class="bar">
<a class="logo" href="/"><img src="/favicon.svg" alt="" width="38" height="38"><span>Hearth <i>&amp;</i> Hollow</span></a>
<form class="search" action="/search" role="search">
<input type="search" name="q" value="${q}" placeholder="Search kettles, mugs, tea…" aria-label="Search the shop" autocomplete="off"
 role="combobox" aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list">
<button>Search</button>
<ul id="suggestions" role="listbox" aria-label="Suggestions" hidden></ul>
</form>
<nav class="you" aria-label="Your things">
<a href="/favourites">Favourites<span class="badge" data-favourite-count>${visitor.favourites.size}</span></a>
<a href="/basket" class="basket-link">Basket<span class="badge" data-basket-count>${visitor.basket.count}</span></a>
</nav>
</div>
<nav class="categories" aria-label="Categories">
<a href="/products">Everything</a>
${categories.map(category => html`<a href="/category/${category.slug}">${category.name}</a>`)}
<a href="/about">Our story</a>
</nav>
</header>`;

const footer = html`<footer class="site-footer">
<div class="columns">
<div><b>Hearth &amp; Hollow</b><p>Kettles, teaware and kitchen things made to be used every day. A small shop in Ludlow since 1987.</p></div>
<div><b>Help</b><a href="/delivery">Delivery and returns</a><a href="/size-guide" target="_blank">Size guide</a><a href="/contact">Contact us</a></div>
<div><b>About</b><a href="/about">Our story</a><a href="/terms">Terms of sale</a><a href="/products?stock=1">In stock now</a></div>
<form class="letter" method="post" action="/newsletter"><b id="letter-title">The Sunday letter</b>
<span><input type="email" name="email" placeholder="you@example.com" aria-labelledby="letter-title" required><button>Join</button></span></form>
</div>
<p class="small">© Hearth &amp; Hollow Ltd. A demonstration shop: nothing here is for sale.</p>
</footer>`;

const newsletter = html`<dialog class="newsletter" data-newsletter aria-labelledby="newsletter-title">
<form method="dialog"><button class="close" aria-label="Close">×</button></form>
<h2 id="newsletter-title">Ten per cent off your first pot of tea</h2>
<p>One letter, most Sundays. Recipes, new glazes, and the code <b>WARMUP10</b>.</p>
<form method="post" action="/newsletter"><input type="email" name="email" placeholder="Your email" required><button class="primary">Sign up</button></form>
<form method="dialog"><button class="quiet">No thanks</button></form>
</dialog>`;

const cookieBanner = html`<div class="cookies" data-cookies role="region" aria-label="Cookies">
<div><h2>A biscuit with your tea?</h2>
<p>We use cookies to remember your basket and, if you let us, to learn which pages are read. You can change your mind at any time.</p>
<p><button class="primary" data-consent="all">Accept all cookies</button>
<button class="quiet" data-consent="necessary">Only necessary</button></p></div>
</div>`;
