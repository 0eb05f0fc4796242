/** The shop's front page, and the shelf it loads when scrolled to. */

import { type Html, html } from '../html.ts';
import { card } from './cards.ts';
import { products } from './catalogue.ts';
import { categories } from './product.ts';
import type { Visitor } from './visitor.ts';

const tilePictures = {
  kettles: 'heron-gooseneck-kettle',
  teapots: 'pebble-teapot',
  cups: 'hearth-mug',
  cookware: 'ember-casserole',
  tools: 'field-bread-board',
  tea: 'larder-storage-jar',
} as const;

export const homePage = (visitor: Visitor): Html => html`<section class="hero">
<img src="/pictures/hero.svg" alt="A kettle, a teapot, a mug and a cup on an oak table" width="1300" height="460">
<div><p class="eyebrow">The autumn glazes are here</p><h1>Put the kettle on.</h1>
<p>Stoneware, copper and cast iron for slow mornings, made by people we know by name.</p>
<a class="primary" href="/category/kettles">Shop kettles</a> <a class="quiet" href="/products">See everything</a></div>
</section>
<section class="wide"><h2>Shop by shelf</h2>
<ul class="tiles">${categories.map(
  category => html`<li><a href="/category/${category.slug}"><img loading="lazy" alt="" width="400" height="400"
 src="/pictures/${tilePictures[category.slug]}.svg"><b>${category.name}</b><span>${category.line}</span></a></li>`,
)}</ul></section>
<section class="wide"><h2>Bestsellers</h2>
<ul class="cards">${products
  .filter(product => product.badge === 'Bestseller')
  .slice(0, 4)
  .map(product => card(product, visitor))}</ul></section>
<section class="promise"><div><b>Mended, not binned</b><span>Chipped lid, lost knob? We keep spares for ten years.</span></div>
<div><b>Wrapped in paper</b><span>No plastic in the box. Not even the tape.</span></div>
<div><b>Sixty days</b><span>Use it, wash it, change your mind.</span></div></section>
<section class="wide" data-lazy="/fragments/new-arrivals"><h2>New this month</h2><p class="loading">Loading…</p></section>`;

/** Fetched by the page's script once its section comes into view. */
export const newArrivals = (visitor: Visitor): Html => html`<h2>New this month</h2>
<ul class="cards">${products
  .filter(product => product.badge === 'New' || product.badge === 'Last few')
  .slice(0, 4)
  .map(product => card(product, visitor))}</ul>`;
