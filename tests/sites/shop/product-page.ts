/** One product: pictures, choices, the form that adds it to the basket, and reviews that load when scrolled to. */

import { flag, type Html, html, nothing } from '../html.ts';
import { card, favourite, priceOf, stars } from './cards.ts';
import { related } from './catalogue.ts';
import { categoryName, type Product, pounds } from './product.ts';
import type { Visitor } from './visitor.ts';

export interface ProductNotice {
  readonly added?: boolean;
  readonly error?: string;
}

const views = [
  ['front', 'Front view'],
  ['close', 'Close up'],
  ['wide', 'On the table'],
] as const;

export const productPage = (
  product: Product,
  visitor: Visitor,
  notice: ProductNotice,
): Html => html`<div class="wide product">
<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Home</a> <span>›</span>
<a href="/category/${product.category}">${categoryName(product.category)}</a> <span>›</span> ${product.name}</nav>
${notice.added === true ? html`<p class="flash" role="status">Added to your basket. <a href="/basket">View basket</a></p>` : nothing}
${notice.error === undefined ? nothing : html`<p class="flash wrong" role="alert">${notice.error}</p>`}
<div class="columns">
<div class="gallery"><img class="main" data-main-picture src="/pictures/${product.slug}.svg" width="400" height="400" alt="${product.name}">
<div class="thumbs">${views.map(
  ([
    view,
    label,
  ]) => html`<button type="button" aria-label="${label}" data-view="${view}"><img alt="" width="400" height="400"
 loading="lazy" src="/pictures/${product.slug}.svg?view=${view}"></button>`,
)}</div></div>
<div class="buy"><p class="eyebrow">${categoryName(product.category)}</p>
<h1>${product.name}</h1>
<p>${stars(product)}</p>
<p class="big" data-price data-base="${product.price}">${priceOf(product)}</p>
<p class="blurb">${product.blurb}</p>
${form(product)}
${favouriteRow(product, visitor)}
<dl class="facts">${Object.entries(product.details).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
</div></div>
<section data-lazy="/fragments/reviews/${product.slug}"><h2>What people say</h2><p class="loading">Loading reviews…</p></section>
<section><h2>You may also like</h2><ul class="cards">${related(product).map(other => card(other, visitor))}</ul></section>
</div>`;

const favouriteRow = (product: Product, visitor: Visitor): Html =>
  html`<div class="keep">${favourite(product, visitor)}<span>Keep for later</span>
<a href="/size-guide" target="_blank" rel="noopener">Size guide (opens in a new tab)</a></div>`;

function form(product: Product): Html {
  const soldOut = product.stock === 0;
  return html`<form method="post" action="/basket" class="choose" data-product="${product.slug}">
<input type="hidden" name="product" value="${product.slug}">
<label>Colour <select name="colour" data-colour>${product.colours.map(colour => html`<option>${colour}</option>`)}</select></label>
${
  product.sizes === undefined
    ? nothing
    : html`<label>Size <select name="size" data-size>${product.sizes.map(
        size =>
          html`<option value="${size.label}" data-extra="${size.extra}">${size.label}${
            size.extra > 0 ? ` (+${pounds(size.extra)})` : ''
          }</option>`,
      )}</select></label>`
}
<div class="row"><span class="stepper"><button type="button" aria-label="One fewer" data-step="-1">−</button>
<input type="number" name="quantity" aria-label="Quantity" value="1" min="1" max="${Math.max(1, product.stock)}">
<button type="button" aria-label="One more" data-step="1">+</button></span>
<button class="primary" ${flag('disabled', soldOut)}>${soldOut ? 'Sold out' : 'Add to basket'}</button></div>
<p class="stock ${soldOut ? 'none' : ''}">${stockLine(product.stock)}</p></form>`;
}

function stockLine(stock: number): string {
  if (stock === 0) return 'Sold out. The next batch is being made.';
  return stock <= 5 ? `Only ${stock} left` : `In stock (${stock})`;
}

const voices = [
  ['Imogen R.', 'Used it every day since March and it still looks new.'],
  ['Tomasz K.', 'Heavier than I thought, in a good way. Arrived wrapped in paper, nothing to throw away.'],
  ['Aoife M.', 'Bought one for my sister and then had to buy another for me.'],
  ['Desmond O.', 'The colour is a little quieter than in the picture. I like it better.'],
] as const;

export const reviews = (product: Product): Html => html`<h2>What people say</h2>
<p>${stars(product)}</p>
<ul class="voices">${voices.map(
  ([name, text]) => html`<li><b>${name}</b> on the ${product.name}<p>${text}</p></li>`,
)}</ul>`;
