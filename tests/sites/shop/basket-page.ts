/** The basket: lines that can be changed and removed, a promo code and the sums. */

import { type Html, html, nothing } from '../html.ts';
import { type Basket, type BasketLine, type Totals, unitPrice } from './basket.ts';
import { pounds } from './product.ts';

export function basketPage(basket: Basket, notice?: string): Html {
  if (basket.lines.length === 0) {
    return html`<div class="wide narrow"><h1>Your basket</h1>${flash(notice)}
<p class="empty">Your basket is empty. <a href="/products">Have a look around</a>.</p></div>`;
  }
  return html`<div class="wide basket"><h1>Your basket</h1>${flash(notice)}
<div class="columns"><div><ul class="lines">${basket.lines.map(lineRow)}</ul>
<form class="promo" method="post" action="/basket/promo"><input name="code" placeholder="Promo code" maxlength="20">
<button class="quiet">Apply</button>${basket.promo === undefined ? nothing : html`<em>${basket.promo}: 10% off</em>`}</form></div>
<aside class="summary"><h2>Summary</h2>${totalsList(basket.totals())}
<a class="primary" href="/checkout">Go to checkout</a><a class="quiet" href="/products">Keep shopping</a></aside></div></div>`;
}

const flash = (notice: string | undefined): Html =>
  notice === undefined ? nothing : html`<p class="flash" role="status">${notice}</p>`;

const lineRow = (line: BasketLine): Html => html`<li>
<a href="/product/${line.product.slug}" tabindex="-1" aria-hidden="true"><img alt="" width="96" height="96"
 src="/pictures/${line.product.slug}.svg?colour=${line.colour}"></a>
<div><h3><a href="/product/${line.product.slug}">${line.product.name}</a></h3><p>${choiceOf(line)}</p>
<form method="post" action="/basket/update"><input type="hidden" name="line" value="${line.id}">
<label>Quantity <input type="number" name="quantity" min="0" max="${line.product.stock}" value="${line.quantity}"></label>
<button class="quiet">Update</button></form>
<form method="post" action="/basket/remove"><input type="hidden" name="line" value="${line.id}">
<button class="link" aria-label="Remove ${line.product.name}">Remove</button></form></div>
<b class="sum">${pounds(unitPrice(line) * line.quantity)}</b></li>`;

export const choiceOf = ({ colour, size }: BasketLine): string =>
  size === undefined ? colour : `${colour}, ${size.label}`;

export const totalsList = (totals: Totals): Html => html`<dl class="totals">
<dt>Items (${totals.items})</dt><dd>${pounds(totals.subtotal)}</dd>
${totals.discount === 0 ? nothing : html`<dt>Discount</dt><dd>−${pounds(totals.discount)}</dd>`}
<dt>Delivery</dt><dd>${totals.delivery === 0 ? 'Free' : pounds(totals.delivery)}</dd>
<dt class="grand">Total</dt><dd class="grand">${pounds(totals.total)}</dd></dl>`;
