/** The checkout form and the page that thanks for an order. */

import { flag, type Html, html, nothing } from '../html.ts';
import type { Basket } from './basket.ts';
import { choiceOf, totalsList } from './basket-page.ts';
import type { CheckoutErrors, CheckoutField, CheckoutForm } from './checkout.ts';
import type { Order } from './visitor.ts';

export function checkoutPage(basket: Basket, form: CheckoutForm, errors: CheckoutErrors): Html {
  const count = Object.keys(errors).length;
  const text = (name: CheckoutField, label: string, complete: string, type = 'text'): Html => html`<label>${label}
<input type="${type}" name="${name}" value="${form.text[name]}" autocomplete="${complete}" ${invalid(errors[name], name)}>
${message(errors[name], name)}</label>`;
  return html`<div class="wide checkout"><h1>Checkout</h1>
${count === 0 ? nothing : html`<p class="flash wrong" role="alert">Please look again at ${count} ${count === 1 ? 'field' : 'fields'}.</p>`}
<form method="post" action="/checkout" class="columns" novalidate>
<div>
<fieldset><legend>Your details</legend>${text('name', 'Full name', 'name')}${text('email', 'Email', 'email', 'email')}</fieldset>
<fieldset><legend>Delivery address</legend>${text('address', 'Address', 'address-line1')}
<div class="two">${text('town', 'Town or city', 'address-level2')}${text('postcode', 'Postcode', 'postal-code')}</div></fieldset>
<fieldset><legend>Delivery</legend>
<label class="check"><input type="radio" name="delivery" value="standard" ${flag('checked', !form.express)}> Standard, 3 to 5 days</label>
<label class="check"><input type="radio" name="delivery" value="express" ${flag('checked', form.express)}> Express, next working day (£7.95)</label>
<label class="check"><input type="checkbox" name="gift" value="yes" ${flag('checked', form.giftWrap)}> Wrap it as a gift</label>
<textarea name="note" rows="2" placeholder="A note for the driver (optional)">${form.text.note}</textarea></fieldset>
<p class="small">You pay by invoice after delivery. No card is asked for.</p>
<label class="check"><input type="checkbox" name="agree" value="yes" ${flag('checked', form.agreed)} ${invalid(errors.agree, 'agree')}>
<span>I agree to the <a href="/terms" target="_blank">terms of sale</a></span></label>${message(errors.agree, 'agree')}
<button class="primary large">Place order</button></div>
<aside class="summary"><h2>Your order</h2><ul class="mini">${basket.lines.map(
    line => html`<li>${line.quantity} × ${line.product.name}<span>${choiceOf(line)}</span></li>`,
  )}</ul>${totalsList(basket.totals(form.express))}</aside></form></div>`;
}

const invalid = (error: string | undefined, name: string): Html =>
  error === undefined ? nothing : html`aria-invalid="true" aria-describedby="${name}-error"`;

const message = (error: string | undefined, name: string): Html =>
  error === undefined ? nothing : html`<span class="error" id="${name}-error">${error}</span>`;

export const orderPage = (
  order: Order,
): Html => html`<div class="wide narrow thanks"><p class="eyebrow">Order placed</p>
<h1>Thank you, ${order.name}</h1>
<p class="flash" role="status">Your order number is <b data-order-number>${order.number}</b>. We have written to ${order.email}.</p>
<div class="summary"><h2>On its way to</h2><p>${order.address.join(', ')}<br>${order.delivery} delivery${
  order.giftWrap ? ', wrapped as a gift' : ''
}</p>
<ul class="mini">${order.lines.map(
  line => html`<li>${line.quantity} × ${line.product.name}<span>${choiceOf(line)}</span></li>`,
)}</ul>${totalsList(order.totals)}</div><p><a class="quiet" href="/">Back to the shop</a></p></div>`;
