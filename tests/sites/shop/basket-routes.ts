/** What changes a visitor's basket or makes an order. Every change is a POST. */

import { plain, type Reply, redirect } from '../reply.ts';
import { get, post, type Route } from '../route.ts';
import { field, type Visit, wholeNumber } from '../visit.ts';
import { basketPage } from './basket-page.ts';
import { productBySlug } from './catalogue.ts';
import { type CheckoutForm, checkoutErrors, emptyCheckout, readCheckout } from './checkout.ts';
import { checkoutPage, orderPage } from './checkout-page.ts';
import { shopPage } from './layout.ts';
import { productPage } from './product-page.ts';
import type { Order, Visitor } from './visitor.ts';

export function basketRoutes(visitorOf: (visit: Visit) => Visitor): Route[] {
  let lastOrder = 1000;

  const showBasket = (visit: Visit, notice?: string): Reply => {
    const visitor = visitorOf(visit);
    return shopPage(visit, visitor, {
      title: 'Your basket',
      body: basketPage(visitor.basket, notice),
      status: notice === undefined ? 200 : 422,
    });
  };

  const placeOrder = (visitor: Visitor, form: CheckoutForm): Order => {
    lastOrder += 1;
    const order: Order = {
      number: `HH-${lastOrder}`,
      name: form.text.name,
      email: form.text.email,
      address: [form.text.address, form.text.town, form.text.postcode.toUpperCase()],
      delivery: form.express ? 'Express' : 'Standard',
      giftWrap: form.giftWrap,
      lines: visitor.basket.lines,
      totals: visitor.basket.totals(form.express),
    };
    visitor.orders.push(order);
    visitor.basket.clear();
    return order;
  };

  return [
    get('/basket', visit => showBasket(visit)),
    post('/basket', visit => {
      const product = productBySlug(field(visit, 'product'));
      if (product === undefined) return undefined;
      const visitor = visitorOf(visit);
      const colour = product.colours.find(name => name === field(visit, 'colour')) ?? product.colours[0];
      const size = product.sizes?.find(({ label }) => label === field(visit, 'size')) ?? product.sizes?.[0];
      const error = visitor.basket.add(product, colour, size, wholeNumber(visit.form.get('quantity'), 1));
      if (error === undefined) return redirect(`/product/${product.slug}?added=1`);
      return shopPage(visit, visitor, {
        title: product.name,
        body: productPage(product, visitor, { error }),
        status: 422,
      });
    }),
    post('/basket/update', visit => {
      const error = visitorOf(visit).basket.update(field(visit, 'line'), wholeNumber(visit.form.get('quantity'), -1));
      return error === undefined ? redirect('/basket') : showBasket(visit, error);
    }),
    post('/basket/remove', visit => {
      visitorOf(visit).basket.update(field(visit, 'line'), 0);
      return redirect('/basket');
    }),
    post('/basket/promo', visit =>
      visitorOf(visit).basket.applyPromo(field(visit, 'code'))
        ? redirect('/basket')
        : showBasket(visit, 'That code is not one of ours.'),
    ),
    get('/checkout', visit => {
      const visitor = visitorOf(visit);
      if (visitor.basket.count === 0) return redirect('/basket');
      return shopPage(visit, visitor, { title: 'Checkout', body: checkoutPage(visitor.basket, emptyCheckout, {}) });
    }),
    post('/checkout', visit => {
      const visitor = visitorOf(visit);
      if (visitor.basket.count === 0) return redirect('/basket');
      const form = readCheckout(visit);
      const errors = checkoutErrors(form);
      if (Object.keys(errors).length === 0) return redirect(`/orders/${placeOrder(visitor, form).number}`);
      return shopPage(visit, visitor, {
        title: 'Checkout',
        body: checkoutPage(visitor.basket, form, errors),
        status: 422,
      });
    }),
    get('/orders/:number', visit => {
      const visitor = visitorOf(visit);
      const order = visitor.orders.find(({ number }) => number === visit.params.number);
      return order && shopPage(visit, visitor, { title: `Order ${order.number}`, body: orderPage(order) });
    }),
    post('/favourites', visit => {
      const { favourites } = visitorOf(visit);
      const slug = field(visit, 'product');
      if (productBySlug(slug) === undefined) return undefined;
      if (!favourites.delete(slug)) favourites.add(slug);
      return plain(200, String(favourites.size));
    }),
  ];
}
