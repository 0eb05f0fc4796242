/** The product card, its stars and its favourite button, as shown on every list. */

import { type Html, html, nothing } from '../html.ts';
import { type Product, pounds } from './product.ts';
import type { Visitor } from './visitor.ts';

export const stars = (product: Product): Html => html`<span class="stars" role="img"
 aria-label="${product.rating.toFixed(1)} out of 5 stars, ${product.reviews} reviews" style="--rating:${product.rating}"></span>
<span class="reviews" aria-hidden="true">${product.rating.toFixed(1)} (${product.reviews})</span>`;

export const priceOf = (product: Product): Html =>
  html`<span class="price">${product.sizes === undefined ? '' : 'from '}<b>${pounds(product.price)}</b>${
    product.was === undefined ? nothing : html` <s><span class="visually-hidden">was </span>${pounds(product.was)}</s>`
  }</span>`;

/** Not a `<button>`: a `<div>` with a role, its click handled by the document, as real shops do. */
export const favourite = (
  product: Product,
  visitor: Visitor,
): Html => html`<div class="favourite" role="button" tabindex="0"
 aria-pressed="${visitor.favourites.has(product.slug) ? 'true' : 'false'}" aria-label="Save ${product.name} to favourites"
 data-favourite="${product.slug}"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M12 20.5C4 15 2.5 11.5 2.5 8.8 2.5 6 4.6 4 7.2 4 9.2 4 11 5.1 12 6.9 13 5.1 14.8 4 16.8 4c2.6 0 4.7 2 4.7 4.8 0 2.7-1.5 6.2-9.5 11.7Z"/></svg></div>`;

export const card = (product: Product, visitor: Visitor): Html => html`<li class="card">
<a class="picture" href="/product/${product.slug}" tabindex="-1" aria-hidden="true"><img loading="lazy" alt="" width="400" height="400"
 src="/pictures/${product.slug}.svg">${product.stock === 0 ? html`<em class="tag sold">Sold out</em>` : tag(product)}</a>
${favourite(product, visitor)}
<h3><a href="/product/${product.slug}">${product.name}</a></h3>
<p>${stars(product)}</p>
<p class="line">${priceOf(product)}<span class="swatches" aria-label="${product.colours.join(', ')}" role="img">${product.colours.map(
  colour => html`<i class="swatch-${colour.toLowerCase()}"></i>`,
)}</span></p>
</li>`;

const tag = (product: Product): Html => {
  if (product.was !== undefined) return html`<em class="tag sale">Sale</em>`;
  return product.badge === undefined ? nothing : html`<em class="tag">${product.badge}</em>`;
};
